"""How many selectors hold in a browser: pages cleaned here, looked up in headless Chromium."""

from __future__ import annotations

import gzip
import random
from argparse import ArgumentParser, Namespace
from pathlib import Path

from benchmarks.chromium import browser, chromium, claims
from cleaner import CleanerError, Pipeline

#: The pages are drawn by this seed, so that two runs look at the same ones.
SEED = 5


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options: where the pages are, and how many to look at."""
    parser.add_argument("--data", type=Path, required=True, help="folder with html/*.html.gz below")
    parser.add_argument("--limit", type=int, default=200, help="pages to draw (default 200)")


def run(arguments: Namespace) -> dict[str, float]:
    """Print every selector that doesn't hold, and the share that does."""
    program = chromium()
    if program is None:
        raise SystemExit("Chromium is not installed")
    paths = sorted(arguments.data.rglob("*.html.gz"))
    drawn = random.Random(SEED).sample(paths, min(arguments.limit, len(paths)))
    clean = Pipeline(media_type="text/html", removed_text=True)
    total = wrong = pages = 0
    with browser(program) as running:
        for path in sorted(drawn):
            html = gzip.decompress(path.read_bytes())
            try:
                article = clean(html)
            except CleanerError as error:
                print(f"{path.name}: {error}")
                continue
            broken = running.broken(html, article)
            pages, total, wrong = pages + 1, total + len(claims(article)), wrong + len(broken)
            for claim, found in broken:
                print(f"{path.name}: {claim.xpath} {claim.offsets}: {found.elements} elements,")
                print(f"  {claim.text[:80]!r} expected, {found.text[:80]!r} found")
    share = 1 - wrong / total if total else 1.0
    print(f"{pages} pages, {total} selectors, {wrong} don't hold: {share:.4%} hold")
    return {"pages": pages, "selectors": total, "share": share}
