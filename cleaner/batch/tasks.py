"""What goes through a batch: a task for each document, and its result or its failure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cleaner.model import MediaType

#: An id comes back as it was given; JSONL inputs have numbers as well as strings.
Id = str | int


@dataclass(frozen=True, slots=True)
class Task:
    """One document to clean: its content, or the file that a worker is to read it from."""

    id: Id
    content: str | bytes | Path
    media_type: MediaType | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was cleaned: the rendered output, and the notes on an empty text."""

    id: Id
    output: str
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be cleaned: at which step, the kind of error, and the cause."""

    id: Id
    step: str
    kind: str
    cause: str
