"""How a run is asked to end: the first signal lets it finish what it has in hand."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(BaseException):
    """A signal asked the command to end; `told` says how far it came."""

    def __init__(self, number: int, told: str = "stopped") -> None:
        super().__init__(number, told)
        self.number, self.told = number, told


class Stop:
    """Whether a run was asked to stop (`number` is the signal) and when it may be cut short.

    The first signal only takes note, unless the run waits for its input; the second ends the
    run at once, unless it is writing: then as soon as that piece is written.
    """

    def __init__(self) -> None:
        self.number: int | None = None
        self._now = self._waiting = self._writing = False

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        second, self.number = self.number is not None, self.number or number
        if self._writing:
            self._now = second
        elif second or self._waiting:
            raise Stopped(number)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Mark a stretch in which nothing is lost by an exception."""
        self._waiting = True
        try:
            yield
        finally:
            self._waiting = False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Mark a stretch that must come to its end."""
        self._writing = True
        try:
            yield
        finally:
            self._writing = False
        if self._now:
            raise Stopped(self.number or signal.SIGINT)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM for this while."""
        before = {number: signal.signal(number, self.handle) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
