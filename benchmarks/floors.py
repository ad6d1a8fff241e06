"""Quality floors: a drop below what `floors.json` pins fails, unless it is accepted openly.

    python -m benchmarks floors [--data DIR] [--update | --accept-drop]

DIR holds `wcxb-dev`, `news-dev`, `snippets-dev` and `text-dev`; what is pinned names their digest,
so figures are never held against those of other data. The shipped models were trained on some of
these pages: floors tell of drops, not of quality (`benchmarks html --cv` does).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.measures import load_scorer, snippet_hits, snippet_scores, word_scores
from benchmarks.pages import Page, read_pages
from cleaner import CleanerError, Pipeline

FLOORS = Path(__file__).parent / "floors.json"
DATA = Path(os.environ.get("CLEANER_BENCH", "../shared/bench"))
#: Sets of pages with the step between those that are measured: enough for a steady figure in a
#: minute and a half on one core.
PAGES = {"wcxb-dev": 5, "news-dev": 1, "snippets-dev": 1}
TEXTS = "text-dev"
#: Texts of each variant.
TEXTS_EACH = 60
#: A figure may lie so far below its floor: libraries round differently from machine to machine.
SLACK = 0.0005
DIGITS = 4
NAMES = ("precision", "recall", "f1")

Figures = dict[str, float]


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=DATA,
    show_default=True,
    help="Folder of the benchmark data; also by the environment, CLEANER_BENCH.",
)
@click.option("--update", is_flag=True, help="Pin what is found where nothing dropped.")
@click.option("--accept-drop", is_flag=True, help="Pin what is found, drops and all.")
@click.pass_context
def command(context: click.Context, data: Path, update: bool, accept_drop: bool) -> None:
    """Hold the quality of the cleaner against the pinned floors."""
    missing = [name for name in (*PAGES, TEXTS) if not (data / name).is_dir()]
    if missing:
        click.echo(f"floors: not checked: {data} has no {', '.join(missing)}")
        return
    pinned: dict[str, Any] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    digest = data_digest(data)
    if pinned and pinned["data"] != digest and not accept_drop:
        raise click.ClickException(f"floors.json is about other data: {pinned['data']}")
    found = measure(data)
    dropped = compare(pinned.get("floors", {}), found)
    if accept_drop or (update and not dropped):
        told = {"data": digest, "floors": found}
        FLOORS.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
        click.echo(f"floors: pinned {len(found)} figures")
    elif dropped:
        click.echo(f"floors: {len(dropped)} figures dropped: {', '.join(dropped)}; mend it, or say"
                   " so with --accept-drop", err=True)  # fmt: skip
        context.exit(1)


def compare(floors: Figures, found: Figures) -> list[str]:
    """Print each figure beside its floor; give the names of those that dropped below it."""
    for name, value in found.items():
        change = value - floors.get(name, value)
        click.echo(f"{name:32} {value:.4f} {change:+.4f}")
    return [name for name, floor in floors.items() if found.get(name, 0.0) < floor - SLACK]


def measure(data: Path) -> Figures:
    """Measure pages and texts; every figure is a share of which more is better."""
    found: Figures = {}
    for name in PAGES:
        found |= {f"{name}/{measure}": value for measure, value in _pages(data, name).items()}
    found |= _texts(data / TEXTS)
    return {name: round(float(value), DIGITS) for name, value in found.items()}


def sample(data: Path, name: str) -> Iterator[Page]:
    """Give the pages of a set that are measured."""
    return islice(read_pages(data / name), 0, None, PAGES[name])


def data_digest(data: Path) -> str:
    """Give the digest of all that the figures depend on besides the cleaner."""
    digest = hashlib.sha256()
    for name in PAGES:
        for page in sample(data, name):
            digest.update(json.dumps(page.gold, sort_keys=True).encode() + page.source)
    for path in sorted((data / TEXTS).glob("*.jsonl.gz")):
        digest.update(path.read_bytes())
    digest.update((data / "score_text.py").read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _pages(data: Path, name: str) -> Figures:
    clean = Pipeline(media_type="text/html")
    words: list[tuple[float, float, float]] = []
    hits: Counter[str] = Counter()
    for page in sample(data, name):
        try:
            text = clean(page.source, url=page.url).text
        except CleanerError:
            text = ""
        if "main_content" in page.gold:
            words.append(word_scores(text, page.gold["main_content"]))
        hits.update(snippet_hits(text, page.gold.get("with", ()), page.gold.get("without", ())))
    figures: Figures = {}
    if words:
        figures |= dict(zip(NAMES, np.mean(words, axis=0), strict=True))
    if hits:
        named = zip(NAMES, snippet_scores(hits), strict=True)
        figures |= {f"snippet {name}": value for name, value in named}
    return figures


def _texts(data: Path) -> Figures:
    scorer = load_scorer(data)
    clean = Pipeline(media_type="text/plain")
    rows = scorer.load(str(data), limit=TEXTS_EACH)
    found = {}
    for variant, result in scorer.evaluate(lambda text: clean(text).text, rows).items():
        found[f"text/{variant}/f1"] = result["F"]
        found[f"text/{variant}/kept lines"] = 1 - result["gold_lost"]
        found[f"text/{variant}/removed chrome"] = result["rem_R"]
        found[f"text/{variant}/unharmed"] = 1 - result["harm"]
    return found
