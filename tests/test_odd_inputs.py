"""Inputs that are damaged, oddly named or not quite what they are taken for."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hostile.inputs import warc_record

from cleaner.batch.clean import attempt
from cleaner.batch.sources import read_inputs
from cleaner.batch.tasks import Failure, Task
from cleaner.cli import cli
from tests.fixture_pages import PROSE

TEXT = "\n".join(PROSE)


def run(*words: object) -> Any:
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cleaner")


def lines(count: int) -> bytes:
    """Give lines of JSON, each a document of some hundred bytes."""
    return b"".join(json.dumps({"id": n, "text": TEXT}).encode() + b"\n" for n in range(count))


@pytest.mark.parametrize("count", [1, 40, 400])
def test_all_that_stands_before_the_damage_is_read(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines(count)) + b"no member")
    *read, damage = read_inputs([str(path)])
    assert [item.id for item in read] == [*range(count)]
    assert isinstance(damage, Failure)


@pytest.mark.parametrize("pattern", ["{0}/**", "{0}/**/*.txt", "{0}/**/a*"])
def test_a_document_is_read_once_whatever_ways_a_pattern_finds_to_it(
    tmp_path: Path, pattern: str
) -> None:
    (tmp_path / "a" / "deep").mkdir(parents=True)
    (tmp_path / "a" / "deep" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a" / "deep" / "up").symlink_to("..")
    found = list(read_inputs([pattern.format(tmp_path)]))
    assert [Path(str(item.id)).name for item in found] == ["a.txt"]


@pytest.mark.parametrize("cut", range(30, 500, 37))
def test_a_record_that_is_cut_off_anywhere_is_told_so(tmp_path: Path, cut: int) -> None:
    """Its header too: a record without length is not an empty document."""
    path = tmp_path / "a.warc"
    path.write_bytes(warc_record(1, f"<html><p>{TEXT}</p></html>".encode())[:cut])
    for item in read_inputs([str(path)]):
        assert isinstance(item, Failure)
        assert "cut" in item.cause or "damaged" in item.cause


def test_a_table_without_documents_is_one_failure_that_names_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;text\n" + "1;The council met.\n" * 20, "utf-8")
    (failed,) = read_inputs([str(path)])
    assert failed.cause == 'there is no column "html" or "text", but "id;text"'


@pytest.mark.parametrize(
    ("record", "cause"),
    [
        ({"id": 1, "body": TEXT}, 'the record has neither "html" nor "text", but "id", "body"'),
        ({}, 'the record has neither "html" nor "text"'),
        ({"text": ""}, '"text" is empty'),
        ({"html": None, "text": None}, '"html" is empty'),
    ],
)
def test_a_record_without_document_says_what_it_has(
    tmp_path: Path, record: Any, cause: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record), "utf-8")
    (failed,) = read_inputs([str(path)])
    assert failed.cause == cause


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_table_in_another_encoding_is_one_failure(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("id,text\n1,The council met.\n" * 9, "utf-16")
    (failed,) = read_inputs([str(path)])
    assert "UTF-16" in failed.cause and "UTF-8" in failed.cause


def test_a_server_that_says_utf_16_of_a_page_that_is_none_is_not_believed() -> None:
    page = f"<html><p>{TEXT}</p>\n</html>"
    for text in (page, page + " "):  # an even number of bytes, and an odd one
        article = attempt(Task("a", text.encode(), "text/html", encoding="utf-16"), {})
        assert not isinstance(article, Failure)
        assert "".join(article.text.split()) == "".join(TEXT.split())
    article = attempt(Task("a", page.encode("utf-16-le"), "text/html", encoding="utf-16-le"), {})
    assert not isinstance(article, Failure)
    assert article.provenance.encoding == "utf-16-le"


def test_a_failure_is_told_with_its_file_and_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(2) + b'{"id": "third"}\n')
    done = run("clean", path)
    assert f"third ({path}:3): read: " in done.stderr.replace("\n", "")
