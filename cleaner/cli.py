"""The command `cleaner`: a thin twin of the library."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import click

from cleaner.batch.stop import Stopped
from cleaner.commands.bench import bench_command, cases_command
from cleaner.commands.clean import clean_command, retry_command
from cleaner.commands.completion import completion_command
from cleaner.commands.explain import explain_command
from cleaner.commands.learn import learn_command
from cleaner.commands.profile import profile_command
from cleaner.commands.record import restore_command, verify_command
from cleaner.commands.report import report_command
from cleaner.commands.rules import rules_command
from cleaner.commands.serve import serve_command
from cleaner.commands.shared import say
from cleaner.commands.stories import stories_command
from cleaner.explain import printable


class Quiet(click.Group):
    """A group whose commands end without a word where the reader of the output is gone, and with
    one where it can't be written."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe ends it as it ends `cat`."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(128 + signal.SIGPIPE)
        except OSError as error:
            where = printable(str(error.filename or "standard output"))
            raise click.ClickException(f"{where}: {error.strerror or error}") from None


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


@click.group(
    cls=Quiet,
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="clean text out of scraped pages, with every removal accounted for",
)
@click.version_option(package_name="article-cleaner", message="%(prog)s %(version)s")
def cli() -> None:
    """Clean text out of scraped pages and extracted text, with every removal accounted for.

    \b
    Examples:
      cleaner clean page.html --format txt
      cleaner explain page.html
      cleaner report pages/ -o report.html
    """


for command in (
    bench_command,
    cases_command,
    clean_command,
    completion_command,
    explain_command,
    learn_command,
    profile_command,
    report_command,
    retry_command,
    restore_command,
    rules_command,
    serve_command,
    stories_command,
    verify_command,
):
    cli.add_command(command)
