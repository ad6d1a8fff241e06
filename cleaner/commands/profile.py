"""`cleaner profile`: files of site profiles shown, merged, and rid of old pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaner.commands.learn import check_day
from cleaner.commands.shared import say
from cleaner.errors import CleanerError
from cleaner.explain import printable
from cleaner.sites import SiteProfiles, expire, host_of, merge, read_about

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
#: Lines of a site that are shown if no number is given.
SHOWN = 40


@click.group(name="profile", short_help="Show, merge and expire files of site profiles.")
def profile_command() -> None:
    """Show, merge and expire the files that `cleaner learn` writes.

    \b
    Example:
      cleaner profile show sites.db
    """


@profile_command.command(name="show", short_help="Show what a file knows, or of one host.")
@click.argument("path", metavar="FILE", type=FILE)
@click.argument("host", metavar="[HOST]", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True,
              help="Lines to show.")  # fmt: skip
def show_command(path: Path, host: str | None, limit: int) -> None:
    """Show where a file of profiles comes from and its sites; with HOST what recurs there.

    HOST is a host, or a registered domain as "*.example.org".
    """
    with _errors():
        profiles = SiteProfiles(path)
        console = Console(highlight=False)
        if host is None:
            for name, value in read_about(path).items():
                console.print(Text(f"{name}: {printable(value)}"), soft_wrap=True)
            for site, pages in profiles.sites():
                console.print(Text(f"{printable(site)}  {pages} pages"), soft_wrap=True)
            return
        site = host if host.startswith("*.") else host_of(None, host) or host
        lines = profiles.lines(site)
        if site not in dict(profiles.sites()):
            raise click.UsageError(f"{path} knows no host {host!r}; `cleaner profile show` lists")
        table = Table(box=None, pad_edge=False)
        for heading in ("pages", "of", "outside", "region", "line"):
            table.add_column(heading, overflow="fold")
        for line, region, form in lines[:limit]:
            counts = map(str, (line.pages, line.of, line.edges))
            table.add_row(*counts, region, Text(printable(form or "(words not kept)")))
        console.print(table)


@profile_command.command(name="merge", short_help="Make one file of several.")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("-o", "--output", metavar="OUT", required=True,
              type=click.Path(dir_okay=False, path_type=Path), help="File to write.")  # fmt: skip
def merge_command(paths: tuple[Path, ...], output: Path) -> None:
    """Write one file of profiles as if all pages of several had been learned at once."""
    with _errors():
        merge(output, paths)
        say(f"merged into {output} ({SiteProfiles(output).digest})")


@profile_command.command(name="expire", short_help="Forget pages that were seen long ago.")
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--before", metavar="DAY", required=True, callback=check_day,
              help="Pages last seen before this day go, as 2026-01-31.")  # fmt: skip
def expire_command(path: Path, before: str) -> None:
    """Drop pages that were last seen before a day, and count anew what recurs."""
    with _errors():
        pages = read_about(path)["pages"]
        expire(path, before)
        left = read_about(path)
        say(f"{left['pages']} of {pages} pages left in {path} ({left['digest']})")


@contextmanager
def _errors() -> Iterator[None]:
    """Turn errors of the library into words of the command."""
    try:
        yield
    except CleanerError as error:
        raise click.ClickException(printable(str(error))) from None
