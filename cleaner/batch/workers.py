"""Worker processes under a deadline: one that hangs or dies costs its own task alone.

A small supervisor of our own, since the usual pools hang or lose tasks when a worker dies: one
child and one socket a worker. Never threads: lxml-based libraries crash the interpreter in them.
Needs `fork` (Linux, macOS): a child starts with everything imported and holds the work as it is.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: How many tasks a worker may be ahead of the oldest unfinished one: results wait for their turn
#: in memory, so this bounds it.
AHEAD = 16
#: A reply comes as its length and its pickle.
HEADER = struct.Struct("!Q")
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that gave no result: its worker was stopped at the deadline, or died."""

    kind: str
    cause: str


def run(
    work: Callable[[T], R], tasks: Iterable[T], *, jobs: int, timeout: float
) -> Iterator[tuple[T, R | Lost]]:
    """Do the work on every task in `jobs` processes; pairs of task and result, in order.

    A worker silent for `timeout` seconds on a task is killed. Results must pickle. Tasks are
    taken from the iterable only as fast as results are taken from this one.
    """
    idle: list[_Worker[T, R]] = []
    busy: list[_Worker[T, R]] = []
    results: dict[int, tuple[T, R | Lost]] = {}
    source = enumerate(tasks)
    taken = given = 0
    try:
        while True:
            while len(busy) < jobs and taken - given < AHEAD * jobs:
                if (numbered := next(source, None)) is None:
                    break
                worker = idle.pop() if idle else _Worker(work, [*busy])
                busy.append(worker)
                worker.give(*numbered, timeout)
                taken += 1
            if not busy:
                return
            for worker, result in _collect(busy, timeout):
                results[worker.number] = (worker.task, result)
                busy.remove(worker)
                if not isinstance(result, Lost):
                    idle.append(worker)
            while given in results:
                yield results.pop(given)
                given += 1
    finally:
        for worker in (*busy, *idle):
            worker.stop()


class _Worker(Generic[T, R]):
    """A child process and the parent's end of its socket."""

    number: int
    task: T
    deadline: float

    def __init__(self, work: Callable[[T], R], others: list[_Worker[T, R]]) -> None:
        self.channel, child = socket.socketpair()
        inherited = [self.channel, *(other.channel for other in others)]
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=_serve, args=(work, child, inherited), daemon=True)
        self.process.start()
        child.close()
        self.buffer = bytearray()

    def give(self, number: int, task: T, timeout: float) -> None:
        """Send a task and start its clock; a child that is gone shows when it is read from."""
        self.number, self.task = number, task
        self.deadline = time.monotonic() + timeout
        with suppress(OSError):
            self.channel.sendall(pickle.dumps(task))

    def read(self) -> R | Lost | None:
        """Take what has come: the result, `Lost` if the child died, None if there is more."""
        try:
            chunk = self.channel.recv(CHUNK)
        except OSError:
            chunk = b""
        if not chunk:
            self.process.join()
            return Lost("WorkerDied", _ending(self.process.exitcode or 0))
        self.buffer += chunk
        if len(self.buffer) < HEADER.size:
            return None
        (size,) = HEADER.unpack_from(self.buffer)
        if len(self.buffer) < HEADER.size + size:
            return None
        result: R = pickle.loads(self.buffer[HEADER.size :])
        self.buffer.clear()
        return result

    def stop(self) -> None:
        """Kill the child and wait until it is gone."""
        self.channel.close()
        self.process.kill()
        self.process.join()


def _collect(busy: list[_Worker[T, R]], timeout: float) -> Iterator[tuple[_Worker[T, R], R | Lost]]:
    """Wait until a worker answers or a deadline passes; give what has come to an end.

    A reply under way moves the deadline: the reader may have been slow, not the worker.
    """
    patience = min(worker.deadline for worker in busy) - time.monotonic()
    ready = wait([worker.channel for worker in busy], max(patience, 0))
    now = time.monotonic()
    for worker in list(busy):
        result: R | Lost | None = None
        if worker.channel in ready:
            result = worker.read()
            worker.deadline = max(worker.deadline, now + timeout)
        elif now >= worker.deadline:
            result = Lost("Timeout", f"took longer than {timeout:g} s")
        if result is not None:
            if isinstance(result, Lost):
                worker.stop()
            yield worker, result


def _ending(code: int) -> str:
    if code < 0:
        return f"the worker was ended by {signal.Signals(-code).name}"
    return f"the worker exited with status {code}"


def _serve(work: Callable[[T], R], channel: socket.socket, inherited: list[socket.socket]) -> None:
    """Work off tasks in the child until the parent closes the socket or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:  # else this child would keep its siblings from seeing the end
        other.close()
    logging.disable(logging.CRITICAL)
    silence = os.open(os.devnull, os.O_WRONLY)  # C libraries write to both as they like
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    with channel, channel.makefile("rb") as tasks:
        while True:
            try:
                task: T = pickle.load(tasks)
            except EOFError:
                return
            reply = pickle.dumps(work(task))
            channel.sendall(HEADER.pack(len(reply)) + reply)
