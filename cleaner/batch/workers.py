"""Worker processes under a deadline: one that hangs or dies costs its own task alone.

A small supervisor of our own, since the usual pools hang or lose tasks when a worker dies: one
child and one socket a worker. Never threads: lxml-based libraries crash the interpreter in them.
Needs `fork` (Linux, macOS): a child starts with everything imported and holds the work as it is.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import multiprocessing
import os
import pickle
import resource
import signal
import socket
import stat
import struct
import sys
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: How many tasks a worker may be ahead of the oldest unfinished one: results wait for their turn
#: in memory, so this bounds it.
AHEAD = 16
#: A worker that keeps more than this share of the memory a task may take is replaced.
SWOLLEN = 0.25
#: A reply comes as its length and its pickle.
HEADER = struct.Struct("!Q")
CHUNK = 1 << 16
#: Seconds that an idle worker has to end by itself; it takes milliseconds.
GRACE = 2.0
#: How a worker ends that ran out of memory: there may be none left to say so in another way.
OUT_OF_MEMORY = 86
#: `prctl` option of Linux: the signal a process gets when its parent dies.
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that gave no result: its worker was stopped at the deadline, or died.

    `kind` is `Timeout`, `OutOfMemory` or `WorkerDied`.
    """

    kind: str
    cause: str


def run(
    work: Callable[[T], R],
    tasks: Iterable[T],
    *,
    jobs: int,
    timeout: float,
    memory: int | None = None,
    ordered: bool = True,
) -> Iterator[tuple[T, R | Lost]]:
    """Do the work on every task in `jobs` processes; pairs of task and result.

    A worker silent for `timeout` seconds on a task is killed, one that takes `memory` bytes more
    than it began with ends itself; either costs its own task alone. Pairs come in the order of
    the tasks, or as they are done if not `ordered`. Results must pickle. Tasks are taken from
    the iterable only as fast as results are taken from this one.
    """
    idle: list[_Worker[T, R]] = []
    busy: list[_Worker[T, R]] = []
    results: dict[int, tuple[T, R | Lost]] = {}
    source = enumerate(tasks)
    taken = given = 0
    child = partial(_serve, work, memory)
    try:
        while True:
            while len(busy) < jobs and taken - given < AHEAD * jobs:
                if (numbered := next(source, None)) is None:
                    break
                worker = idle.pop() if idle else _Worker[T, R](child)
                busy.append(worker)
                worker.give(*numbered, timeout)
                taken += 1
            if not busy:
                return
            for worker, result in _collect(busy, timeout):
                results[worker.number] = (worker.task, result)
                busy.remove(worker)
                if isinstance(result, Lost):
                    continue
                idle.append(worker)
                if memory is not None and worker.growth() > memory * SWOLLEN:
                    idle.pop().dismiss()  # what it keeps would count against the next documents
            for number in [*results] if not ordered else _following(results, given):
                yield results.pop(number)
                given += 1
    finally:
        _end_all(idle, busy)


def _following(results: Mapping[int, object], number: int) -> Iterator[int]:
    """Give the numbers from one on as far as there are results."""
    while number in results:
        yield number
        number += 1


class _Worker(Generic[T, R]):
    """A child process and the parent's end of its socket."""

    number: int
    task: T
    deadline: float

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self.channel, child = socket.socketpair()
        context = multiprocessing.get_context("fork")
        self.process = context.Process(target=serve, args=(child,), daemon=True)
        self.process.start()
        child.close()
        self._size = _address_space(self.process.pid)
        # multiprocessing would wait for ever at the exit for a child that nobody stopped
        self._end = weakref.finalize(self, _end, self.process, os.getpid())
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
            return _ending(self.process.exitcode or 0)
        self.buffer += chunk
        if len(self.buffer) < HEADER.size:
            return None
        (size,) = HEADER.unpack_from(self.buffer)
        if len(self.buffer) < HEADER.size + size:
            return None
        result: R = pickle.loads(self.buffer[HEADER.size :])
        self.buffer.clear()
        return result

    def growth(self) -> int:
        """Give the bytes that the child takes more than it began with, 0 where it can't be told."""
        return _address_space(self.process.pid) - self._size

    def dismiss(self) -> None:
        """Have a child without a task end by itself, so that it can put away what it holds."""
        self.channel.close()
        wait([self.process.sentinel], GRACE)
        self._end()

    def stop(self) -> None:
        """Kill the child and wait until it is gone."""
        self.channel.close()
        self._end()


def _end_all(idle: Iterable[_Worker[T, R]], busy: Iterable[_Worker[T, R]]) -> None:
    for worker in idle:
        worker.channel.close()  # all of them begin to end before the first is waited for
    for worker in busy:
        worker.stop()
    for worker in idle:
        worker.dismiss()


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


def _end(process: BaseProcess, parent: int) -> None:
    """Kill a child and wait until it is gone; a sibling that holds a copy of it lets it be."""
    if os.getpid() == parent:
        process.kill()
        process.join()


def _ending(code: int) -> Lost:
    if code == OUT_OF_MEMORY:
        return Lost("OutOfMemory", "took more memory than a document may")
    if code < 0:
        return Lost("WorkerDied", f"the worker was ended by {signal.Signals(-code).name}")
    return Lost("WorkerDied", f"the worker exited with status {code}")


def _serve(work: Callable[[T], R], memory: int | None, channel: socket.socket) -> None:
    """Work off tasks in the child until the parent closes the socket or dies."""
    for number in (signal.SIGINT, signal.SIGTERM):  # sent to the whole group; the parent's affair
        signal.signal(number, signal.SIG_IGN)
    _die_with_parent()
    _let_go_of_sockets(channel)
    logging.disable(logging.CRITICAL)
    gc.freeze()  # what the parent had loaded stays for good: no collection need look at it
    silence = os.open(os.devnull, os.O_WRONLY)  # C libraries write to both as they like
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    if memory is not None:
        _cap_memory(memory)
    with channel, channel.makefile("rb") as tasks:
        while True:
            try:
                task: T = pickle.load(tasks)
            except EOFError:
                return
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            try:
                reply = pickle.dumps(work(task))
                channel.sendall(HEADER.pack(len(reply)) + reply)
            except MemoryError:
                os._exit(OUT_OF_MEMORY)


def _let_go_of_sockets(channel: socket.socket) -> None:
    """Put nothing in place of each socket of the parent but the channel: the parent's, those of
    this child's siblings, of a server's clients. Else the other side would never see the end.

    The numbers stay taken, since objects of the parent that own them live on here.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in map(int, os.listdir("/dev/fd")):
        with suppress(OSError):  # the folder's own number is gone already
            if number != channel.fileno() and stat.S_ISSOCK(os.fstat(number).st_mode):
                os.dup2(nothing, number)
    os.close(nothing)


def _die_with_parent() -> None:
    """Have Linux end this process with its parent, even in the middle of a loop that hangs."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _cap_memory(memory: int) -> None:
    """Let this process take that many bytes more than it has; where it can't be told, in all."""
    most = _address_space("self") + memory
    with suppress(ValueError, OSError):  # a lower limit is set already, or limits are not kept
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space(pid: int | str | None) -> int:
    """Give the bytes of address space that a process has; 0 where that can't be told."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()
