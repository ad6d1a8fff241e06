"""Settings files: what they set, for whom, and how they tell of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import cleaner
from cleaner.cli import cli

PROSE = (
    "The council met on Tuesday to talk about the old bridge, which has been closed to carts since "
    "the flood of last spring and is watched by two men with lanterns."
)
CHROME = "Subscribe to our newsletter"
TEXT = f"{PROSE}\n{CHROME}\n{PROSE.replace('Tuesday', 'Friday')}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def clean(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["clean", "a.txt", "--format", "txt", *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def wrong(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["clean", "a.txt", *arguments])
    assert result.exit_code == 2
    return " ".join(result.stderr.split())


def test_the_nearest_file_is_read(folder, monkeypatch):
    assert CHROME not in clean()
    (folder / "cleaner.toml").write_text('ignore = ["newsletter", "line-model"]\n')
    assert CHROME in clean()
    assert CHROME not in clean("--isolated")
    below = folder / "below"
    below.mkdir()
    (below / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(below)
    assert CHROME in clean()
    (below / "cleaner.toml").write_text("")
    assert CHROME not in clean()


def test_a_project_file_counts_where_it_has_the_table(folder):
    project = folder / "pyproject.toml"
    project.write_text('[project]\nname = "a"\n')
    assert CHROME not in clean()
    project.write_text('[tool.cleaner]\nignore = ["newsletter", "line-model"]\n')
    assert CHROME in clean()


def test_a_file_can_be_named(folder):
    (folder / "mine.toml").write_text('ignore = ["newsletter", "line-model"]\n')
    assert CHROME not in clean()
    assert CHROME in clean("--config", "mine.toml")


def test_the_command_line_comes_before_the_file(folder):
    (folder / "cleaner.toml").write_text('ignore = ["newsletter", "line-model"]\n')
    assert CHROME not in clean("--ignore", "poll")


def test_a_host_has_its_own(folder):
    (folder / "cleaner.toml").write_text(
        '[per-host."example.org"]\nignore = ["newsletter", "line-model"]\n'
        '[per-host."old.example.org"]\nignore = ["poll"]\n'
    )
    assert CHROME in clean("--url", "https://example.org/a")
    assert CHROME in clean("--url", "https://www.Example.org/a")
    assert CHROME not in clean("--url", "https://old.example.org/a")
    assert CHROME not in clean("--url", "https://example.com/a")
    assert CHROME not in clean("--url", "https://anexample.org/a")


def test_the_library_takes_the_same():
    hosts = {"example.org": {"ignore": ["newsletter", "line-model"], "language": "en"}}
    pipeline = cleaner.Pipeline(profile="recall", per_host=hosts)
    article = pipeline(TEXT, url="https://news.example.org/a")
    assert CHROME in article.text
    assert dict(article.provenance.options) == {
        "profile": "recall", "language": "en", "ignore": ["line-model", "newsletter"],
    }  # fmt: skip
    assert dict(pipeline(TEXT).provenance.options) == {"profile": "recall"}
    with pytest.raises(cleaner.OptionError, match=r"example\.org: there is no rule 'poles'"):
        cleaner.Pipeline(per_host={"example.org": {"ignore": ["poles"]}})


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('ignroe = ["poll"]', "cleaner.toml: ignroe: there is no such setting"),
        ('ignore = ["poles"]', "cleaner.toml: ignore: there is no rule 'poles'; did you mean poll"),
        ('ignore = "poll"', "cleaner.toml: ignore: write a list of rules"),
        ("profile = 5", "cleaner.toml: profile: write 'balanced' or 'precision' or 'recall'"),
        ('profile = "strict"', "cleaner.toml: profile: there is no profile 'strict'"),
        ('removed-text = "yes"', "cleaner.toml: removed-text: write true or false"),
        ('per-host = "example.org"', "cleaner.toml: per-host: write a table for each host"),
        (
            '[per-host."example.org"]\nignore = ["poles"]',
            "cleaner.toml: per-host.\"example.org\".ignore: there is no rule 'poles'",
        ),
        ("profile =", "cleaner.toml: Invalid value (at line 1"),
    ],
)
def test_a_mistake_is_told_by_file_and_key(folder, settings, told):
    (folder / "cleaner.toml").write_text(settings + "\n")
    assert told in wrong()
