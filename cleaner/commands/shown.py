"""What a run shows on standard error while it goes on, and when it is over."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cleaner.batch.clean import Result
from cleaner.batch.sources import size_of
from cleaner.batch.tasks import Done, Failure
from cleaner.batch.totals import Totals
from cleaner.commands.shared import describe, say

#: Seconds between two looks of the progress line; drawn by hand, for a thread and `fork` don't mix.
REDRAW = 0.1
#: Rules and kinds of failure that the summary names.
MOST_NAMED = 5
MEGABYTE = 1_000_000


class Shown:
    """The words of a run: as text, or a JSON object a line; `quiet` leaves only what fails it."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        self._quiet, self._as_json = quiet, as_json

    def tell(self, event: str, message: str, **facts: Any) -> None:
        """Say something that happened."""
        if self._as_json:
            print(json.dumps({"event": event, "message": message, **facts}), file=sys.stderr)
        else:
            say(message)

    def result(self, result: Result) -> None:
        """Name a document that failed, or came out empty."""
        if self._quiet:
            return
        if isinstance(result, Failure):
            facts = {"id": result.id, "stage": result.step, "error": result.kind}
            self.tell("failed", describe(result), **facts)
        elif isinstance(result, Done) and result.empty is not None:
            self.tell("empty", f"{result.id}: {result.empty}", id=result.id)

    def follow(
        self, results: Iterable[Result], totals: Totals, inputs: Iterable[str] = ()
    ) -> Iterator[Result]:
        """Pass results on and show how far the run is, if standard error is a terminal."""
        console = Console(stderr=True)
        if self._quiet or self._as_json or not console.is_terminal:
            yield from results
            return
        size, begun = size_of(inputs), time.monotonic() - totals.seconds
        with _drawn(console) as draw:
            for result in results:
                draw(_progress(totals, time.monotonic() - begun, size))
                yield result

    def summary(self, totals: Totals) -> None:
        """Say what was done, once, at the end."""
        if self._as_json:
            self.tell("summary", _summary(totals), **totals.to_dict())
        elif not self._quiet:
            say(_summary(totals))


@contextmanager
def _drawn(console: Console) -> Iterator[Any]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        line = progress.add_task("", total=None)
        drawn = 0.0

        def draw(text: str) -> None:
            nonlocal drawn
            now = time.monotonic()
            if now - drawn > REDRAW:
                drawn = now
                progress.update(line, description=text, refresh=True)

        yield draw


def _progress(totals: Totals, seconds: float, size: int | None) -> str:
    told = f"{totals.documents:,} documents, {totals.read / MEGABYTE:,.1f} MB"
    told += f", {totals.documents / seconds:,.0f} a second"
    if size and totals.read:
        left = seconds * max(size / totals.read - 1, 0)
        told += f", {_clock(left)} left"
    if totals.failed:
        told += f", failed: {_named(totals.failures)}"
    return told


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _summary(totals: Totals) -> str:
    told = f"{totals.documents:,} documents in {totals.seconds:,.1f} s"
    told += f", {totals.kept:,} characters kept, {totals.removed:,} removed"
    if totals.rules:
        told += f" (most by {_named(totals.rules)})"
    if totals.empty:
        told += f"; {totals.empty:,} came out empty"
    if totals.skipped:
        told += f"; skipped: {_named(totals.skipped)}"
    if totals.failed:
        told += f"; {totals.failed:,} of {totals.documents:,} documents failed"
        told += f": {_named(totals.failures)}"
    return told


def _named(counts: Any) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common(MOST_NAMED))
