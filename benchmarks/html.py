"""Quality and cost of the cleaner on saved pages, beside other extractors.

    python -m benchmarks html --data ../shared/bench/wcxb-dev [--cv FOLDS] [--peers a,b]

All run in one process, one thread, a page at a time and one after the other on each page, so
that the ratios hold whatever else the machine does. `--cv` takes the folder that `python -m
benchmarks.train --folds` wrote: each page is then judged by weights that never saw its site.
"""

from __future__ import annotations

import json
import logging
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np

import cleaner.content
from benchmarks.measures import snippet_hits, snippet_scores, word_scores
from benchmarks.pages import FOLDS, Page, read_pages
from benchmarks.peers import Extractor, installed
from cleaner import CleanerError, Pipeline
from cleaner.content.weights import Weights, read_weights
from cleaner.decode import decode


@dataclass(slots=True)
class Tally:
    """What one extractor scored: word scores by page type, snippets found, CPU milliseconds."""

    scores: dict[str, list[tuple[float, float, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    hits: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    failures: int = 0

    def add(self, page: Page, text: str) -> None:
        """Score a page's text."""
        if "main_content" in page.gold:
            found = word_scores(text, page.gold["main_content"])
            for group in ("all", page.page_type):
                self.scores[group].append(found)
        self.hits.update(
            snippet_hits(text, page.gold.get("with", ()), page.gold.get("without", ()))
        )

    def summary(self) -> dict[str, Any]:
        """Give the means, rounded, and the cost."""
        words = {
            group: [round(float(value), 4) for value in np.mean(found, axis=0)]
            for group, found in self.scores.items()
        }
        return {
            "words": words,
            "snippets": [round(value, 4) for value in snippet_scores(self.hits)],
            "ms": round(1000 * float(np.mean(self.times)), 2),
            "median_ms": round(1000 * float(np.median(self.times)), 2),
            "failures": self.failures,
        }


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True,
              help="Folder with gold.jsonl and html/.")  # fmt: skip
@click.option("--limit", type=int, default=0, help="Pages; 0 for all.")
@click.option("--efforts", default="default", help="Efforts of ours, separated by commas.")
@click.option("--peers", default="trafilatura", help="Others; empty for none, `all` for all.")
@click.option("--cv", type=click.Path(path_type=Path, exists=True), help="Folder of fold weights.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the numbers here.")
@click.option("--predictions", type=click.Path(path_type=Path), help="Write our texts here.")
def command(
    data: Path, limit: int, efforts: str, peers: str, cv: Path | None, out: Path | None,
    predictions: Path | None,
) -> None:  # fmt: skip
    """Score the cleaner and its peers on saved pages."""
    logging.disable(logging.CRITICAL)
    names = [] if peers == "all" else [name for name in peers.split(",") if name]
    others = installed(names) if peers else {}
    ours = {f"cleaner {effort}": _cleaner(effort) for effort in efforts.split(",")}
    folds = [read_weights(cv / str(fold)) for fold in range(FOLDS)] if cv else []
    tallies = _run(data, limit, ours, others, folds, predictions)
    told = {name: tally.summary() for name, tally in tallies.items()}
    base = told.get("trafilatura", {}).get("ms")
    for name, row in told.items():
        row["ratio"] = round(row["ms"] / base, 3) if base else None
        click.echo(f"{name:18} {json.dumps(row)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(f"peak memory {peak:.0f} MB")
    if out:
        out.write_text(json.dumps({"data": data.name, "results": told}, indent=1) + "\n")


def _run(
    data: Path,
    limit: int,
    ours: dict[str, Callable[[bytes, str], str]],
    others: dict[str, Extractor],
    folds: list[Weights],
    predictions: Path | None,
) -> dict[str, Tally]:
    tallies = {name: Tally() for name in (*ours, *others)}
    texts: list[str] = []
    for page in read_pages(data, limit):
        if folds:
            weights = folds[page.fold]
            # the pipeline takes the shipped weights; for honest numbers it gets the fold's
            cleaner.content.shipped_weights = lambda weights=weights: weights  # type: ignore
        markup = decode(page.source).text
        for name, clean in ours.items():
            text = _timed(tallies[name], partial(clean, page.source, page.url))
            tallies[name].add(page, text)
            texts.append(json.dumps({"id": page.id, "text": text}, ensure_ascii=False))
        for name, extract in others.items():
            text = _timed(tallies[name], partial(extract, markup))
            tallies[name].add(page, text)
    if predictions:
        predictions.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return tallies


def _timed(tally: Tally, call: Callable[[], str]) -> str:
    start = time.process_time()
    try:
        text = call()
    except (CleanerError, ValueError, RecursionError, TypeError, AttributeError, KeyError):
        text = ""  # other extractors fail on some pages; the page counts as empty
        tally.failures += 1
    tally.times.append(time.process_time() - start)
    return text


def _cleaner(effort: str) -> Callable[[bytes, str], str]:
    pipeline = Pipeline(effort=effort)  # type: ignore[arg-type]

    def clean(source: bytes, url: str) -> str:
        article = pipeline(source, url=url)
        article.to_dict()
        return article.text

    return clean
