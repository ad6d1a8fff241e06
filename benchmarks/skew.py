"""One host with a third of all pages: what learning its profile costs an engine.

    python -m benchmarks skew [--pages 100000] [--share 0.3]

Made sightings (what profiles need of a page, here random bytes of the usual size) are grouped by
host with Spark, on two cores, in three ways: hosts of equal size; one host with `--share` of the
pages; and the same host where each partition first cuts its hosts back to the pages that count, as
`learn_profiles` does. Told are seconds, rows that went through the shuffle, and the largest group.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema

from cleaner.integrations.profiles import SIGHTINGS, sample_hosts

HOSTS = 500
#: Bytes of a page's packed lines: some sixty lines of 33 bytes each.
LINES = 2000
SEED = 8


@click.command()
@click.option("--pages", type=int, default=100_000, show_default=True)
@click.option("--share", type=float, default=0.3, show_default=True, help="Of the one host.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the numbers here.")
def command(pages: int, share: float, out: Path | None) -> None:
    """Group skewed hosts with Spark."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.shuffle.partitions", "8").getOrCreate()
    numbers: dict[str, Any] = {"pages": pages, "hosts": HOSTS, "share": share}
    _group(spark, 1000, 0, cut=True)  # starts the workers
    for name, of_one, cut in (("even", 0.0, False), ("skewed", share, False),
                              ("skewed, cut first", share, True)):  # fmt: skip
        numbers[name] = _group(spark, pages, of_one, cut=cut)
        click.echo(f"{name:18} {json.dumps(numbers[name])}")
    spark.stop()
    if out:
        out.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def _group(spark: Any, pages: int, share: float, *, cut: bool) -> dict[str, Any]:
    schema = from_arrow_schema(SIGHTINGS)
    numbers = spark.range(0, pages, 1, 8)
    seen = numbers.mapInArrow(partial(_made, share=share), schema)
    if cut:
        seen = seen.mapInArrow(_cut, schema)
    sizes = seen.groupBy("host").count().toArrow()["count"].to_pylist()
    begun = time.perf_counter()
    kept = seen.groupBy("host").applyInArrow(sample_hosts, schema).count()
    seconds = round(time.perf_counter() - begun, 1)
    return {"seconds": seconds, "shuffled": sum(sizes), "largest": max(sizes), "kept": kept}


def _made(batches: Iterable[pa.RecordBatch], share: float) -> Iterator[pa.RecordBatch]:
    """Make a sighting of each number: the same one each time."""
    for batch in batches:
        numbers = batch.column(0).to_numpy()
        chance = np.random.default_rng([SEED, int(numbers[0])])
        hosts = chance.integers(0, HOSTS, len(numbers))
        hosts[chance.random(len(numbers)) < share] = 0
        yield pa.RecordBatch.from_pydict(
            {
                "host": [f"host-{host}.example" for host in hosts],
                "page": chance.integers(0, 1 << 62, len(numbers)),
                "seen": ["2026-01-01"] * len(numbers),
                "lines": [chance.bytes(LINES) for _ in numbers],
                "forms": [[]] * len(numbers),
            },
            SIGHTINGS,
        )


def _cut(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from sample_hosts(pa.Table.from_batches([batch])).to_batches()
