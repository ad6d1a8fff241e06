"""The command, as a person or a script uses it."""

from __future__ import annotations

import gzip
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import cleaner
from cleaner.cli import cli

SEEDS = Path(__file__).parent.parent / "seeds"
COMMAND = [sys.executable, "-m", "cleaner"]
BODY = (
    "The council met on Tuesday to talk about the old bridge, which has been closed to carts "
    "since the flood of last spring and is watched by two men with lanterns."
)
HEADLINE = "Old bridge waits for its stone"
TEXT = f"{HEADLINE}\n\n11 March 2025\n\nViews: 12\n\n{BODY}\n\nShare this article\n"
PAGE = (
    "<!DOCTYPE html><title>Old bridge waits for its stone</title><nav><a href='/'>Home</a></nav>"
    f"<article><h1>Old bridge waits for its stone</h1><p>{BODY}</p>"
    "<h2>What comes next</h2><p>A vote was put off until the harvest is in, the clerk said, since "
    "half of the council was needed in the fields.</p>"
    "<p>Share this article</p></article>"
)


def run(*args: object, stdin: str | bytes | None = None):
    """Run the command: in this process, or as one of its own where it reads standard input."""
    words = [str(arg) for arg in args]
    if stdin is None:
        return CliRunner().invoke(cli, words, prog_name="cleaner")
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*COMMAND, *words], input=given, capture_output=True, timeout=60, check=False
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    return SimpleNamespace(stdout=out, stderr=err, output=out + err, exit_code=done.returncode)


def records(result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    return tmp_path


def test_a_record_is_what_the_library_gives(folder):
    (record,) = records(run("clean", folder / "b.html", "--url", "https://example.org/bridge"))
    expected = cleaner.clean(PAGE.encode(), url="https://example.org/bridge").to_dict()
    assert record["text"] == expected["text"]
    assert record["metadata"] == expected["metadata"]
    assert record["provenance"]["removals"] == expected["provenance"]["removals"]
    assert record["id"] == str(folder / "b.html")


def test_text_output_is_the_text_alone(folder):
    result = run("clean", folder / "a.txt", "--format", "txt")
    assert (result.stdout, result.exit_code) == (BODY + "\n", 0)


def test_markdown_has_headline_and_headings(folder):
    out = folder / "out.md"
    assert run("clean", folder / "b.html", "-o", out).exit_code == 0
    blocks = out.read_text().split("\n\n")
    assert blocks[0] == "# Old bridge waits for its stone"
    assert blocks[1] == BODY
    assert blocks[2] == "## What comes next"


def test_markdown_keeps_the_authors_signs_from_becoming_markup():
    prose = "The *Lantern* sank on_the_bank with 3 < 4 hands, [so they say](in the tavern), _all_."
    source = f"{BODY}\n\n{prose}\n\n# no heading but a line that the author wrote in this way.\n"
    output = run("clean", "-", "--format", "md", stdin=source).stdout
    assert r"The \*Lantern\* sank on_the_bank with 3 \< 4 hands, \[so they say]" in output
    assert r"\_all\_" in output
    assert "\n\\# no heading" in output


def test_a_directory_gives_its_documents_by_name(folder):
    names = [Path(record["id"]).name for record in records(run("clean", folder))]
    assert names == ["a.txt", "b.html", "c.html.gz"]


def test_gzipped_pages_are_read_as_they_are(folder):
    plain, packed = records(run("clean", folder / "b.html", folder / "c.html.gz"))
    assert plain["text"] == packed["text"]


def test_standard_input_is_sniffed():
    for source in (PAGE, TEXT, gzip.compress(PAGE.encode())):
        (record,) = records(run("clean", "-", stdin=source))
        assert record["text"].startswith(BODY)


def test_records_keep_order_and_ids_whatever_the_number_of_jobs(tmp_path):
    lines = [
        {"id": number if number % 2 else f"n{number}", "url": f"https://example.org/{number}",
         **({"text": TEXT} if number % 3 else {"html": PAGE})}
        for number in range(25)
    ]  # fmt: skip
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)))
    for jobs in (1, 3):
        found = records(run("clean", source, "--jobs", jobs))
        assert [record["id"] for record in found] == [line["id"] for line in lines]
        assert [record["metadata"]["url"] for record in found] == [line["url"] for line in lines]


def test_a_bad_document_is_named_and_the_rest_goes_on(folder):
    (folder / "bad.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "empty.txt").write_text("")
    (folder / "torn.html.gz").write_bytes(gzip.compress(PAGE.encode())[:60])
    result = run("clean", folder)
    assert result.exit_code == 1
    assert len(records(result)) == 3
    for name, cause in (
        ("bad.html", "decode: the input is a PNG image"),
        ("empty.txt", "decode: the input is empty"),
        ("torn.html.gz", "read: "),
    ):
        assert any(name in line and cause in line for line in result.stderr.splitlines())
    assert "3 of 6 documents failed" in result.stderr


def test_a_malformed_line_is_named_by_its_number():
    lines = ['{"id": 1, "text": "x"', "[]", '{"id": "k"}', json.dumps({"id": "ok", "text": TEXT})]
    result = run("clean", "-", "--input-format", "jsonl", stdin="\n".join(lines))
    assert [record["id"] for record in records(result)] == ["ok"]
    assert "-:1: read: not JSON" in result.stderr
    assert "-:2: read: not a JSON object" in result.stderr
    assert 'k (-:3): read: the record has neither "html" nor "text"' in result.stderr
    assert result.exit_code == 1


def test_an_empty_article_is_told():
    result = run("clean", "-", stdin="<!DOCTYPE html><html><body></body></html>")
    assert records(result)[0]["text"] == ""
    assert "empty: the page has no text" in result.stderr
    assert result.exit_code == 0


def test_a_document_over_its_time_costs_itself_alone(folder, monkeypatch):
    """A pipe that nobody writes to: reading it hangs, as a library might."""
    os.mkfifo(folder / "b0.html")
    paths = sorted(folder.glob("[abc]*"))
    result = run("clean", *paths, "--timeout", "2")
    assert len(records(result)) == 3
    assert "b0.html: clean: took longer than 2 s (Timeout)" in result.stderr
    assert result.exit_code == 1


def test_removed_text_is_in_the_record_on_request(folder):
    for options, present in (((), False), (("--removed-text",), True)):
        (record,) = records(run("clean", folder / "a.txt", *options))
        assert all(("text" in removal) == present for removal in record["provenance"]["removals"])


def test_rules_are_chosen(folder):
    ignored = run("clean", folder / "a.txt", "--format", "txt", "--ignore", "counter,line-model")
    assert "Views: 12" in ignored.stdout
    selected = run("clean", folder / "a.txt", "--format", "txt", "--select", "counter").stdout
    assert "Views" not in selected
    assert "Share this article" in selected


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["clean", "-", "--select", "conter"], "counter"),
        (["clean", "-", "--fromat", "txt"], "--format"),
        (["clean", "-", "--format", "pdf"], "jsonl"),
        (["clean", "no-such-file.html"], "no-such-file.html"),
        (["clean", "-", "--jobs", "0"], "--jobs"),
        (["clean", SEEDS, "--url", "https://example.org"], "--url"),
        (["clean"], "INPUT"),
        (["rules", "by-line"], "byline"),
        (["claen"], "clean"),
    ],
)
def test_wrong_usage_is_explained(args, hint):
    result = run(*args)
    assert result.exit_code == 2
    assert hint in result.stderr
    assert result.stdout == ""


def test_an_output_that_cannot_be_written_is_named(folder):
    result = run("clean", folder / "a.txt", "-o", folder / "no" / "such" / "out.jsonl")
    assert result.exit_code == 1
    assert "out.jsonl" in result.stderr


def test_explain_tells_every_line_within_the_width(folder):
    result = run("explain", folder / "a.txt")
    assert "- Views: 12" in result.stdout
    assert "    counter" in result.stdout
    assert "+ The council met" in result.stdout
    assert all(len(line) <= 80 and line == line.rstrip() for line in result.stdout.splitlines())
    assert "\x1b" not in result.stdout


def test_control_characters_never_reach_the_terminal():
    source = f"{BODY} \x1b[2J\u202e\x9b31m\n\nViews: 12 \x1b]0;title\x07\n"
    for command in (("explain", "-"), ("clean", "-", "--select", "\x1b[31mx")):
        result = run(*command, stdin=source)
        assert not any(char in result.output for char in "\x1b\x9b\x07\u202e")


def test_rules_are_listed_and_documented():
    listed = run("rules").stdout
    shown = run("rules", "counter").stdout
    assert "counter" in listed
    assert "near-duplicate" in listed
    assert "all but the same" in run("rules", "near-duplicate").stdout
    assert "What it removes" in shown
    assert "What it keeps" in shown


def test_a_terminal_sees_colour_and_a_pipe_does_not():
    parent, child = pty.openpty()
    path = str(next(SEEDS.glob("000*.txt")))
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    subprocess.run([*COMMAND, "explain", path], stdout=child, env=environment, check=True)
    os.close(child)
    assert b"\x1b[31m" in os.read(parent, 1 << 16)
    piped = subprocess.run([*COMMAND, "explain", path], capture_output=True, check=True)
    assert b"\x1b" not in piped.stdout


def _many(folder: Path) -> Path:
    source = folder / "many.jsonl"
    line = json.dumps({"html": PAGE * 20})
    source.write_text("\n".join([line] * 400))
    return source


def test_a_closed_pipe_ends_quietly(tmp_path):
    source = _many(tmp_path)
    with subprocess.Popen(
        [*COMMAND, "clean", source, "--timeout", "60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_batch_says_how_to_go_on(tmp_path, number):
    source, out = _many(tmp_path), tmp_path / "out.jsonl"
    out.write_text("older\n")
    with subprocess.Popen(
        [*COMMAND, "clean", source, "-o", out, "--jobs", "2", "--timeout", "60"],
        stderr=subprocess.PIPE,
    ) as process:
        part = tmp_path / ".out.jsonl.part"
        while process.poll() is None and not (part.exists() and part.stat().st_size):
            time.sleep(0.05)
        process.send_signal(number)
        stderr = process.stderr.read().decode()
    assert process.returncode == 128 + number
    assert "Traceback" not in stderr
    assert "--resume" in stderr
    assert out.read_text() == "older\n"
    assert all(json.loads(line)["text"] for line in part.read_text().splitlines())
