"""Write the generated pages of the docs, or say which are out of date.

Usage: python -m docs.reference [--check]
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import click

from cleaner.cli import cli
from cleaner.judge import all_rules
from cleaner.pipeline import step_rules
from docs.api import api_page
from docs.figures import quality_page
from docs.way import draw

FOLDER = Path(__file__).parent
FIXTURES = FOLDER.parent / "fixtures" / "rules"
FIRST_CASE = re.compile(r"^```diff\n.*?^```", re.MULTILINE | re.DOTALL)
WIDTH = 80


def cli_page() -> str:
    """Give the page about the command line, from the command itself."""
    parts = [
        "# Command line\n",
        "Results go to standard output or `-o`, everything else to standard error. Exit status: "
        "0 done, 1 some documents failed (each is named), 2 wrong usage, 3 unfinished (`--resume` "
        "goes on), 130 stopped by Ctrl-C.\n",
        "This page is written by `make docs` from the command's own help.\n",
    ]
    group = click.Context(cli, info_name="cleaner", terminal_width=WIDTH)
    for name in ("", *sorted(cli.commands)):
        command = cli.commands[name] if name else cli
        context = click.Context(command, group, name, terminal_width=WIDTH) if name else group
        parts.append(f"## cleaner {name}".rstrip() + "\n")
        parts.append(f"```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def rules_page() -> str:
    """Give the page about the rules, from their docstrings and the first case of each fixture."""
    parts = [
        "# Rules\n",
        "Every rule with the first case of its fixture page: lines with `-` go, all others stay. "
        "This page is written by `make docs` from the rules themselves.\n",
    ]
    for rule in all_rules():
        parts.append(f"## {rule.name}\n")
        parts.append(f"Family: {rule.family}.\n")
        parts.append(inspect.cleandoc(rule.doc) + "\n")
        fixture = FIXTURES / f"{rule.name.replace('-', '_')}.md"
        if case := FIRST_CASE.search(fixture.read_text(encoding="utf-8")):
            parts.append(case.group() + "\n")
    parts.append("## Models, repeats and sites\n")
    parts.append(
        "These names stand in records like those of rules; they can be ignored like them.\n"
    )
    parts.append("| name | what it removes |\n|---|---|")
    parts += [f"| `{name}` | {meaning} |" for name, meaning in sorted(step_rules().items())]
    return "\n".join(parts) + "\n"


def pages() -> dict[Path, str]:
    """Give every generated page by its path."""
    return {
        FOLDER / "api.md": api_page(),
        FOLDER / "cli.md": cli_page(),
        FOLDER / "quality.md": quality_page(),
        FOLDER / "rules.md": rules_page(),
        FOLDER / "way.svg": draw(),
    }


def main(check: bool) -> int:
    """Write the pages; with `check` write nothing and give 1 if one is out of date."""
    stale = 0
    for path, text in pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if check:
            print(f"{path.relative_to(FOLDER.parent)} is out of date: run `make docs`")
            stale = 1
        else:
            path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
