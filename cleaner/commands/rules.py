"""`cleaner rules`: list the rules, or document one."""

from __future__ import annotations

import inspect
import re
from difflib import get_close_matches

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaner.judge import all_rules
from cleaner.pipeline import rule_names, step_rules

#: What a paragraph of a rule's documentation is about.
HEADING = re.compile(r"^\*([^*]+)\*")


def complete(context: click.Context, param: click.Parameter, typed: str) -> list[str]:
    """Give the names of rules that begin as typed, for shells."""
    return [name for name in rule_names() if name.startswith(typed)]


@click.command(name="rules", short_help="List the rules, or document one.")
@click.argument("name", metavar="[NAME]", required=False, shell_complete=complete)
def rules_command(name: str | None) -> None:
    """List the rules, or show what one of them removes, why, and what it keeps.

    \b
    Examples:
      cleaner rules
      cleaner rules see-also
    """
    console = Console(highlight=False)
    if name is None:
        with console.capture() as printed:
            console.print(_table())
        click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))
        return
    name = name.replace("_", "-")
    known = {rule.name: rule for rule in all_rules()}
    if name in step_rules():
        console.print(Text(name, "bold"))
        console.print(step_rules()[name])
    elif name in known:
        rule = known[name]
        console.print(Text(name, "bold"), Text(f"({rule.family}, {rule.action})", "dim"))
        for paragraph in inspect.cleandoc(rule.doc).split("\n\n"):
            console.print(Text(HEADING.sub(r"\1", " ".join(paragraph.split()))), end="\n\n")
    else:
        near = get_close_matches(name, rule_names(), n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`cleaner rules` lists them"
        raise click.UsageError(f"there is no rule {name!r}; {hint}")


def _table() -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("rule", "family", "what it removes"):
        table.add_column(heading, overflow="fold")
    for rule in all_rules():
        table.add_row(rule.name, rule.family, Text(inspect.cleandoc(rule.doc).split("\n")[0]))
    for name, meaning in sorted(step_rules().items()):
        table.add_row(name, "-", Text(meaning))
    return table
