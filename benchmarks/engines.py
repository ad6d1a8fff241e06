"""Ray and Spark beside the batch command: are the records the same, and what do they cost more?

    python -m benchmarks engines --data ../shared/bench [--pages 2000] [--engines ray,spark]

The pages go into one Parquet file; `cleaner clean --jobs 2`, then each engine with two cores, read
it, clean it and write Parquet. Each runs in a process of its own, one after the other; starting an
engine counts, and is given apart. Pages are taken again under other ids where there are too few,
and made where there are none. `--poisoned` adds ten records that hang, crash or eat memory.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
from pyarrow import parquet

from benchmarks.made import made_pages

ROOT = Path(__file__).parent.parent
#: A rule that does what its document says stands here for the tests.
POISON = ROOT / "tests" / "integrations" / "poison"
DEEDS = ("hang", "loop", "loop in C", "exit", "leave", "raise", "segfault", "abort", "kill",
         "memory")  # fmt: skip
#: Seconds and bytes that a document may take where records are poisoned.
TIMEOUT, MEMORY = 5.0, 512 << 20
#: Files that the pages are parted into, for the engines to share out.
PARTS = 8
#: The time that all records carry.
EPOCH = "1767225600"


@click.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Benchmark data.")
@click.option("--pages", type=int, default=2000, show_default=True, help="Pages to clean.")
@click.option("--engines", default="ray,spark", show_default=True, help="Which to try.")
@click.option("--poisoned", is_flag=True, help="Put ten records among them that misbehave.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the numbers here.")
def command(data: Path, pages: int, engines: str, poisoned: bool, out: Path | None) -> None:
    """Hold the engines against the batch command."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = _compare(Path(folder), _rows(data, pages, poisoned), engines.split(","))
    if out:
        out.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def _compare(folder: Path, rows: list[dict[str, Any]], engines: list[str]) -> dict[str, Any]:
    _write(folder / "in", rows)
    numbers: dict[str, Any] = {"pages": len(rows), "plain": _run_plain(folder)}
    plain = parquet.read_table(folder / "plain.parquet").to_pylist()
    failed = map(json.loads, (folder / "failed.jsonl").read_text().splitlines())
    failures = {row["id"]: row["error"] for row in failed}
    numbers["plain"].update(records=len(plain), failures=len(failures))
    click.echo(f"plain  {json.dumps(numbers['plain'])}")
    for engine in engines:
        told = json.loads(_program(folder, engine))
        found = parquet.read_table(folder / engine).to_pylist()
        same = _same(found, plain, failures)
        ratio = told["seconds"] / numbers["plain"]["seconds"]
        numbers[engine] = {**told, "rows": len(found), "same": same, "ratio": round(ratio, 2)}
        click.echo(f"{engine:6} {json.dumps(numbers[engine])}")
    return numbers


def _same(found: list[Any], plain: list[Any], failures: dict[str, str]) -> bool:
    """Say whether an engine's rows are those of the batch command, and its failures too."""
    records = {row["id"]: row for row in plain}
    for row in found:
        failure = row.pop("failure")
        wrong = failures.get(row["id"]) != failure["error"] if failure else (
            row != records.get(row["id"])
        )  # fmt: skip
        if wrong:
            click.echo(f"{row['id']}: not the same; {failure}", err=True)
            return False
    return len(found) == len(plain) + len(failures)


def _run_plain(folder: Path) -> dict[str, Any]:
    command = ["cleaner", "clean", "in", "--jobs", "2", "-o", "plain.parquet", "--timeout",
               str(TIMEOUT), "--memory", str(MEMORY >> 20), "--failures", "failed.jsonl",
               "--quiet"]  # fmt: skip
    begun = time.perf_counter()
    subprocess.run([Path(sys.executable).parent / command[0], *command[1:]], cwd=folder,
                   env=_environment(), check=False)  # fmt: skip
    return {"seconds": round(time.perf_counter() - begun, 2)}


def _program(folder: Path, engine: str) -> str:
    """Run an engine in a process of its own; what it prints at last."""
    code = f"from benchmarks.engines import run_{engine}; run_{engine}({str(folder)!r})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=_environment(),
                          stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
    return done.stdout.splitlines()[-1]


def _environment() -> dict[str, str]:
    path = os.pathsep.join((str(POISON), str(ROOT)))
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": path,
            "PYSPARK_PYTHON": sys.executable}  # fmt: skip


def run_ray(folder: str) -> None:
    """Clean the pages with Ray Data; print how long it took, and its start."""
    begun = time.perf_counter()
    import ray.data

    from cleaner.batch.guard import Limits
    from cleaner.integrations.ray import clean_dataset

    ray.init(num_cpus=2, include_dashboard=False, logging_level="error", log_to_driver=False)
    started = time.perf_counter()
    pages = ray.data.read_parquet(f"{folder}/in")
    clean_dataset(pages, limits=Limits(TIMEOUT, MEMORY)).write_parquet(f"{folder}/ray")
    _tell(begun, started)
    ray.shutdown()


def run_spark(folder: str) -> None:
    """Clean the pages with Spark; print how long it took, and its start."""
    begun = time.perf_counter()
    from pyspark.sql import SparkSession

    from cleaner.batch.guard import Limits
    from cleaner.integrations.spark import clean_dataframe

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    started = time.perf_counter()
    pages = spark.read.parquet(f"{folder}/in")
    clean_dataframe(pages, limits=Limits(TIMEOUT, MEMORY)).write.parquet(f"{folder}/spark")
    _tell(begun, started)
    spark.stop()


def _tell(begun: float, started: float) -> None:
    seconds, start = time.perf_counter() - begun, started - begun
    print(f"\n{json.dumps({'seconds': round(seconds, 2), 'start': round(start, 2)})}", flush=True)


def _write(folder: Path, rows: list[dict[str, Any]]) -> None:
    """Write the rows into files of equal numbers of them."""
    folder.mkdir()
    types = pa.schema([("id", pa.string()), ("url", pa.string()), ("html", pa.binary()),
                       ("text", pa.string())])  # fmt: skip
    for part in range(PARTS):
        table = pa.Table.from_pylist(rows[part::PARTS], types)
        parquet.write_table(table, folder / f"{part}.parquet")


def _rows(data: Path, pages: int, poisoned: bool) -> list[dict[str, Any]]:
    paths = sorted(data.rglob("*.html.gz"))
    sources = [gzip.decompress(path.read_bytes()) for path in paths[:pages]] or [
        page.encode() for page in made_pages(pages)
    ]
    rows: list[dict[str, Any]] = [
        {"id": str(n), "url": f"https://host-{n % 97}.example/{n}", "html": html, "text": None}
        for n, html in enumerate(islice(cycle(sources), pages))
    ]
    for at, deed in enumerate(DEEDS if poisoned else ()):
        bad = {"id": deed, "url": None, "html": None, "text": f"Misbehave: {deed}"}
        rows.insert((at + 1) * len(rows) // (len(DEEDS) + 1), bad)
    return rows
