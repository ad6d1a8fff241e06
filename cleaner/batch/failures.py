"""The dead letter: a line of JSON for each document that failed, to be read and tried again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.batch.clean import Item
from cleaner.batch.tasks import Failure
from cleaner.errors import InputFormatError

#: What `cleaner retry` needs of a line.
NEEDED = ("source", "part")


def to_line(failure: Failure) -> bytes:
    """Write a failure as a line of JSON."""
    told = {
        "id": failure.id,
        "source": failure.source,
        "part": failure.part,
        "stage": failure.step,
        "error": failure.kind,
        "message": failure.cause,
        "digest": failure.digest,
    }
    return (json.dumps(told) + "\n").encode()


def read_failures(path: Path) -> dict[str, set[str]]:
    """Read a dead letter: the inputs in order, each with the parts of it that failed.

    Raises `InputFormatError` for a line that is none of its own, `OSError`.
    """
    found: dict[str, set[str]] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                told = json.loads(line)
                source, part = (str(told[name]) for name in NEEDED)
            except (ValueError, KeyError, TypeError):
                cause = "not a line that `cleaner clean --failures` wrote"
                raise InputFormatError(cause, source=f"{path}:{number}") from None
            found.setdefault(source, set()).add(part)
    return found


def only(items: Iterable[Item], failed: dict[str, set[str]]) -> Iterator[Item]:
    """Give those items that failed; of an input that failed as a whole, all."""
    for item in items:
        parts = failed.get(item.source, set())
        if item.part in parts or "" in parts:
            yield item
