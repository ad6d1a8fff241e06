"""What the commands say where they can't go on, and what they pass over."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.batch.sources import input_files, read_inputs, size_of
from cleaner.batch.tasks import Failure, Task
from cleaner.cli import cli
from tests.fixture_pages import PROSE

TEXT = "\n".join(PROSE)


def run(*words: object) -> Any:
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cleaner")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "one.txt"
    path.write_text(TEXT, "utf-8")
    return path


def failures(tmp_path: Path, **changes: Any) -> Path:
    """Write a file of failures that names an empty document."""
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    path = tmp_path / "failed.jsonl"
    assert run("clean", empty, "-o", tmp_path / "o.jsonl", "--failures", path).exit_code == 1
    told = json.loads(path.read_text("utf-8")) | changes
    path.write_text(json.dumps(told), "utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["clean", "{text}", "--format", "parquet"], "Parquet needs a file"),
        (["clean", "{text}", "--memory", "1", "--bad"], "No such option"),
        (["clean", "{folder}/none.txt"], "does not exist"),
        (["retry", "{text}"], "one.txt"),
        (["stories", "{text}", "--profile", "unheard-of"], "unheard-of"),
        (["learn", "{text}", "--profile", "{folder}/no/where.db"], "where.db"),
        (["learn", "{text}", "--profile", "{text}"], "not a file of site profiles"),
        (["explain", "{text}", "--select", "unheard-of"], "unheard-of"),
        (["report", "{text}", "-o", "{folder}/no/where.html"], "where.html"),
    ],
)
def test_a_command_says_why_it_cannot_go_on(
    text: Path, tmp_path: Path, words: list[str], told: str
) -> None:
    done = run(*(word.format(text=text, folder=tmp_path) for word in words))
    assert done.exit_code != 0
    assert told in done.stderr.replace("\n", "")
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_retry_reads_no_standard_input_again_and_writes_over_no_file_it_reads(
    tmp_path: Path,
) -> None:
    path = failures(tmp_path)
    again = run("retry", path, "-o", tmp_path / "p.jsonl", "--failures", path)
    assert again.exit_code == 2 and "another file" in again.stderr
    again = run("retry", failures(tmp_path, source="-"), "-o", tmp_path / "p.jsonl")
    assert again.exit_code == 2 and "standard input" in again.stderr


def test_a_pattern_of_paths_names_inputs(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    assert run("clean", tmp_path / "*.txt", "-o", out).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["text"] == TEXT


def test_profiles_are_learned_on_top_of_known_ones(text: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.db"
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"url": "http://a.example/1", "text": TEXT}), "utf-8")
    assert run("learn", rows, "--profile", known).exit_code == 0
    out = tmp_path / "o.jsonl"
    assert run("clean", rows, "--profile", known, "--learn", "-o", out).exit_code == 0
    assert out.read_text("utf-8")
    assert "name no site" in run("learn", text, "--profile", known).stderr


@pytest.mark.parametrize("command", ["explain", "stories"])
def test_files_of_other_kinds_in_a_folder_are_passed_over(
    command: str, text: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty.html").write_text("")
    done = run(command, tmp_path)
    assert done.exit_code == 1
    assert "empty.html" in done.output + done.stderr
    assert "picture.png" not in done.output + done.stderr


def test_a_document_that_comes_out_empty_is_counted_and_noted(text: Path, tmp_path: Path) -> None:
    menu = tmp_path / "menu.html"
    menu.write_text("<html><body><nav><a href=/>Home</a></nav></body></html>")
    assert "1 came out empty" in run("clean", menu, text, "-o", tmp_path / "o.jsonl").stderr
    assert "note: empty: no block" in run("explain", menu).output


def test_a_folder_without_documents_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    *passed, failed = read_inputs([str(tmp_path)])
    assert isinstance(failed, Failure) and "no documents in this directory" in failed.cause
    assert len(passed) == 1
    assert [*input_files(["-"])] == []


def test_the_size_of_inputs_is_told_where_it_can_be(text: Path, tmp_path: Path) -> None:
    size = text.stat().st_size
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert size_of([str(text)]) == size_of([str(tmp_path)]) == size
    packed = tmp_path / "one.txt.gz"
    packed.write_bytes(gzip.compress(text.read_bytes()))
    assert size_of([str(packed)]) is None
    assert size_of(["-"]) is None
    assert size_of([str(tmp_path / "none" / "*.txt")]) is None


def response(block: bytes, *, kind: str = "response", cut: int = 0) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:1>\r\nWARC-Date: "
        "2026-01-01T00:00:00Z\r\nWARC-Target-URI: http://a.example/1\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block[: len(block) - cut] + b"\r\n\r\n"


PAGE = f"<article>{''.join(f'<p>{line}</p>' for line in PROSE)}</article>".encode()
ANSWER = b"HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n"


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        (ANSWER % (b"200 OK", b"text/html", b""), PAGE, ""),
        (ANSWER % (b"404 No", b"text/html", b""), PAGE, "HTTP status 404"),
        (ANSWER % (b"200 OK", b"image/png", b""), b"\x89PNG", "image/png"),
        (
            ANSWER % (b"200 OK", b"text/html", b"Content-Encoding: gzip\r\n"),
            gzip.compress(PAGE * 4000),
            "the answer has more than",
        ),
        (ANSWER % (b"200 OK", b"text/html", b""), PAGE * 4000, "the record has more than"),
    ],
)
def test_an_archive_tells_what_it_does_not_give(
    tmp_path: Path, head: bytes, body: bytes, told: str
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response(head + body))
    (item,) = read_inputs([str(path)], max_bytes=1 << 20)
    assert isinstance(item, Task) or told in str(item)
    assert (told == "") == isinstance(item, Task)


def test_an_archive_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    block = ANSWER % (b"200 OK", b"text/html", b"") + PAGE
    path.write_bytes(response(block) + response(block, cut=100)[:-4])
    first, *rest = read_inputs([str(path)])
    assert isinstance(first, Task)
    assert rest and all(isinstance(item, Failure) for item in rest)
