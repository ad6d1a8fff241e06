"""The command `cleaner`: a thin twin of the library."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, get_args

import click
from rich.console import Console
from rich.rule import Rule as Ruler
from rich.text import Text

from cleaner.batch.clean import attempt
from cleaner.batch.sources import InputFormat, read_inputs
from cleaner.batch.stop import Stopped
from cleaner.batch.tasks import Failure, Skipped
from cleaner.commands.bench import bench_command, cases_command
from cleaner.commands.clean import clean_command, retry_command
from cleaner.commands.record import restore_command, verify_command
from cleaner.commands.report import report_command
from cleaner.commands.rules import rules_command
from cleaner.commands.shared import cleaning_options, describe, read_cleaning_options, say
from cleaner.explain import explain, printable

INPUT = click.Path(exists=True, allow_dash=True)


class Quiet(click.Group):
    """A group whose commands end without a word where the reader of the output is gone."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe ends it as it ends `cat`."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(128 + signal.SIGPIPE)


def main() -> None:
    """Run the command and exit: 0 done, 1 some documents failed, 2 usage, 3 unfinished."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        status = cli(prog_name="cleaner", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except Stopped as stopped:
        say(stopped.told)
        status = 128 + stopped.number
    sys.exit(status or 0)


def _stop(number: int, frame: object) -> None:
    raise Stopped(number)


@click.group(cls=Quiet, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="article-cleaner", message="%(prog)s %(version)s")
def cli() -> None:
    """Clean text out of scraped pages and extracted text, with every removal accounted for."""


@cli.command(name="explain", short_help="Show line by line what is kept and removed.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=INPUT)
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
    """Show documents line by line: kept (+) or removed (-), by which rule and why."""
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


cli.add_command(bench_command)
cli.add_command(cases_command)
cli.add_command(clean_command)
cli.add_command(report_command)
cli.add_command(retry_command)
cli.add_command(restore_command)
cli.add_command(rules_command)
cli.add_command(verify_command)
