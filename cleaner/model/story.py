"""What a document shares with others: paragraphs, and the story it tells."""

from __future__ import annotations

from typing import NamedTuple

Id = str | int


class Passage(NamedTuple):
    """A paragraph at `[start, end)` of a document's clean text that stands in another's at
    `[other_start, other_end)`; `similarity` is 1 for the same words."""

    start: int
    end: int
    other_start: int
    other_end: int
    similarity: float


class Shared(NamedTuple):
    """What a document shares with another: `similarity` is the share of the longer text's
    characters that stands in shared paragraphs."""

    id: Id
    similarity: float
    passages: tuple[Passage, ...]


class StoryNote(NamedTuple):
    """A document's place among others.

    `story` names the story it tells with `documents` others, `score` says how surely it belongs
    to it (0 to 1). `origin` is the id of the document it likely comes from, and `reason` why.
    `dropped_for` is the id of the near-duplicate that stays in its place, if it is to go.
    """

    shared: tuple[Shared, ...] = ()
    story: str | None = None
    documents: tuple[Id, ...] = ()
    score: float = 0.0
    origin: Id | None = None
    reason: str = ""
    dropped_for: Id | None = None
