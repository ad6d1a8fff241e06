"""What provenance costs: its share of the time of a cleaning, and the size of the record."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

import click

from benchmarks.pages import draw_pages
from cleaner import Article, CleanerError, Pipeline
from cleaner.account import account
from cleaner.assemble import Assembled, assemble
from cleaner.options import Options
from cleaner.pipeline import Examined

#: Each step is timed this often on each page, and the fastest counts: the machine is shared.
REPEATS = 3


class Cost(NamedTuple):
    """One page: seconds of the whole cleaning and of its account, sizes in bytes."""

    whole: float
    account: float
    record: int
    text: int


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--limit", type=int, default=200, show_default=True, help="Pages to draw.")
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write the numbers here."
)
def command(data: Path, limit: int, json_file: Path | None) -> None:
    """Print provenance's share of the time, and the size of the record."""
    numbers = measure(data, limit)
    if json_file:
        json_file.write_text(json.dumps(numbers) + "\n", encoding="utf-8")


def measure(data: Path, limit: int) -> dict[str, float]:
    """Print the share of the time and the size of the record beside the article's text."""
    drawn = draw_pages(data, limit)
    articles = _articles(data)
    pipeline = Pipeline(media_type="text/html")
    measured = {path: cost for path in drawn if (cost := _measure(pipeline, path))}
    costs = list(measured.values())
    share = sum(cost.account for cost in costs) / sum(cost.whole for cost in costs)
    ratio = median(cost.record / cost.text for cost in costs)
    sizes = [c.record / c.text for path, c in measured.items() if path.name in articles]
    spent = 1000 * sum(cost.account for cost in costs) / len(costs)
    click.echo(f"{len(costs)} pages with an article, provenance {spent:.2f} ms a page:")
    click.echo(f"{share:.1%} of the time of a cleaning with its record")
    click.echo(f"record {ratio:.2f} times the article's text on the median page")
    if sizes:
        click.echo(
            f"record {median(sizes):.2f} times on the median of {len(sizes)} pages of articles"
        )
    return {
        "pages": len(costs),
        "share": share,
        "size": ratio,
        "size_articles": median(sizes or [0]),
    }


def _articles(data: Path) -> set[str]:
    """Give the names of the pages whose type is `article`, as far as gold says so."""
    lines = [line for gold in data.rglob("gold.jsonl") for line in gold.open(encoding="utf-8")]
    records = map(json.loads, lines)
    return {f"{r['id']}.html.gz" for r in records if r.get("page_type") == "article"}


def _measure(pipeline: Pipeline, path: Path) -> Cost | None:
    html = gzip.decompress(path.read_bytes())
    try:
        article = pipeline(html)
    except CleanerError:
        return None
    if not article.text:
        return None
    examined = pipeline.examine(html)
    whole = spent = float("inf")
    for _ in range(REPEATS):
        begun = process_time()
        pipeline(html).to_json()
        whole = min(whole, process_time() - begun)
        begun = process_time()
        _account(examined, article)
        spent = min(spent, process_time() - begun)
    return Cost(whole, spent, len(article.to_json().encode()), len(article.text.encode()))


def _account(examined: Examined, article: Article) -> Assembled:
    """Do over what is done for the record's sake: the account, and the record itself.

    Putting the text together is counted too, though a cleaner without provenance does it as well.
    """
    made = assemble(examined.page.document, examined.decisions)
    account(examined.page.document, made, Options(), evidence=article.provenance.evidence)
    article.to_json()
    return made
