"""Results → a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cleaner.batch.append import output_error
from cleaner.batch.files import is_special

Write = Callable[[str], None]


@contextmanager
def open_sink(output: str) -> Iterator[Write]:
    """Give a function that writes text as UTF-8 to a path, or to standard output for `-`.

    A file is written beside its place under a temporary name and moved there at the end; where
    an exception ends the work, an older file of that name stays as it was; a pipe or device is
    written to as it is. Lone surrogates come out as `\\udXXX`, which JSON reads back. Raises
    `OutputError` where it can't write.
    """
    if output == "-":
        yield partial(_write, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    place = Path(output)
    part = place.parent / f".{place.name}.{os.getpid()}.part"
    special = is_special(place)
    try:
        with (place if special else part).open("wb") as file:
            yield partial(_write, file)
        if not special:
            part.replace(output)
    except OSError as error:
        raise output_error(error, output) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode("utf-8", "backslashreplace"))
    if stream is sys.stdout.buffer:
        stream.flush()  # whoever reads the pipe gets each document as soon as it is done
