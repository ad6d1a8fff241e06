"""What the machinery of batches costs: time beside the cleaning, memory, gain of a second job."""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click

from benchmarks.made import children, repeated_pages, resident
from cleaner.batch.clean import attempt
from cleaner.batch.run import Run, Settings
from cleaner.batch.tasks import Failure, Task
from cleaner.emit import renderer

#: Memory is compared from here on: before, things are loaded.
WARM = 1_000
#: Documents of one stretch of the comparison of times, and how many stretches.
STRETCH, STRETCHES = 500, 3
Work = Callable[[Iterable[Task]], None]


@dataclass
class Seen:
    """Memory (MB) of the parent and of its largest worker, by number of documents."""

    parent: dict[int, float] = field(default_factory=dict)
    worker: dict[int, float] = field(default_factory=dict)

    def look(self, number: int) -> None:
        """Take down what both have now."""
        self.parent[number] = resident()
        self.worker[number] = max(map(resident, children()), default=0.0)

    def told(self, name: str, by_number: dict[int, float]) -> str:
        """Say how memory went from the warm-up to the end, and the most in between."""
        first, last = by_number[min(by_number)], by_number[max(by_number)]
        most = max(by_number.values())
        return (
            f"{name}: {first:.0f} MB at {min(by_number):,}, {last:.0f} MB at {max(by_number):,} "
            f"({last / first - 1:+.1%}), most {most:.0f} MB"
        )


@click.command("batch")
@click.option(
    "--documents",
    type=int,
    default=20_000,
    show_default=True,
    help="How many documents memory is watched over.",
)
@click.option("--data", type=click.Path(exists=True, path_type=Path),
              help="Set whose pages are repeated; else pages are made up.")  # fmt: skip
def command(documents: int, data: Path | None) -> None:
    """Measure overhead, the gain of --jobs 2, and memory over many documents."""
    _times(data)
    seen = Seen()
    _run(_tasks(data, documents), jobs=2, seen=seen)
    click.echo(seen.told("memory of the parent", seen.parent))
    click.echo(seen.told("memory of a worker", seen.worker))


def _times(data: Path | None) -> None:
    """Compare the same documents cleaned here and in a run, by turns."""
    ways: dict[str, Work] = {
        "alone": _here,
        "--jobs 1": _run,
        "--jobs 2": partial(_run, jobs=2),
    }
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    _here(list(_tasks(data, STRETCH)))
    for _ in range(STRETCHES):
        tasks = list(_tasks(data, STRETCH))
        for name, work in ways.items():
            begun, spent = time.perf_counter(), _processor()
            work(tasks)
            took[name].append((time.perf_counter() - begun, _processor() - spent))
    medians = {
        name: [1000 * statistics.median(column) / STRETCH for column in zip(*rows, strict=True)]
        for name, rows in took.items()
    }
    alone, single, double = medians.values()
    for name, (wall, processor) in medians.items():
        click.echo(f"{name:<9} {wall:6.2f} ms a document, {processor:6.2f} ms of processor time")
    click.echo(f"overhead of --jobs 1: {single[0] / alone[0] - 1:+.1%}, "
               f"processor time {single[1] / alone[1] - 1:+.1%}")  # fmt: skip
    click.echo(f"--jobs 2: {single[0] / double[0]:.2f} times the documents of --jobs 1")


def _processor() -> float:
    """Give the processor time of this process and of the children that ended, in seconds."""
    told = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in told)


def _here(tasks: Iterable[Task]) -> None:
    render = renderer("jsonl")
    for task in tasks:
        result = attempt(task, {})
        if not isinstance(result, Failure):
            render(result)


def _run(tasks: Iterable[Task], *, jobs: int = 1, seen: Seen | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = Run(tasks, Settings(output=f"{folder}/out.jsonl", jobs=jobs))
        for number, _ in enumerate(run.results(), 1):
            if seen and number % WARM == 0:
                seen.look(number)


def _tasks(data: Path | None, count: int) -> Iterator[Task]:
    for number, page in enumerate(repeated_pages(data, count)):
        yield Task(number, page, "text/html")
