"""A file that grows by whole pieces: what a crash left behind a known end is cut off."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

from cleaner.batch.extras import need
from cleaner.errors import OutputError, ResumeError

#: How pieces are packed, by the last suffix of the file's name. Each piece is a member (gzip) or
#: frame (zstd) of its own, so that a file cut off between pieces is still sound.
Pack = Callable[[bytes], bytes]


def packer(name: str) -> Pack:
    """Give the function that packs a piece for a file of that name; most stay as they are."""
    if name.endswith(".gz"):
        return lambda piece: gzip.compress(piece, 6, mtime=0)
    if name.endswith(".zst"):
        zstandard = need("zstandard", "a .zst file")
        return lambda piece: bytes(zstandard.ZstdCompressor().compress(piece))
    return lambda piece: piece


class AppendFile:
    """A growing file: `write` gathers, `flush` brings it to the disk, `size` is its end there."""

    def __init__(self, path: Path, *, size: int = 0, pack: Pack | None = None) -> None:
        """Open a file and cut it back to `size` bytes.

        Raises `OutputError` where it can't be written, `ResumeError` where it is shorter.
        """
        self.path, self.size = path, size
        self._pack = pack or packer("")
        self._pieces: list[bytes] = []
        self._loose = False
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o666)
            there = os.fstat(self._file).st_size
            if there < size:
                raise ResumeError(f"has {there} bytes where the journal tells of {size}",
                                  source=str(path))  # fmt: skip
            os.ftruncate(self._file, size)
        except OSError as error:
            raise output_error(error, path) from None

    def write(self, piece: bytes) -> None:
        """Gather a piece for the next flush."""
        self._pieces.append(piece)

    def flush(self, *, durable: bool = True) -> int:
        """Write what was gathered, and wait until it is on the disk; give the file's size."""
        if self._pieces:
            packed = self._pack(b"".join(self._pieces))
            try:
                at = self.size
                while packed:
                    written = os.pwrite(self._file, packed, at)
                    packed, at = packed[written:], at + written
            except OSError as error:
                raise output_error(error, self.path) from None
            self.size, self._loose = at, True
            self._pieces.clear()
        if durable and self._loose:
            try:
                os.fsync(self._file)
            except OSError as error:
                raise output_error(error, self.path) from None
            self._loose = False
        return self.size

    def close(self) -> None:
        """Close the file; what is not flushed is lost."""
        os.close(self._file)


def output_error(error: OSError, path: Path | str) -> OutputError:
    """Give an error of the system as one of ours, naming the file."""
    return OutputError(error.strerror or str(error), source=str(path))
