"""Hostile input ends in a result or a typed failure, within its time and memory."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import hostile
import pytest
from hostile.inputs import make_inputs

from cleaner.batch.clean import attempt
from cleaner.batch.tasks import Failure, Task
from cleaner.batch.workers import Lost, run
from cleaner.options import OptionValues

#: The limit is 10 s of an idle machine; tests share theirs with others.
TIMEOUT = 60.0
MEMORY = 2 << 30
#: The classes of failure that documents may end in; anything else is a fault of ours.
TYPED = ("", "DecodeError", "EmptyInputError", "ParseError", "InputFormatError")
#: ... and files, which systems and unpackers have words of their own for.
OF_FILES = (*TYPED, "OSError", "EOFError", "FileNotFoundError", "PermissionError")


def _attempt(name: str) -> tuple[str, str]:
    """Clean a document of a kind: its text and no failure, or no text and the failure's class."""
    options: OptionValues = {}
    result = attempt(Task(name, hostile.KINDS[name].make()), options)
    if isinstance(result, Failure):
        return "", result.kind
    return result.text or "\n".join(result.provenance.notes), ""


@pytest.fixture(scope="module")
def outcomes():
    found = run(_attempt, list(hostile.KINDS), jobs=2, timeout=TIMEOUT, memory=MEMORY)
    return dict(found)


@pytest.mark.parametrize("name", hostile.KINDS)
def test_a_hostile_document_ends_in_a_result_or_a_typed_failure(outcomes, name):
    kind, outcome = hostile.KINDS[name], outcomes[name]
    assert not isinstance(outcome, Lost), outcome
    text, failed = outcome
    assert failed == kind.fails or (kind.fails is None and failed in TYPED)
    if kind.keeps:
        assert not failed
        assert hostile.SENTENCE in text
    elif not failed:
        assert text, "an empty text without a reason"


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _controls(text: str) -> set[str]:
    return {char for char in text if unicodedata.category(char) == "Cc"} - {"\n"}


def test_all_of_them_go_through_the_command(tmp_path):
    """Each ends as a record or a typed failure; nothing is written but the output."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    inputs = make_inputs(tmp_path / "in")
    named = [name for name in inputs if Path(name).exists()]
    before = _files(tmp_path)
    limits = ["--jobs", "2", "--timeout", str(TIMEOUT), "--memory", "2048"]
    command = [sys.executable, "-m", "cleaner", "clean", *map(os.fsencode, named), "in/links"]
    done = subprocess.run(
        [*command, "-o", "out/o.jsonl", "--failures", "out/f.jsonl", *limits],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    told = done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback" not in told
    assert not _controls(told)
    records = [json.loads(line) for line in (tmp_path / "out/o.jsonl").open()]
    failures = [json.loads(line) for line in (tmp_path / "out/f.jsonl").open()]
    wrong = {f["id"]: f["error"] for f in failures if f["error"] not in OF_FILES}
    assert not wrong
    ended = {str(record["id"]) for record in records} | {f["source"] for f in failures}
    ended |= {f"{tmp_path}/{name}" for name in ended}
    lost = [name for name in inputs if name not in ended]
    assert [Path(name).name for name in lost] == ["rows.csv"]  # its rows have ids of their own
    assert {"=1+1", "a", "b"} <= ended
    assert _files(tmp_path) - before == {
        "out/o.jsonl", "out/f.jsonl", "out/.o.jsonl.journal", "out/ro-crate-metadata.json"
    }  # fmt: skip


def test_a_terminal_gets_no_control_characters_of_the_input(tmp_path):
    path = tmp_path / "escapes.txt"
    path.write_text(hostile.KINDS["escape-sequences"].make())
    for words in (["clean", "--format", "txt"], ["clean"], ["explain"]):
        ours, theirs = pty.openpty()
        with os.fdopen(ours, "rb") as terminal:
            subprocess.run(
                [sys.executable, "-m", "cleaner", *words, path],
                stdout=theirs, check=True, env={**os.environ, "TERM": "dumb"},
            )  # fmt: skip
            shown = os.read(terminal.fileno(), 1 << 16).decode()
            os.close(theirs)
        assert "harbour council" in shown
        assert not _controls(shown) - {"\r"}
