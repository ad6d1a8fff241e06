"""Results → a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

Write = Callable[[str], None]


@contextmanager
def open_sink(output: str) -> Iterator[Write]:
    """Give a function that writes text as UTF-8 to a path, or to standard output for `-`.

    A file is written beside its place under a temporary name and moved there at the end; where
    an exception ends the work, an older file of that name stays as it was. Lone surrogates come
    out as `\\udXXX`, which JSON reads back. Raises `OSError` where it can't write.
    """
    if output == "-":
        yield partial(_write, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    part = Path(output).with_name(f".{Path(output).name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield partial(_write, file)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode("utf-8", "backslashreplace"))
    if stream is sys.stdout.buffer:
        stream.flush()  # whoever reads the pipe gets each document as soon as it is done
