"""Records and their sources brought together: each record held against the source it names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.batch.sources import read_document, read_inputs, read_lines
from cleaner.batch.tasks import Failure, Skipped
from cleaner.errors import InputFormatError
from cleaner.verify import Break, verify


@dataclass(frozen=True, slots=True)
class Checked:
    """A record that was verified: where it stands, its id, and its first break, if any."""

    place: str
    id: str | int | None
    broken: Break | None


class Sources:
    """The sources that records may name, found by their digest."""

    def __init__(self, names: Iterable[str]) -> None:
        """Read every source once; raises `InputFormatError` for one that can't be read."""
        self._found: dict[str, str | bytes | Path] = {}
        for task in read_inputs(names):
            if isinstance(task, Failure):
                raise InputFormatError(task.cause, source=str(task.id))
            if isinstance(task, Skipped):
                continue
            self._found[_digest(_content(task.content))] = task.content

    def find(self, digest: str) -> str | bytes | None:
        """Give the source of a digest, None where there is none."""
        found = self._found.get(digest)
        return None if found is None else _content(found)


def read_records(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the records of a file of JSON lines, each with its place; `-` is standard input.

    Raises `InputFormatError` for a line that is no record.
    """
    for place, line in read_lines(name):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputFormatError(f"not JSON: {error}", source=place) from None
        if not isinstance(record, dict) or "provenance" not in record:
            raise InputFormatError("not a record with provenance", source=place)
        yield place, record


def check_records(names: Iterable[str], sources: Sources | None) -> Iterator[Checked]:
    """Verify every record of the files; without sources only what the record itself shows."""
    for name in names:
        for place, record in read_records(name):
            yield Checked(place, record.get("id"), _check(record, sources))


def _check(record: dict[str, Any], sources: Sources | None) -> Break | None:
    if sources is None:
        return verify(record)
    if (digest := source_digest(record)) is None:
        return Break("provenance.wasDerivedFrom.digest", "is missing")
    source = sources.find(digest)
    if source is None:
        return Break("source", f"none of the sources has the digest {digest}")
    return verify(record, source)


def source_digest(record: dict[str, Any]) -> str | None:
    """Give the digest of the source that a record names, None where it names none."""
    try:
        return str(record["provenance"]["wasDerivedFrom"]["digest"])
    except (KeyError, TypeError):
        return None


def _content(content: str | bytes | Path) -> str | bytes:
    return read_document(content) if isinstance(content, Path) else content


def _digest(content: str | bytes) -> str:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return "sha256:" + hashlib.sha256(raw).hexdigest()
