"""Quality floors: refused where quality dropped, skipped with a reason without data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import diff, floors
from cleaner import Pipeline
from cleaner.report import compare, view

ROOT = Path(__file__).parent.parent


def run(*arguments):
    return CliRunner().invoke(floors.command, [str(argument) for argument in arguments])


@pytest.fixture
def pinned(tmp_path, monkeypatch):
    for name in (*floors.PAGES, floors.TEXTS):
        (tmp_path / name).mkdir()
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"data": "sha256:1", "floors": {"a/f1": 0.9, "b/f1": 0.8}}))
    monkeypatch.setattr(floors, "FLOORS", path)
    monkeypatch.setattr(floors, "data_digest", lambda data: "sha256:1")
    return path


def found(monkeypatch, **figures):
    told = {name.replace("_", "/"): value for name, value in figures.items()}
    monkeypatch.setattr(floors, "measure", lambda data: told)


def test_without_data_it_says_why_nothing_is_checked(tmp_path):
    result = run("--data", tmp_path)
    assert result.exit_code == 0
    assert "not checked" in result.output
    assert "wcxb-dev" in result.output


def test_a_drop_is_refused_unless_it_is_accepted(pinned, tmp_path, monkeypatch):
    found(monkeypatch, a_f1=0.89, b_f1=0.85)
    for words in ([], ["--update"]):
        result = run("--data", tmp_path, *words)
        assert result.exit_code == 1
        assert "a/f1" in result.output
    assert json.loads(pinned.read_text())["floors"]["a/f1"] == 0.9
    assert run("--data", tmp_path, "--accept-drop").exit_code == 0
    assert json.loads(pinned.read_text())["floors"] == {"a/f1": 0.89, "b/f1": 0.85}


def test_a_rise_is_pinned_on_request_only(pinned, tmp_path, monkeypatch):
    found(monkeypatch, a_f1=0.95, b_f1=0.8)
    assert run("--data", tmp_path).exit_code == 0
    assert json.loads(pinned.read_text())["floors"]["a/f1"] == 0.9
    run("--data", tmp_path, "--update")
    assert json.loads(pinned.read_text())["floors"]["a/f1"] == 0.95


def test_a_figure_that_is_gone_is_a_drop(pinned, tmp_path, monkeypatch):
    found(monkeypatch, a_f1=0.95)
    assert run("--data", tmp_path).exit_code == 1


def test_other_data_are_not_compared(pinned, tmp_path, monkeypatch):
    monkeypatch.setattr(floors, "data_digest", lambda data: "sha256:2")
    result = run("--data", tmp_path)
    assert result.exit_code == 1
    assert "other data" in result.output


def test_the_pinned_floors_name_their_data():
    told = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))
    assert told["data"].startswith("sha256:")
    assert all(0 < value <= 1 for value in told["floors"].values())


def test_a_changed_decision_is_told_with_both_causes():
    text = (ROOT / "seeds" / "004_uncommon-voyage.txt").read_text("utf-8")
    now, before = (
        view(Pipeline(removed_text=True, ignore=ignore)(text, id="seed").to_dict())
        for ignore in ([], ["headline", "line-model"])
    )
    lines = list(diff.told(compare(now, before)))
    assert any("\n- Lantern to end" in line and "kept -> headline" in line for line in lines)
    assert list(diff.told(compare(now, now))) == []
