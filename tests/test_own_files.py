"""A run reads nothing that it writes, and writes over nothing that it reads."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.cli import cli
from tests.fixture_pages import PROSE

TEXT = "\n".join(PROSE)
PAGE = "<html><body><article>" + "".join(f"<p>{text}</p>" for text in PROSE) + "</article></html>"


def run(*words: object) -> Any:
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cleaner")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a text and a page, where the commands are given."""
    (tmp_path / "a.txt").write_text(TEXT + "\n\nShare this article\n", "utf-8")
    (tmp_path / "b.html").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["a.txt", "-o", "a.txt"], "a.txt"),
        (["a.txt", "-o", "./a.txt"], "a.txt"),
        ([".", "-o", "./", "--format", "txt"], "-o"),
        (["*.txt", "-o", "./", "--format", "txt"], "./"),
        (["a.txt", "-o", "./", "--format", "txt"], "a.txt"),
        (["a.txt", "-o", "o.jsonl", "--failures", "a.txt"], "a.txt"),
        (["a.txt", "-o", "o.jsonl", "--statistics", "a.txt"], "a.txt"),
        (["a.txt", "-o", "o.jsonl", "--failures", "o.jsonl"], "o.jsonl"),
        (["a.txt", "-o", "o.jsonl", "--statistics", "o.jsonl"], "o.jsonl"),
        (["a.txt", "-o", ""], "-o"),
    ],
)
def test_nothing_that_is_read_is_written_over(folder: Path, words: list[str], named: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run("clean", *words)
    assert done.exit_code == 2, done.stderr
    assert named in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_retry_does_not_write_over_the_failures_it_reads(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    assert run("clean", "empty.txt", "-o", "o.jsonl", "--failures", "f.jsonl").exit_code == 1
    told = (folder / "f.jsonl").read_text("utf-8")
    assert run("retry", "f.jsonl", "-o", "f.jsonl").exit_code == 2
    assert (folder / "f.jsonl").read_text("utf-8") == told


@pytest.mark.parametrize("inputs", ["*.*", "."])
@pytest.mark.parametrize(
    "output",
    [
        ["o.jsonl"],
        ["o.jsonl", "--shard-size", "1"],
        ["o.jsonl", "--failures", "f.jsonl"],
        ["out/", "--format", "txt"],
    ],
)
def test_the_same_command_again_reads_the_same_documents(
    folder: Path, inputs: str, output: list[str]
) -> None:
    for _ in range(2):
        done = run("clean", inputs, "-o", *output, "--statistics", "s.jsonl")
        assert done.exit_code == 0, done.stderr
        assert json.loads((folder / "s.jsonl").read_text("utf-8"))["documents"] == 2
    graph = json.loads(next(folder.rglob("ro-crate-metadata.json")).read_text("utf-8"))["@graph"]
    files = {part["@id"] for part in graph if part["@type"] == "File"}
    read = {part["@id"] for run in graph for part in run.get("object", ())} & files
    assert {Path(name).name for name in read} == {"a.txt", "b.html"}


def test_a_page_may_be_cleaned_into_its_own_folder(folder: Path) -> None:
    assert run("clean", "b.html", "-o", "./", "--format", "txt").exit_code == 0
    assert (folder / "b.txt").read_text("utf-8").split() == TEXT.split()


@pytest.mark.parametrize("option", ["-o", "--failures"])
def test_a_pipe_is_not_replaced_by_a_file(folder: Path, option: str) -> None:
    os.mkfifo("pipe")
    done = run("clean", "a.txt", option, "pipe")
    assert done.exit_code == 2
    assert "pipe" in done.stderr and "no regular file" in done.stderr
    assert stat.S_ISFIFO(os.stat("pipe").st_mode)


def test_folders_of_a_tree_are_made_and_those_of_a_file_are_asked_for(folder: Path) -> None:
    assert run("clean", "a.txt", "-o", "new/deep/", "--format", "txt").exit_code == 0
    assert (folder / "new" / "deep" / "a.txt").exists()
    done = run("clean", "a.txt", "-o", "none/o.jsonl")
    assert done.exit_code == 1
    assert "none/o.jsonl: there is no folder none" in done.stderr
    assert "--resume" not in done.stderr  # there is nothing to go on with


@pytest.mark.parametrize("content", ["{}", "[]", '{"@graph": 5}', '{"@graph": [5]}', "not JSON"])
def test_a_file_of_another_kind_in_place_of_the_manifest_is_told(
    folder: Path, content: str
) -> None:
    """The records are there all the same, and the file is left as it was."""
    (folder / "ro-crate-metadata.json").write_text(content, "utf-8")
    done = run("clean", "a.txt", "b.html", "-o", "o.jsonl")
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit)
    assert "no manifest was written: ro-crate-metadata.json" in done.stderr
    assert len((folder / "o.jsonl").read_text("utf-8").splitlines()) == 2
    assert (folder / "ro-crate-metadata.json").read_text("utf-8") == content


def test_a_folder_that_may_not_be_written_to_is_told(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    (folder / "shut").mkdir(mode=0o555)
    done = run("clean", "a.txt", "-o", "shut/o.jsonl")
    assert done.exit_code == 1
    assert "shut/o.jsonl: folder shut can't be written to" in done.stderr


def test_parquet_is_one_file_and_no_tree(folder: Path) -> None:
    done = run("clean", "a.txt", "-o", "out/", "--format", "parquet")
    assert done.exit_code == 2
    assert "Parquet needs a file" in done.stderr
