"""What people give by mistake: other types than text, options of the wrong kind, odd addresses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cleaner
from cleaner.cli import cli
from cleaner.sites import host_of
from tests.fixture_pages import PROSE

TEXT = "\n".join(PROSE)


def run(*words: object) -> Any:
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cleaner")


@pytest.mark.parametrize("source", [None, 5, Path("page.html"), ["The council met."], {}])
def test_a_source_that_is_no_content_is_refused_by_its_type(source: Any) -> None:
    """A path is not cleaned as if its name were the text."""
    with pytest.raises(TypeError, match=f"str or bytes, not {type(source).__name__}"):
        cleaner.clean(source)


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_bytes_of_other_types_are_bytes(kind: Any) -> None:
    assert cleaner.clean(kind(TEXT.encode())).text == cleaner.clean(TEXT.encode()).text


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ({"select": "see-also"}, "select: write a list of rules"),
        ({"ignore": None}, "ignore: write a list of rules"),
        ({"protect": [5]}, "protect: write a list of rules"),
        ({"repair": "no"}, "repair: write true or false"),
        ({"removed_text": 1}, "removed_text: write true or false"),
        ({"profile": None}, "profile: write 'balanced' or 'precision' or 'recall'"),
        ({"effort": 3}, "effort: write 'fast' or 'default' or 'best'"),
        ({"media_type": b"text/html"}, "media_type: write 'text/html' or 'text/plain'"),
        ({"language": 5}, "language: write a code"),
        ({"encoding": 5}, "encoding: write a name"),
        ({"encoding": "hex"}, "there is no encoding 'hex'"),
        ({"sites": "sites.db"}, "sites: write cleaner.SiteProfiles('sites.db')"),
        ({"per_host": ["example.org"]}, "per_host: write a table for each host"),
        ({"per_host": {"example.org": 5}}, "per_host: write a table for each host"),
        ({"per_host": {"https://example.org/": {}}}, "'https://example.org/' is no host"),
        ({"per_host": {"example.org:80": {}}}, "'example.org:80' is no host"),
        ({"per_host": {"example.org": {"repair": "no"}}}, "example.org: repair: write true"),
    ],
)
def test_an_option_of_the_wrong_kind_is_named(option: Any, told: str) -> None:
    with pytest.raises(cleaner.OptionError) as error:
        cleaner.Pipeline(**option)
    assert told in str(error.value)


def test_none_stands_for_what_is_found_out() -> None:
    given = dict.fromkeys(("language", "encoding", "media_type", "sites", "timestamp"))
    assert cleaner.Pipeline(**given).options == cleaner.Options()


@pytest.mark.parametrize("url", ["http://[::1", "http://[foo]/x", "//[", "http://x]/", ":", "\0"])
@pytest.mark.parametrize("source", [TEXT, f"<html><h1>Bridge</h1><p>{'</p><p>'.join(PROSE)}</p>"])
def test_an_address_that_is_none_costs_no_text(url: str, source: str) -> None:
    article = cleaner.clean(source, url=url)
    assert article.text == cleaner.clean(source).text
    assert article.source is None


@pytest.mark.parametrize(
    "host", ["EXAMPLE.org", "example.org.", "example.org:8080", "a@example.org"]
)
def test_a_host_is_one_however_its_address_is_written(host: str) -> None:
    options = cleaner.Pipeline(per_host={"Example.org.": {"language": "de"}})
    article = options(TEXT, url=f"http://{host}/x")
    assert article.source == "example.org"
    assert article.metadata.language == "de"
    assert host_of(f"http://{host}/x") == "example.org"


def test_a_host_is_one_in_letters_and_in_ascii() -> None:
    assert host_of("http://xn--mller-kva.example/x") == host_of("http://Müller.example/y")
    assert host_of("http://xn--zzzzzz-.example/") == "xn--zzzzzz-.example"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("pyproject.toml", "tool = 3", None),
        ("pyproject.toml", "[tool]\ncleaner = 3", "tool.cleaner: write a table"),
        ("cleaner.toml", '\ufeffprofile = "recall"', None),
        ("cleaner.toml", 'profle = "recall"', "did you mean profile or protect?"),
        ("cleaner.toml", "remove_text = true", "did you mean removed-text?"),
        ("cleaner.toml", '[per-host."example.org"]\nignor = []', "did you mean ignore?"),
        ("cleaner.toml", '[per-host."example.org/x"]\nignore = []', "is no host"),
        ("cleaner.toml", 'sites = "x.db"', "there is no such setting"),
    ],
)
def test_a_settings_file_is_read_or_its_mistake_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str, told: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = run("clean", "a.txt")
    assert done.exit_code == (2 if told else 0), done.stderr
    if told:
        assert told in done.stderr and str(tmp_path / name) in done.stderr
    elif name == "cleaner.toml":
        used = json.loads(done.stdout)["provenance"]["wasGeneratedBy"]["used"]
        assert used["options"]["profile"] == "recall"


@pytest.mark.parametrize("command", ["clean", "explain", "report", "stories"])
def test_standard_output_that_is_full_is_named(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", command, tmp_path / "a.txt"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert "standard output" in done.stderr and "No space left" in done.stderr
