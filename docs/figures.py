"""The page about quality and speed, from the figures that the benchmarks wrote.

`make results` writes `benchmarks/results/*.json`; the tables here are made of nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results"
HEAD = """# Quality and speed

The tables are written by `make docs` from the files in `benchmarks/results/`, which the commands
named here wrote (`make results DATA=folder FOLDS=folder`). Pages and gold are open data; what each
set is and where it comes from stands in the README beside it. Our models are cross-validated: each
page is judged by weights that `python -m benchmarks.train --folds FOLDS` trained without its site,
where the shipped ones have seen all of these pages. All extractors ran in one process, one thread,
one after the other on each page, with their own defaults; times are processor time, and only their
ratios mean much.

Higher is better throughout, but for milliseconds. Precision asks how much of the output is the
article's, recall how much of the article is in the output; losing the article's own words is worse
than leaving some chrome, so recall is looked at first.
"""
SNIPPETS = """Scored by snippets: sentences that must be there, others that must not. The pages are
a third of trafilatura's own evaluation data, in many languages; jusText, which is told the language
and does not find it, has its English word list.
"""
WORDS = """Word F1 by type of page: the output against the gold as bags of words.
"""
TYPES = (
    "article", "documentation", "service", "forum", "listing", "product", "collection", "all",
)  # fmt: skip
COSTS = ("ms a page", "times trafilatura's time")
PAGE_COLUMNS = ("extractor", "precision", "recall", "F1", *COSTS)
VARIANTS = {
    "wet_resili": "all visible text of the page, as in a crawl's text files",
    "article_tag": "text of the `<article>` element",
    "container": "text of the smallest element with most of the article",
    "justext": "jusText with low thresholds",
    "recall": "trafilatura, favouring recall, with comments",
    "readability": "readability",
    "newspaper": "newspaper4k",
}


def quality_page() -> str:
    """Give the page with a table for each results file that is there."""
    parts = [HEAD]
    for path in sorted(RESULTS.glob("html-*.json")):
        parts += _pages(json.loads(path.read_text("utf-8")))
    if (RESULTS / "text.json").exists():
        parts += _texts(json.loads((RESULTS / "text.json").read_text("utf-8")))
    return "\n".join(parts)


def _pages(told: dict[str, Any]) -> list[str]:
    name, results = told["data"], told["results"]
    parts = [f"## Pages: {name}\n", f"`python -m benchmarks html --data {name} --cv FOLDS`\n"]
    costs = {who: (f"{row['ms']:.0f}", _ratio(row)) for who, row in results.items()}
    if all(row["words"] for row in results.values()):
        types = [kind for kind in TYPES if all(kind in row["words"] for row in results.values())]
        by_type = [
            (who, *(f"{row['words'][kind][2]:.3f}" for kind in types), *costs[who])
            for who, row in results.items()
        ]
        return [*parts, WORDS, _table(("extractor", *types, *COSTS), by_type)]
    rows = [(who, *_three(row["snippets"]), *costs[who]) for who, row in results.items()]
    table = _table(PAGE_COLUMNS, sorted(rows, key=lambda row: row[3], reverse=True))
    return [*parts, SNIPPETS, table]


def _texts(told: dict[str, Any]) -> list[str]:
    parts = [
        "## Extracted text: text-dev\n",
        "`python -m benchmarks text --data text-dev --cv`: each text is cleaned by a model that "
        "was not trained on its site. *Untouched* is the input as it is.\n",
    ]
    for group in ("news", "other"):
        parts.append(f"### {'News' if group == 'news' else 'Blogs, guides and other articles'}\n")
        found = {k.split("/")[0]: v for k, v in told.items() if k.endswith(f"/{group}")}
        head = ("input", "cleaner", "precision", "recall", "F1", "article lines lost", "unharmed")
        rows = [
            (variant, who, f"{r['P']:.3f}", f"{r['R']:.3f}", f"{r['F']:.3f}",
             f"{r['gold_lost']:.2%}", f"{1 - r['harm']:.1%}")
            for variant in VARIANTS
            for who, results in found.items()
            if (r := results.get(variant))
        ]  # fmt: skip
        parts.append(_table(head, rows))
    parts.append("The inputs: " + "; ".join(f"*{k}*: {v}" for k, v in VARIANTS.items()) + ".\n")
    if speed := told.get("speed"):
        parts.append(
            f"Speed, the whole pipeline with provenance: {speed['megabytes_a_second']:.1f} MB a "
            f"second on one core, {speed['times_justext']:.1f} times as fast as jusText on the "
            "same lines.\n"
        )
    return parts


def _three(values: Sequence[float]) -> tuple[str, str, str]:
    precision, recall, f1 = (f"{value:.3f}" for value in values)
    return precision, recall, f1


def _ratio(row: dict[str, Any]) -> str:
    return f"{row['ratio']:.2f}" if row.get("ratio") else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    aligned = ["---", *["---:"] * (len(head) - 1)]
    lines = [head, aligned, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
