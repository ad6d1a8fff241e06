"""Memory of one process that cleans page after page through the library."""

from __future__ import annotations

import gc
from pathlib import Path

import click

import cleaner
from benchmarks.made import repeated_pages, resident
from cleaner.errors import CleanerError

#: After so many pages everything that is kept once is loaded.
WARM = 1_000


@click.command("memory")
@click.option("--documents", type=int, default=20_000, show_default=True)
@click.option("--data", type=click.Path(exists=True, path_type=Path),
              help="Set whose pages are repeated; else pages are made up.")  # fmt: skip
def command(documents: int, data: Path | None) -> None:
    """Clean many pages in one process; resident memory after the warm-up and along the way."""
    clean = cleaner.Pipeline()
    after_warm = 0.0
    for number, page in enumerate(repeated_pages(data, documents), 1):
        try:
            clean(page)
        except CleanerError:
            continue
        if number in (WARM, documents) or number % 5_000 == 0:
            gc.collect()
            now = resident()
            after_warm = after_warm or now
            growth = now / after_warm - 1
            click.echo(f"{number:>7,} pages  {now:7.1f} MB  {growth:+.1%} since {WARM:,}")
