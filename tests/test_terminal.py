"""The command in a terminal: help with examples in 80 columns, completion, manual pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from cleaner.cli import cli

WIDTH = 80
#: Commands of which `--help` shows how they are called.
COMMANDS = sorted(cli.commands)
COMMAND = [sys.executable, "-m", "cleaner"]


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_the_terminal_and_has_examples(name):
    told = run(*filter(None, [name]), "--help").stdout
    assert all(len(line) <= WIDTH for line in told.splitlines())
    assert "Example" in told
    assert "  cleaner " in told.split("Example", 1)[1]
    assert "\x1b" not in told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name):
    for param in cli.commands[name].params:
        assert not isinstance(param, click.Option) or param.help


def test_rules_are_read_in_a_narrow_terminal():
    for told in (run("rules").stdout, run("rules", "see-also").stdout):
        assert all(len(line) <= WIDTH for line in told.splitlines())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_the_command(shell):
    if shutil.which("bash") is None:
        pytest.skip("click asks bash for its version")
    assert "_CLEANER_COMPLETE" in run("completion", shell).stdout


def test_a_shell_completes_commands_and_rules():
    def completed(words, at):
        asked = {"COMP_WORDS": words, "COMP_CWORD": str(at), "_CLEANER_COMPLETE": "bash_complete"}
        environment = {**os.environ, **asked}
        done = subprocess.run(COMMAND, env=environment, capture_output=True, check=False, text=True)
        return done.stdout.split()

    assert "plain,report" in completed("cleaner re", 1)
    assert completed("cleaner rules see-al", 2) == ["plain,see-also"]


def test_every_command_has_a_manual_page(tmp_path):
    pytest.importorskip("click_man", reason="the extra `docs` has it")
    from docs import man

    man.main(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {"cleaner.1", *(f"cleaner-{name}.1" for name in COMMANDS)}
    assert "cleaner clean page.html" in (tmp_path / "cleaner-clean.1").read_text("utf-8")


def test_explain_names_what_failed_and_goes_on(tmp_path):
    bad, good = tmp_path / "bad.html", tmp_path / "good.html"
    bad.write_bytes(b"\x00\x01\x02\x03" * 50)
    good.write_text("<title>A</title><p>The council met on Tuesday to talk about the old bridge.")
    result = run("explain", bad, good)
    assert result.exit_code == 1
    assert "bad.html" in result.stderr
    assert "The council met" in result.stdout


def test_rules_that_are_misspelt_are_guessed():
    result = run("rules", "see-alsso")
    assert result.exit_code == 2
    assert "see-also" in result.stderr
