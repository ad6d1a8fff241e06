"""`cleaner explain`: the decisions on documents, line by line."""

from __future__ import annotations

from typing import Any, get_args

import click
from rich.console import Console
from rich.rule import Rule as Ruler
from rich.text import Text

from cleaner.batch.clean import attempt
from cleaner.batch.sources import InputFormat, read_inputs
from cleaner.batch.tasks import Failure, Skipped
from cleaner.commands.shared import (
    InputName,
    cleaning_options,
    describe,
    read_cleaning_options,
    say,
)
from cleaner.explain import explain, printable


@click.command(name="explain", short_help="Show line by line what is kept and removed.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=InputName())
@click.option("--input-format", type=click.Choice(get_args(InputFormat)), default="auto",
              help="What the inputs are; else by name and content.")  # fmt: skip
@cleaning_options
@click.pass_context
def explain_command(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    input_format: InputFormat,
    url: str | None,
    **chosen: Any,
) -> None:
    """Show documents line by line: kept (+) or removed (-), by which rule and why.

    \b
    Examples:
      cleaner explain page.html
      cleaner explain page.html --profile recall | less
      cleaner explain pages/ | grep -A1 "^- "
    """
    console = Console(highlight=False)
    options = read_cleaning_options(keep_source_text=True, **chosen)
    failed = 0
    for task in read_inputs(inputs, input_format=input_format, url=url):
        if isinstance(task, Skipped):
            continue
        result = task if isinstance(task, Failure) else attempt(task, options)
        if isinstance(result, Failure):
            failed += 1
            say(describe(result))
        else:
            console.print(Ruler(Text(printable(str(task.id))), align="left"))
            explain(result, console)
            console.print()
    context.exit(1 if failed else 0)
