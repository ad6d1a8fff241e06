"""`cleaner learn`: what sites repeat on their pages, counted into a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import click

from cleaner.batch.clean import TIMEOUT, Item
from cleaner.batch.learn import DAY, Learned, learn_all
from cleaner.batch.sources import STDIN, Fields, InputFormat, read_inputs
from cleaner.commands.shared import InputName, describe, say
from cleaner.errors import CleanerError
from cleaner.lineage import time_stamp
from cleaner.sites import SiteProfiles


def check_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Check that an option is a day in ISO 8601."""
    if value is not None:
        click.DateTime(["%Y-%m-%d"]).convert(value, option, context)
    return value


@click.command(name="learn", short_help="Learn what sites repeat on their pages.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=InputName())
@click.option("--profile", "path", metavar="FILE", required=True,
              type=click.Path(dir_okay=False, path_type=Path),
              help="File of site profiles to write, or to go on with.")  # fmt: skip
@click.option("--input-format", type=click.Choice(get_args(InputFormat)), default="auto",
              help="What the inputs are; else by content and name.")  # fmt: skip
@click.option("--site", metavar="NAME", help="Site of documents that name none, and no URL.")
@click.option("--seen", metavar="DAY", callback=check_day,
              help="Day of the pages, as 2026-01-31; else of the WARC, or today.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="Worker processes.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=TIMEOUT,
              show_default=True, help="Seconds a document may take.")  # fmt: skip
@click.pass_context
def learn_command(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    path: Path,
    input_format: Any,
    site: str | None,
    **given: Any,
) -> None:
    """Count the lines that recur on the pages of each site, for `cleaner clean --profile FILE`.

    The site of a page is told by its URL, by a record's field "site" or "source", by the address
    that the page states, or by --site. FILE appears
    whole or not at all; pages it holds so far stay in it, and a page that comes again is the same
    page. It holds hashes, and the words of lines that recur; no article's text.

    \b
    Example:
      cleaner learn pages.jsonl --profile sites.db
    """
    items = read_inputs(inputs, input_format=input_format, site=site, fields=Fields())
    learned = learn(items, path, inputs, **given)
    context.exit(1 if learned.failed else 0)


def learn(
    items: Iterable[Item],
    path: Path,
    inputs: Iterable[str],
    *,
    seen: str | None = None,
    quiet: bool = False,
    **limits: Any,
) -> Learned:
    """Learn into a file and say what came of it; an error ends the command."""
    learned = Learned()
    day = seen or time_stamp()[:DAY]
    named = [name for name in inputs if name != STDIN]
    try:
        for failure in learn_all(items, path, learned, seen=day, inputs=named, **limits):
            say(describe(failure))
        digest = SiteProfiles(path).digest
    except CleanerError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.FileError(str(error.filename or path), error.strerror) from None
    if not quiet:
        say(f"{learned.pages} pages learned into {path} ({digest})")
    if learned.without_site:
        say(f"{learned.without_site} documents name no site and were not counted")
    sys.stderr.flush()
    return learned
