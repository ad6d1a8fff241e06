"""The result: clean text, metadata, and the account of every character."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleaner.model.decision import Step
from cleaner.model.document import Kind, MediaType, Span
from cleaner.model.metadata import Evidence, Metadata
from cleaner.model.story import StoryNote


class Segment(NamedTuple):
    """A run of output text and where it stood: `[start, end)` of the output is
    `[source_start, source_end)` of the canonical text, character for character.

    `offsets` is its place in the `textContent` of the element at `xpath`, but for white space the
    same text; None for the text of a template or of a script's data, and for a part of a block that
    had its spaces folded.
    `number` is that of an item of an ordered list.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    xpath: str | None = None
    offsets: Span | None = None
    kind: Kind = "line"
    level: int = 0
    block: int = -1
    number: int | None = None


class Removal(NamedTuple):
    """A run of canonical text that was removed, by which rule, and why.

    `rules` names every rule that spoke for the removal, `rule` the first of them; `score` is a
    model's probability that the text is main content; `text` is there on request only; `offsets`
    is as in `Segment`.
    """

    rule: str
    reason: str
    start: int
    end: int
    step: Step
    rules: tuple[str, ...] = ()
    score: float | None = None
    xpath: str | None = None
    offsets: Span | None = None
    text: str | None = None
    block: int = -1


class Repair(NamedTuple):
    """A run of output text that stands for other text of the source: `[start, end)` of the output
    in place of `[source_start, source_end)` of the canonical text, which is a removal."""

    start: int
    end: int
    source_start: int
    source_end: int
    rule: str


class Stretch(NamedTuple):
    """Neighbouring segments, or neighbouring removals by one rule, as the record states them.

    `[first, last)` are indices into `Provenance.segments` where `kept`, else into `.removals`;
    `[start, end)` is the whole stretch in the canonical text, the white space inside included.
    `xpath` is the smallest element around it and `offsets` its place in that element's
    `textContent`. `digest` is that of removed text; `text` (removed text), `quote` (text before,
    text itself, text after) and `source_bytes` (the place in the source) are there on request.
    """

    kept: bool
    first: int
    last: int
    start: int
    end: int
    xpath: str | None = None
    offsets: Span | None = None
    digest: str = ""
    text: str | None = None
    quote: tuple[str, str, str] | None = None
    source_bytes: Span | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """The account of one cleaning: what it came from, what made it, what was kept and removed.

    `segments` and `removals` are in source order and, with the white space between them, tile
    the canonical text of `text_length` code points; with `repairs` they make up the output;
    `stretches` are the same, taken together,
    and `gaps`, there with removed text, the white space before, between and after them. `sites`
    is the digest of the site profiles that were used.
    """

    digest: str
    media_type: MediaType
    encoding: str
    text_digest: str
    text_length: int
    segments: tuple[Segment, ...]
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    gaps: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    ruleset: str = ""
    model: str = ""
    sites: str | None = None
    software: tuple[tuple[str, str], ...] = ()
    started_at: str | None = None
    source_text: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The result: clean text, what is known of the article, and the account of the cleaning.

    `text` is empty only with a reason in `provenance.notes`.
    """

    text: str
    title: str | None
    metadata: Metadata
    provenance: Provenance
    id: str | int | None = None
    source: str | None = None
    story: StoryNote | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the record as plain JSON types."""
        from cleaner.provenance import to_record  # here: provenance builds on these types

        return to_record(self)

    def to_json(self) -> str:
        """Give the record as one line of JSON, non-ASCII characters as they are."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))
