"""Results → standard output, a file or shards of it, or a tree of files."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cleaner.batch.append import AppendFile, output_error, packer
from cleaner.batch.parquet import write_parquet
from cleaner.batch.tasks import Done
from cleaner.emit import formats, head_of, is_by_line
from cleaner.errors import ResumeError

State = dict[str, Any]

#: Stands between the documents of a text or Markdown file: a form feed, as between pages.
PAGE = b"\f\n"
#: File names of a tree are made of these and at most this long, their suffix apart.
UNSAFE = re.compile(r"[^\w.+-]+", re.ASCII)
LONGEST_NAME = 120
#: Names that Windows keeps for devices, whatever their suffix.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
PACKED = (".gz", ".zst")


class Sink(Protocol):
    """Where results go. `flush` brings them to the disk and tells how far it got."""

    @property
    def is_full(self) -> bool:
        """Say whether a shard is to be finished once everything is flushed and noted."""
        ...

    def add(self, number: int, done: Done) -> None:
        """Take a result."""
        ...

    def flush(self) -> State:
        """Write what was taken; give the state to go on from after a crash."""
        ...

    def finish(self) -> State:
        """Move what was written into place; give the state after that."""
        ...

    def close(self) -> None:
        """Let go of everything; what is not flushed is lost."""
        ...


def format_of(output: str, stated: str | None) -> str:
    """Give the output format: the one stated, else the one that the name of the output says."""
    name = Path(output).name
    suffixes = Path(name.removesuffix(".gz").removesuffix(".zst")).suffixes
    named = suffixes[-1].removeprefix(".") if suffixes else ""
    return stated or (named if named in formats() else "jsonl")


def is_tree(output: str) -> bool:
    """Say whether the output is a folder with a file for each document."""
    return output != "-" and (output.endswith("/") or Path(output).is_dir())


class StreamSink:
    """Standard output: every document as soon as it is done; nothing to resume."""

    is_full = False

    def __init__(self, output_format: str, shown: Callable[[str], str]) -> None:
        self._between = b"" if is_by_line(output_format) else PAGE
        self._head = head_of(output_format).encode()
        self._shown = shown

    def add(self, number: int, done: Done) -> None:
        """Write a result; raises `BrokenPipeError` where the reader is gone."""
        sys.stdout.buffer.write(self._head + _encoded(self._shown(done.output)))
        sys.stdout.buffer.flush()
        self._head = self._between

    def flush(self) -> State:
        """Nothing waits to be written."""
        return {}

    finish = flush

    def close(self) -> None:
        """Leave standard output open."""


@dataclass(slots=True)
class _Shard:
    number: int
    count: int
    file: AppendFile


class FileSink:
    """A file that grows beside its place and is moved there at the end, shard by shard."""

    def __init__(
        self, output: Path, output_format: str, *, shard_size: int | None, state: Mapping[str, Any]
    ) -> None:
        """Begin the file, or go on from a state.

        Raises `OutputError` where it can't be written, `ResumeError` where it is not as the
        state has it.
        """
        self._output, self._size = output, shard_size
        self._parquet = output_format == "parquet"
        self._head = head_of(output_format).encode()
        self._between = b"" if is_by_line(output_format) else PAGE
        self._each = output_format == "warc"  # readers seek to records: each is a member
        self._part = output.with_name(f".{output.name}.part")
        self._shard = self._open(dict(state))

    @property
    def is_full(self) -> bool:
        """Say whether the shard has its number of documents."""
        return self._size is not None and self._shard.count >= self._size

    def add(self, number: int, done: Done) -> None:
        """Take a result for the shard at hand."""
        shard = self._shard
        shard.file.write((self._between if shard.count else self._head) + _encoded(done.output))
        shard.count += 1
        if self._each:
            shard.file.flush(durable=False)

    def flush(self) -> State:
        """Write what was taken; give shard, documents in it and bytes."""
        size = self._shard.file.flush()
        return {"shard": self._shard.number, "count": self._shard.count, "size": size}

    def finish(self) -> State:
        """Move the shard into place and begin the next one; of the last only what it needs."""
        shard = self._shard
        if not shard.count and not shard.number and self._head:
            shard.file.write(self._head)
        shard.file.flush()
        if shard.count or not shard.number:
            place = self._place(shard.number)
            shard.file.close()
            try:
                if self._parquet:
                    write_parquet(self._part, place)
                else:
                    os.replace(self._part, place)
            except OSError as error:
                raise output_error(error, place) from None
            self._shard = _Shard(shard.number + 1, 0, self._new_file(0))
        return {"shard": self._shard.number, "count": 0, "size": 0}

    def is_there(self) -> bool:
        """Say whether the output of a finished run is where it was put, as far as names tell."""
        return self._place(0).exists()

    def close(self) -> None:
        """Close the file; one with nothing in it goes."""
        self._shard.file.close()
        if not self._shard.file.size and not self._shard.count:
            self._part.unlink(missing_ok=True)

    def _open(self, state: State) -> _Shard:
        number, size = int(state.get("shard", 0)), int(state.get("size", 0))
        place = self._place(number)
        if size and not self._part.exists():
            # moved into place by a run that ended before it could note so
            if not place.exists() or place.stat().st_size != size:
                journal = f".{self._output.name}.journal"
                raise ResumeError(f"what was written is gone; remove {journal} to start over",
                                  source=str(self._part))  # fmt: skip
            place.replace(self._part)
        return _Shard(number, int(state.get("count", 0)), self._new_file(size))

    def _new_file(self, size: int) -> AppendFile:
        pack = None if self._parquet else packer(self._output.name)
        return AppendFile(self._part, size=size, pack=pack)

    def _place(self, number: int) -> Path:
        if self._size is None:
            return self._output
        stem, dot, suffixes = self._output.name.partition(".")
        return self._output.with_name(f"{stem}-{number:05}{dot}{suffixes}")


class TreeSink:
    """A folder with one file for each document, named after its id."""

    is_full = False

    def __init__(self, folder: Path, output_format: str, claim: Callable[[str, int], bool]) -> None:
        """Write into a folder that is there; `claim` says whether a name is free."""
        self._folder, self._suffix, self._claim = folder, f".{output_format}", claim
        self._head = head_of(output_format)
        self._waiting: list[tuple[str, str]] = []

    def add(self, number: int, done: Done) -> None:
        """Take a result and find a name for it."""
        name = safe_name(str(done.id))
        if not self._claim(name + self._suffix, number):
            name = f"{name}~{number}"
            self._claim(name + self._suffix, number)
        self._waiting.append((name + self._suffix, self._head + done.output))

    def flush(self) -> State:
        """Write every file that waits under a temporary name and move it into place."""
        for name, text in self._waiting:
            place, part = self._folder / name, self._folder / f".{name}.part"
            try:
                file = AppendFile(part)
                file.write(_encoded(text))
                file.flush()
                file.close()
                os.replace(part, place)
            except OSError as error:
                raise output_error(error, place) from None
        self._waiting.clear()
        return {}

    finish = flush

    def close(self) -> None:
        """Nothing is open between documents."""


def safe_name(id: str) -> str:
    """Make a file name of an id: its last part, in characters safe on any system, no path."""
    last = re.split(r"[\\/]", id.partition("?")[0].rstrip("\\/"))[-1]
    for suffix in PACKED:
        last = last.removesuffix(suffix)
    stem, dot, suffix = last.rpartition(".")
    name = UNSAFE.sub("_", stem if dot and len(suffix) <= 6 else last).strip("._")[:LONGEST_NAME]
    return f"_{name}" if not name or DEVICES.match(name) else name


def _encoded(text: str) -> bytes:
    """Encode as UTF-8; lone surrogates of ids come out as `\\udXXX`, which JSON reads back."""
    return text.encode("utf-8", "backslashreplace")
