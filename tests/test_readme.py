"""The examples in README and docs: run as they stand, and what they claim to print is printed."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cleaner

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGE = """<!DOCTYPE html><title>Old bridge waits for its stone</title>
<article><h1>Old bridge waits for its stone</h1><p>The council met on Tuesday to talk about the old
bridge, which has been closed to carts since the flood of last spring.</p></article>"""


def blocks(language: str) -> list:
    """Give the fenced blocks of a language in all pages, each with the page it stands in."""
    return [
        pytest.param(text, id=f"{path.name}-{number}")
        for path in PAGES
        for number, text in enumerate(
            re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M)
        )
    ]


@pytest.mark.parametrize("code", blocks("python"))
def test_python_examples_print_what_they_say(code, monkeypatch):
    monkeypatch.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "example", "exec"), {})
    lines = iter(printed.getvalue().splitlines())
    for claimed in re.findall(r"^print\(.*\)  # (.*)$", code, re.M):
        assert claimed in lines


@pytest.mark.parametrize("session", blocks("console"))
def test_console_examples_succeed(session, tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "my-page.html").write_text(PAGE)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "one.html").write_text(PAGE)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    record = cleaner.clean(PAGE.encode()).to_json() + "\n"
    (tmp_path / "record.jsonl").write_text(record)
    (tmp_path / "records.jsonl").write_text(record)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for line in re.findall(r"^\$ (.*)$", session, re.M):
        command = line.replace(".venv/bin/", "").split("  #")[0]
        if command.startswith("make "):
            target = command.split()[1]
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)
            continue
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


def _keys(value: object, path: str = "") -> set[str]:
    """Give every path of keys in a JSON value; the entries of a list share theirs."""
    if isinstance(value, dict):
        return {f"{path}.{key}" for key in value}.union(
            *(_keys(inner, f"{path}.{key}") for key, inner in value.items())
        )
    if isinstance(value, list):
        return set().union(*(_keys(inner, path) for inner in value))
    return set()


def test_the_sample_record_has_the_shape_of_a_record():
    [sample] = re.findall(r"^```json\n(.*?)^```", (ROOT / "README.md").read_text(), re.S | re.M)
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    real = set().union(
        *(_keys(cleaner.clean(path.read_bytes(), url="https://a.org").to_dict()) for path in seeds)
    )
    assert _keys(json.loads(sample)) <= real


def test_the_first_screen_shows_both_commands_and_a_short_example():
    first_screen = "\n".join((ROOT / "README.md").read_text().splitlines()[:40])
    assert "make demo" in first_screen
    assert "make test" in first_screen
    assert "import cleaner" in first_screen
    assert "cleaner clean" in first_screen
