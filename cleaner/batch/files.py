"""Files of inputs: found in folders and by patterns, opened, unpacked, read within a limit."""

from __future__ import annotations

import glob
import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar, cast

from cleaner.batch.extras import need
from cleaner.errors import InputFormatError, MissingExtraError

T = TypeVar("T")

#: In a pattern: all folders below, by all links too, which may lead in circles.
RECURSIVE = "**"

#: A document of more bytes than this, unpacked, is refused; the largest articles have 2 MB.
MOST_BYTES = 128 * 1024 * 1024
STDIN = "-"
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
PACKED = (".gz", ".zst")
#: zstd data are unpacked so many bytes at a time: these can hold up to 32 MB.
ZSTD_BYTES = 1024
#: Frames that ask for a larger window than this (bytes) are refused.
LARGEST_WINDOW = 1 << 27
#: What reading and unpacking raise.
READ_ERRORS = (InputFormatError, MissingExtraError, OSError, EOFError, zlib.error)


def walk(folder: str) -> Iterator[str | OSError]:
    """Give the files under a folder, sorted, and errors for folders that can't be read.

    Hidden files and folders are left out; links to folders are not followed, so that no loop of
    links is walked. Links that lead nowhere are given like files.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield error
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path)
        elif _may_be_read(entry):
            yield entry.path


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Say whether an entry is a file, or a link that leads nowhere: reading it tells why."""
    try:
        return entry.is_file() or not os.path.exists(entry.path)
    except OSError:  # a link that leads in a circle
        return True


def expand(pattern: str) -> Iterator[str]:
    """Give what a pattern stands for, sorted; a name that exists stands for itself."""
    if pattern == STDIN or os.path.lexists(pattern) or not glob.has_magic(pattern):
        yield pattern
        return
    found = sorted(glob.iglob(pattern, recursive=True))
    if not found:
        raise InputFormatError("nothing has such a name")
    yield from once(found, str) if RECURSIVE in pattern else found


def bare_suffix(name: str) -> str:
    """Give the suffix of a file's name before a `.gz` or `.zst`, lower-cased."""
    suffixes = Path(name).suffixes
    while suffixes and suffixes[-1].lower() in PACKED:
        suffixes.pop()
    return suffixes[-1].lower() if suffixes else ""


@contextmanager
def open_unpacked(name: str) -> Iterator[io.BufferedReader]:
    """Open a file or standard input, unpacking gzip and zstd data whatever the name says."""
    with nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb") as opened:
        stream = cast(io.BufferedReader, opened)
        head = stream.peek(4)[:4]
        if head.startswith(GZIP):
            # it buffers by itself; a reader around it would drop what comes before damage
            stream = cast(io.BufferedReader, gzip.GzipFile(fileobj=stream))
        elif head == ZSTD:
            zstandard = need("zstandard", "a .zst file")
            stream = io.BufferedReader(_Zstd(stream, zstandard))
        yield stream


class _Zstd(io.RawIOBase):
    """The content of zstd frames; errors are `OSError` and `EOFError`, as those of gzip are."""

    def __init__(self, stream: io.BufferedReader, zstandard: Any) -> None:
        self._stream, self._error = stream, zstandard.ZstdError
        self._begin = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW).decompressobj
        self._frame = self._begin()
        self._packed = self._unpacked = b""
        self._inside = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack into a buffer; raises `OSError` for damaged data, `EOFError` where it ends."""
        while not self._unpacked:
            self._packed = self._packed or self._stream.read(ZSTD_BYTES)
            if not self._packed:
                if self._inside:
                    raise EOFError("the zstd data end in the middle")
                return 0
            try:
                self._unpacked = self._frame.decompress(self._packed)
            except self._error as error:
                raise OSError(f"not sound zstd data: {error}") from None
            self._packed, self._inside = self._frame.unused_data, not self._frame.eof
            if self._frame.eof:
                self._frame = self._begin()
        size = min(len(buffer), len(self._unpacked))
        buffer[:size], self._unpacked = self._unpacked[:size], self._unpacked[size:]
        return size


def read_document(path: Path, *, max_bytes: int = MOST_BYTES) -> bytes:
    """Read a file, unpacked if it is packed; raises `InputFormatError` where that fails."""
    try:
        with open_unpacked(str(path)) as stream:
            content = stream.read(max_bytes + 1)
    except READ_ERRORS as error:
        raise InputFormatError(cause(error)) from None
    if len(content) > max_bytes:
        raise InputFormatError(f"the document has more than {max_bytes:,} bytes")
    return content


def read_limited_lines(stream: io.BufferedReader, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Give the lines of a stream with their numbers; None for one of more than `most` bytes."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most + 1)
        yield number, None


def place_of(path: str) -> str:
    """Give a file's own name: its folder without links, whatever the file itself is."""
    folder, name = os.path.split(path.rstrip("/") or path)
    if name in ("", ".", ".."):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), name)


def is_special(path: str | Path) -> bool:
    """Say whether a path is a pipe or device, that nothing can be put in the place of."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def once(found: Iterable[T], name_of: Callable[[T], str]) -> Iterator[T]:
    """Give each file once, whatever links lead to its folder."""
    seen: set[str] = set()
    for item in found:
        place = place_of(name_of(item))
        if place not in seen:
            seen.add(place)
            yield item


def cause(error: Exception) -> str:
    """Say in words what went wrong."""
    if isinstance(error, InputFormatError | MissingExtraError):
        return error.cause
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
