"""What each step of the cleaning costs, a page on average, and so a million and a billion.

    python -m benchmarks stages --data ../shared/bench/wcxb-dev [--limit 500] [--cores 2]

CPU time in one process and thread, pages one after the other, after all is loaded. A step is timed
where the pipeline calls it; what it calls itself is its own. The rest is what lies between.
"""

from __future__ import annotations

import gzip
import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from benchmarks.made import repeated_pages
from cleaner import CleanerError, Pipeline, content, dedupe, pipeline
from cleaner.batch.learn import look
from cleaner.batch.sources import MOST_BYTES
from cleaner.batch.tasks import Task
from cleaner.sites import Sighting

#: Steps as the pipeline knows them: where the name stands, the name, the stage it belongs to.
STEPS: tuple[tuple[Any, str, str], ...] = (
    (pipeline, "decode", "decode"),
    (pipeline, "parse", "parse"),
    (pipeline, "segment_html", "segment"),
    (pipeline, "detect_language", "language"),
    (content, "judge_content", "content model"),
    (pipeline, "read_page", "page facts"),
    (pipeline, "apply_rules", "rules"),
    (dedupe, "find_duplicates", "duplicates"),
    (pipeline, "assemble", "assemble"),
    (pipeline, "read_metadata", "metadata"),
    (pipeline, "account", "provenance"),
)
#: Pages that are cleaned first, for nothing but to have all loaded.
WARM = 20
MILLION, BILLION, HOUR, DAY = 10**6, 10**9, 3600, 86400


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="A set of pages; else made ones.")
@click.option("--limit", type=int, default=500, show_default=True, help="Pages.")
@click.option("--cores", type=int, default=2, show_default=True, help="Cores of the machine.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the numbers here.")
def command(data: Path | None, limit: int, cores: int, out: Path | None) -> None:
    """Time the steps."""
    pages = list(repeated_pages(data, limit))
    spent: dict[str, float] = defaultdict(float)
    clean = Pipeline(media_type="text/html")
    for page in pages[:WARM]:
        _clean(clean, page, spent)
    sizes = _sizes(pages)
    for owner, name, stage in STEPS:
        setattr(owner, name, _timed(getattr(owner, name), stage, spent))
    spent.clear()
    begun = time.process_time()
    written = sum(_clean(clean, page, spent) for page in pages)
    total = time.process_time() - begun
    spent["rest"] = total - sum(spent.values())
    numbers = {
        "pages": len(pages),
        **sizes,
        "written_kb": round(written / len(pages) / 1000, 1),
        "ms": {stage: round(1000 * s / len(pages), 3) for stage, s in _sorted(spent)},
        "total_ms": round(1000 * total / len(pages), 2),
        "hours_a_million": round(total / len(pages) * MILLION / HOUR / cores, 2),
        "days_a_billion": round(total / len(pages) * BILLION / DAY / cores, 1),
    }
    click.echo(json.dumps(numbers, indent=1))
    if out:
        out.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def _sizes(pages: list[str | bytes]) -> dict[str, float]:
    """Give kilobytes of a page: as read, packed, and what a profile is learned from."""
    raw = [page.encode() if isinstance(page, str) else page for page in pages]
    tasks = (Task("", page, "text/html", "https://example.org/") for page in raw)
    looks = (look(task, seen="2026-01-01", max_bytes=MOST_BYTES) for task in tasks)
    seen = [found for found in looks if isinstance(found, Sighting)]
    totals = {
        "read_kb": sum(map(len, raw)),
        "packed_kb": sum(len(gzip.compress(page)) for page in raw),
        "profile_kb": sum(len(found.lines) for found in seen),
        "learned_kb": sum(len(f.lines) + sum(map(len, f.forms)) for f in seen),
    }
    return {name: round(total / len(raw) / 1000, 1) for name, total in totals.items()}


def _sorted(spent: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(spent.items(), key=lambda told: -told[1])


def _clean(clean: Pipeline, page: str | bytes, spent: dict[str, float]) -> int:
    """Clean a page and write its record; give the record's bytes."""
    try:
        article = clean(page)
    except CleanerError:
        return 0
    begun = time.process_time()
    written = len(article.to_json().encode("utf-8", "replace"))
    spent["record"] += time.process_time() - begun
    return written


def _timed(call: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return call(*args, **named)
        finally:
            spent[stage] += time.process_time() - begun

    return timed
