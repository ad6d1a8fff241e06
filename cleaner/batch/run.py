"""A run from its inputs to its output, such that no document is lost or written twice."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner.batch.append import AppendFile, output_error
from cleaner.batch.clean import MEMORY, TIMEOUT, Item, Result, clean_all
from cleaner.batch.failures import to_line
from cleaner.batch.journal import Journal
from cleaner.batch.outputs import FileSink, Sink, State, StreamSink, TreeSink, is_tree
from cleaner.batch.sources import MOST_BYTES
from cleaner.batch.stop import Stop, Stopped
from cleaner.batch.tasks import Failure, Skipped
from cleaner.batch.totals import Totals
from cleaner.errors import OutputError, ResumeError
from cleaner.lineage import model_digest, ruleset_digest, software
from cleaner.options import OptionValues

#: The output is brought to the disk after so many documents or seconds: a crash costs no more.
COMMIT_DOCUMENTS = 256
COMMIT_SECONDS = 1.0
#: `max_error_ratio` speaks only once so many documents came to an end.
FEWEST_JUDGED = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is to do; `output` and `failures` are paths, `-` and None for none.

    `timeout` in seconds, `memory` and `max_bytes` in bytes, `shard_size` in documents,
    `max_error_ratio` between 0 and 1. `inputs` says what the tasks were read from,
    `keeping` what is done with near-copies of whole documents.
    """

    output: str = "-"
    output_format: str = "jsonl"
    options: OptionValues = field(default_factory=OptionValues)
    inputs: tuple[str, ...] = ()
    keeping: str | None = None
    failures: str | None = None
    jobs: int = 1
    timeout: float = TIMEOUT
    memory: int | None = MEMORY
    max_bytes: int = MOST_BYTES
    ordered: bool = True
    shard_size: int | None = None
    max_error_ratio: float | None = None

    def identity(self) -> dict[str, str]:
        """Give what must stay the same for a run to go on, by name."""
        return {
            "inputs": json.dumps(self.inputs),
            "near-copies": str(self.keeping),
            "format": self.output_format,
            **{name: json.dumps(value, default=_plain) for name, value in self.options.items()},
            "shard size": str(self.shard_size),
            "ruleset": ruleset_digest(),
            "model": model_digest(),
            "software": json.dumps(software()),
        }


class Run:
    """A run under way: iterate over `results`, then look at `totals` and `outcome`.

    `outcome` is "finished", "stopped" (by a signal), "hopeless" (too many failures), or
    "done before" where `resume` finds nothing left to do.
    """

    def __init__(
        self,
        items: Iterable[Item],
        settings: Settings,
        *,
        resume: bool = False,
        stop: Stop | None = None,
        shown: Any = str,
    ) -> None:
        """Open the output; raises `OutputError` or `ResumeError` before anything is cleaned."""
        self.settings, self.outcome = settings, "stopped"
        self.stop = stop or Stop()
        self._items, self._shown = items, shown
        self._journal: Journal | None = None
        self._letters: AppendFile | None = None
        self._since, self._due, self._resumed = 0, 0.0, resume
        with ExitStack() as opened:
            if settings.output != "-":
                _ready_folder(settings.output)
                journal = journal_path(settings.output)
                self._journal = Journal(journal, settings.identity(), resume=resume)
                opened.callback(self._journal.close)
            elif resume:
                raise ResumeError("standard output can't be gone on with; name a file by -o")
            state: State = self._journal.state if self._journal else {}
            self.totals = Totals.from_dict(state["totals"]) if state else Totals()
            self._begun = time.monotonic() - self.totals.seconds
            if state.get("finished"):
                self.outcome = "done before"
            self._sink = self._open_sink(state.get("sink", {}))
            opened.callback(self._sink.close)
            if self.outcome == "done before" and not _is_there(self._sink):
                raise ResumeError("what was written is gone; run without --resume",
                                  source=settings.output)  # fmt: skip
            if settings.failures is not None:
                size = int(state.get("letters", 0))
                self._letters = AppendFile(Path(settings.failures), size=size)
                opened.callback(self._letters.close)
            self._opened = opened.pop_all()

    def _open_sink(self, state: State) -> Sink:
        settings = self.settings
        if settings.output == "-":
            return StreamSink(settings.output_format, self._shown)
        if is_tree(settings.output) and self._journal:
            return TreeSink(Path(settings.output), settings.output_format, self._journal.claim)
        size = settings.shard_size
        return FileSink(Path(settings.output), settings.output_format, shard_size=size, state=state)

    def results(self) -> Iterator[Result]:
        """Clean what is left to do; each result as soon as the output has it in hand.

        Raises `OutputError` where the output can't be written on, `ResumeError` where the inputs
        are others than before, `Stopped` at a second signal. What is committed stays.
        """
        with self._opened:
            if self.outcome == "done before":
                return
            self._due = time.monotonic() + COMMIT_SECONDS
            settings = self.settings
            results = clean_all(
                self._left(),
                settings.options,
                output_format=settings.output_format,
                jobs=settings.jobs,
                timeout=settings.timeout,
                memory=settings.memory,
                max_bytes=settings.max_bytes,
                ordered=settings.ordered,
            )
            hopeless = False
            for number, item, result in results:
                with self.stop.writing():
                    self._take(number, item, result)
                yield result
                if hopeless := self._is_hopeless():
                    break
            with self.stop.writing():
                self._end(hopeless)

    def _left(self) -> Iterator[tuple[int, Item]]:
        """Number the items and give those that are not written yet, until a signal comes."""
        items = iter(self._items)
        number = 0
        while self.stop.number is None:
            try:
                with self.stop.waiting():
                    item = next(items, None)
            except Stopped:
                return
            if item is None:
                return
            if not self._is_written(number, item):
                yield number, item
            number += 1

    def _is_written(self, number: int, item: Item) -> bool:
        found = self._journal.written(number) if self._journal and self._resumed else None
        if found is None:
            return False
        place, mark = _place(item), item.mark()
        if found != (place.encode("utf-8", "backslashreplace").decode(), mark):
            what = f"was {found[0]}, is {place}" if found[0] != place else f"({place}) has changed"
            raise ResumeError(f"the inputs changed: document {number + 1} {what}")
        return True

    def _take(self, number: int, item: Item, result: Result) -> None:
        if isinstance(result, Failure):
            if self._letters is not None:
                self._letters.write(to_line(result))
        elif not isinstance(result, Skipped):
            self._sink.add(number, result)
        self.totals.add(result)
        if self._journal:
            self._journal.note(number, _place(item), item.mark())
        self._since += 1
        now = time.monotonic()
        if self._sink.is_full:
            self._commit(self._sink.flush())
            self._commit(self._sink.finish())
        elif self._since >= COMMIT_DOCUMENTS or now >= self._due:
            self._commit(self._sink.flush())

    def _commit(self, sink: State, *, finished: bool = False) -> None:
        self.totals.seconds = time.monotonic() - self._begun
        letters = self._letters.flush() if self._letters else 0
        if self._journal:
            told = self.totals.to_dict()
            self._journal.commit(
                {"sink": sink, "letters": letters, "totals": told, "finished": finished}
            )
        self._since, self._due = 0, time.monotonic() + COMMIT_SECONDS

    def _is_hopeless(self) -> bool:
        most = self.settings.max_error_ratio
        enough = self.totals.documents >= FEWEST_JUDGED
        return most is not None and enough and self.totals.error_ratio > most

    def _end(self, hopeless: bool) -> None:
        self._commit(self._sink.flush())
        if hopeless:
            self.outcome = "hopeless"
        elif self.stop.number is None:
            self._commit(self._sink.finish(), finished=True)
            self.outcome = "finished"


def _ready_folder(output: str) -> None:
    """Make the folder of a tree; that of a file is to be there."""
    folder = Path(output) if is_tree(output) else Path(output).parent
    try:
        if is_tree(output):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(error, folder) from None
    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}", source=output)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"folder {folder} can't be written to", source=output)


def _is_there(sink: Sink) -> bool:
    return not isinstance(sink, FileSink) or sink.is_there()


def journal_path(output: str) -> Path:
    """Give where the journal of an output stands: beside it, hidden."""
    path = Path(output)
    path = path if path.name.strip(".") else path.resolve()  # "." and ".." are no names
    return path.parent / f".{path.name}.journal"


def _plain(value: Any) -> Any:
    """Give an option's value as JSON has it: site profiles by their digest."""
    return value.digest if hasattr(value, "digest") else list(value)


def _place(item: Item) -> str:
    return f"{item.source}:{item.part}" if item.part else item.source or str(item.id)
