"""What goes through a batch: a task for each document, and its result or its failure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.model import MediaType, StoryNote

#: An id comes back as it was given; JSONL inputs have numbers as well as strings.
Id = str | int


@dataclass(frozen=True, slots=True)
class Task:
    """One document to clean: its content, or the file that a worker is to read it from.

    `source` is the input it stands in and `part` where ("line 7", "offset 8128"), empty for a
    whole file. `encoding` is what a server said, `warc` the headers of a WARC record, `site` names
    the site of a document without URL, `story` says what it shares with others.
    """

    id: Id
    content: str | bytes | Path
    media_type: MediaType | None = None
    url: str | None = None
    source: str = ""
    part: str = ""
    encoding: str | None = None
    warc: tuple[tuple[str, str], ...] = ()
    site: str | None = None
    story: StoryNote | None = None

    def mark(self) -> str:
        """Give what tells whether the document is still the same: its digest, or its file's
        size and time."""
        content = self.content
        if isinstance(content, Path):
            try:
                found = content.stat()
            except OSError:
                return ""
            return f"{found.st_size}:{found.st_mtime_ns}"
        raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return hashlib.blake2b(raw, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was cleaned: the rendered output, and the notes on an empty text.

    `kept` and `removed` are characters, `read` bytes, `rules` how many pieces each removed.
    """

    id: Id
    output: str
    empty: str | None = None
    kept: int = 0
    removed: int = 0
    read: int = 0
    rules: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be cleaned: at which step, the kind of error, and the cause."""

    id: Id
    step: str
    kind: str
    cause: str
    source: str = ""
    part: str = ""
    digest: str | None = None

    def mark(self) -> str:
        """Give what tells whether the input still fails in the same way."""
        return f"{self.step}:{self.kind}"


def failed(id: Id, step: str, error: Exception) -> Failure:
    """Give the failure that an exception is to a document, at a step where it names none."""
    kind = type(error).__name__
    if isinstance(error, CleanerError):
        return Failure(id, error.step, kind, error.cause)
    return Failure(id, step, kind, str(error) or "no message")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is no document, such as an image in a WARC, and what it is."""

    id: Id
    what: str
    source: str = ""
    part: str = ""

    def mark(self) -> str:
        """Give what the record is."""
        return self.what
