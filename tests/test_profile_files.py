"""Files of site profiles that are damaged, full, or written by two at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner import ProfileError, SiteProfiles
from cleaner.cli import cli
from cleaner.segment_text import segment_text
from cleaner.sites import Learner, sight
from tests.test_sites import learn, page, url


def run(*words: object) -> Any:
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cleaner")


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.jsonl"
    records = [{"id": n, "url": url(n), "text": page(n)} for n in range(8)]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


def damaged(path: Path, step: int) -> Path:
    """Flip a byte of every so many after the first page, which says what kind of file it is."""
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), step):
        content[at] ^= 0xFF
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("step", [1, 7, 97, 501, 4096])
@pytest.mark.parametrize(
    "words",
    [
        ["clean", "{crawl}", "-o", "{folder}/o.jsonl", "--profile", "{sites}"],
        ["learn", "{crawl}", "--profile", "{sites}"],
        ["profile", "show", "{sites}"],
        ["profile", "show", "{sites}", "lantern.example"],
        ["profile", "merge", "{sites}", "-o", "{folder}/all.db"],
        ["profile", "expire", "{sites}", "--before", "2026-01-01"],
    ],
)
def test_a_damaged_file_is_told_by_name(
    tmp_path: Path, crawl: Path, words: list[str], step: int
) -> None:
    learn(tmp_path / "sites.db", [(url(n), page(n)) for n in range(8)])
    sites = damaged(tmp_path / "sites.db", step)
    done = run(*(w.format(crawl=crawl, sites=sites, folder=tmp_path) for w in words))
    assert done.exception is None or isinstance(done.exception, SystemExit)
    if done.exit_code:  # a byte that nothing reads is no damage
        assert "sites.db" in done.stderr.replace("\n", "") and "sites: " in done.stderr
    assert not list(tmp_path.glob("*.part"))


def test_two_never_learn_into_one_file_at_a_time(tmp_path: Path) -> None:
    """The second would throw away what the first has learned, and the first the second's file."""
    path = tmp_path / "sites.db"
    with Learner(path) as one:
        one.add(sight(segment_text(page(1), url=url(1)), seen="2026-01-01"))
        with pytest.raises(ProfileError, match="another run") as error:
            Learner(path)
        assert str(path) in str(error.value)
        one.finish()
    first = SiteProfiles(path).digest
    with Learner(path) as two:  # once it is done the next may
        two.finish()
    assert SiteProfiles(path).digest == first
    assert [found.name for found in tmp_path.iterdir()] == ["sites.db"]


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, crawl: Path, small_disk: Path
) -> None:
    sites = small_disk / "sites.db"
    assert run("learn", crawl, "--profile", sites).exit_code == 0
    before = sites.read_bytes()
    records = [{"url": url(n, f"h{n}.example"), "text": page(n) * 20} for n in range(2000)]
    crawl.write_text("\n".join(map(json.dumps, records)), "utf-8")
    done = run("learn", crawl, "--profile", sites, "--jobs", "2")
    assert done.exit_code == 1
    assert "sites.db" in done.stderr.replace("\n", "") and "full" in done.stderr
    assert sites.read_bytes() == before
    assert [found.name for found in small_disk.iterdir()] == ["sites.db"]


def test_patterns_name_pages_to_learn_from(tmp_path: Path, crawl: Path) -> None:
    done = run("learn", tmp_path / "*.jsonl", "--profile", tmp_path / "sites.db")
    assert done.exit_code == 0, done.stderr
    assert "8 pages learned" in done.stderr
