"""One document at a time, each in a worker process under a deadline, for those who are called."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from functools import partial

from cleaner.batch.clean import MEMORY, TIMEOUT, Item, Result, clean_all
from cleaner.batch.sources import MOST_BYTES
from cleaner.options import OptionValues


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take: seconds, bytes of memory (None for any), bytes of its own."""

    timeout: float = TIMEOUT
    memory: int | None = MEMORY
    max_bytes: int = MOST_BYTES


class Guard(AbstractContextManager["Guard"]):
    """A cleaner that no document can hang or kill: call it with a task, get its result.

    It has one worker, which is replaced where a document costs it; the worker is the child of
    the thread that first calls the guard, and ends with it. For several at a time take several.
    """

    def __init__(
        self, options: OptionValues, *, output_format: str = "jsonl", limits: Limits | None = None
    ) -> None:
        self._asked: list[Item] = []
        self._results = clean_all(
            self._take(), options, output_format=output_format, **asdict(limits or Limits())
        )

    def __call__(self, item: Item) -> Result:
        """Clean a document and give it rendered; every failure is a result too."""
        self._asked.append(item)
        return next(self._results)[2]

    def close(self) -> None:
        """End the worker."""
        self._results.close()

    def __exit__(self, *error: object) -> None:
        """End the worker."""
        self.close()

    def _take(self) -> Iterator[tuple[int, Item]]:
        """Give what is asked for; the one worker takes the next only when its result is taken."""
        while self._asked:
            yield 0, self._asked.pop()


class Guards(AbstractContextManager["Guards"]):
    """Guards at work at the same time, `jobs` of them, each in a thread of its own.

    For servers and crawlers: nothing waits but the threads, which do nothing else. In an event
    loop: `await asyncio.wrap_future(guards.submit(task))`.
    """

    def __init__(
        self,
        options: OptionValues,
        *,
        jobs: int = 1,
        output_format: str = "jsonl",
        limits: Limits | None = None,
    ) -> None:
        self._new = partial(Guard, options, output_format=output_format, limits=limits)
        self._own = threading.local()
        self._all: list[Guard] = []
        self._threads = ThreadPoolExecutor(jobs, "guard", self._begin)

    def submit(self, item: Item) -> Future[Result]:
        """Have a document cleaned as soon as a guard is free."""
        return self._threads.submit(self._clean, item)

    def close(self) -> None:
        """Wait for the documents that are being cleaned, drop those that wait, end the workers."""
        self._threads.shutdown(cancel_futures=True)
        for guard in self._all:
            guard.close()

    def __exit__(self, *error: object) -> None:
        """End the workers."""
        self.close()

    def _begin(self) -> None:
        self._own.guard = self._new()
        self._all.append(self._own.guard)

    def _clean(self, item: Item) -> Result:
        guard: Guard = self._own.guard
        return guard(item)
