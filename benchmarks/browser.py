"""How many selectors hold in a browser: pages cleaned here, looked up in headless Chromium."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import click

from benchmarks.chromium import browser, chromium, claims
from benchmarks.pages import draw_pages
from cleaner import CleanerError, Pipeline


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--limit", type=int, default=200, show_default=True, help="Pages to draw.")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write the numbers here."
)
def command(data: Path, limit: int, json_file: Path | None) -> None:
    """Print every selector that does not hold in Chromium, and the share that does."""
    numbers = measure(data, limit)
    if json_file:
        json_file.write_text(json.dumps(numbers) + "\n", encoding="utf-8")


def measure(data: Path, limit: int) -> dict[str, float]:
    """Print every selector that doesn't hold, and the share that does."""
    program = chromium()
    if program is None:
        raise click.ClickException("Chromium is not installed")
    drawn = draw_pages(data, limit)
    clean = Pipeline(media_type="text/html", removed_text=True)
    total = wrong = pages = 0
    with browser(program) as running:
        for path in sorted(drawn):
            html = gzip.decompress(path.read_bytes())
            try:
                article = clean(html)
            except CleanerError as error:
                click.echo(f"{path.name}: {error}")
                continue
            broken = running.broken(html, article)
            pages, total, wrong = pages + 1, total + len(claims(article)), wrong + len(broken)
            for claim, found in broken:
                click.echo(
                    f"{path.name}: {claim.xpath} {claim.offsets}: {found.elements} elements,"
                )
                click.echo(f"  {claim.text[:80]!r} expected, {found.text[:80]!r} found")
    share = 1 - wrong / total if total else 1.0
    click.echo(f"{pages} pages, {total} selectors, {wrong} don't hold: {share:.4%} hold")
    return {"pages": pages, "selectors": total, "share": share}
