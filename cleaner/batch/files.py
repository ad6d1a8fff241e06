"""Files of inputs: found in folders and by patterns, opened, unpacked, read within a limit."""

from __future__ import annotations

import glob
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast

from cleaner.batch.extras import need
from cleaner.errors import InputFormatError, MissingExtraError

#: A document of more bytes than this, unpacked, is refused; the largest articles have 2 MB.
MOST_BYTES = 128 * 1024 * 1024
STDIN = "-"
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
PACKED = (".gz", ".zst")
#: What reading and unpacking raise.
READ_ERRORS = (InputFormatError, MissingExtraError, OSError, EOFError, zlib.error)


def walk(folder: str) -> Iterator[str | OSError]:
    """Give the files under a folder, sorted, and errors for folders that can't be read.

    Hidden files and folders are left out; links to folders are not followed, so that no loop of
    links is walked.
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
        elif _is_file(entry):
            yield entry.path


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads in a circle
        return False


def expand(pattern: str) -> Iterator[str]:
    """Give what a pattern stands for, sorted; a name that exists stands for itself."""
    if pattern == STDIN or os.path.lexists(pattern) or not glob.has_magic(pattern):
        yield pattern
        return
    found = sorted(glob.iglob(pattern, recursive=True))
    if not found:
        raise InputFormatError("nothing has such a name")
    yield from found


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
            stream = io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=stream)))
        elif head == ZSTD:
            zstandard = need("zstandard", "a .zst file")
            unpacked = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
                stream, read_across_frames=True
            )
            stream = io.BufferedReader(_Zstd(unpacked, zstandard.ZstdError))
        yield stream


class _Zstd(io.RawIOBase):
    """A zstd stream whose errors are `OSError`, as those of gzip are."""

    def __init__(self, stream: Any, error: type[Exception]) -> None:
        self._stream, self._error = stream, error

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack into a buffer; raises `OSError` for damaged data."""
        try:
            return int(self._stream.readinto(buffer))
        except self._error as error:
            raise OSError(f"not sound zstd data: {error}") from None


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


def cause(error: Exception) -> str:
    """Say in words what went wrong."""
    if isinstance(error, InputFormatError | MissingExtraError):
        return error.cause
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
