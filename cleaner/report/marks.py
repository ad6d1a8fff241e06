"""Marks that readers made in the page → how many of them a cleaning gets right, and fixture cases.

A mark is a line of JSON: the document (`id`, `digest` of its source), the place of a block in its
canonical text (`start`, `end`, and `textDigest` of that text), the block's `text`, what it `was`
("kept" or "removed", by which `rules`) and what it `should` do: "stay" or "go".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cleaner.errors import RecordError
from cleaner.model import Article

#: The name of the cases of blocks that no rule has removed yet.
NO_RULE = "not removed yet"
#: A block counts as kept where more than this share of its characters is.
HALF = 0.5
MEDIA = {"text/plain": "text", "text/html": "html"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader said of a block; `text` is None where the record lacked it."""

    id: str
    digest: str
    text_digest: str
    media_type: str
    url: str | None
    start: int
    end: int
    text: str | None
    should: Literal["stay", "go"]
    rules: tuple[str, ...]


def read_mark(line: bytes, place: str) -> Mark:
    """Read a line that the page exported; raises `RecordError` for any other."""
    try:
        told: Mapping[str, Any] = json.loads(line)
        if told["should"] not in ("stay", "go"):
            raise ValueError(f"should is {told['should']!r}")
        return Mark(
            id=str(told["id"]), digest=str(told["digest"]), text_digest=str(told["textDigest"]),
            media_type=str(told["mediaType"]), url=told.get("url"), start=int(told["start"]),
            end=int(told["end"]), text=told["text"], should=told["should"],
            rules=tuple(map(str, told.get("rules", ()))),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cause = f"not a mark of the review page: {type(error).__name__}: {error}"
        raise RecordError(cause, source=place) from None


def is_right(mark: Mark, article: Article) -> bool | None:
    """Say whether a cleaning does with a block what its mark asks; None where it isn't there.

    The article must have been made with `keep_source_text`. Where its canonical text is not the
    one that was marked, as another version may read a page otherwise, the block is looked up by
    its text.
    """
    found = _place(mark, article)
    if found is None:
        return None
    start, end = found
    kept = sum(
        max(0, min(end, segment.source_end) - max(start, segment.source_start))
        for segment in article.provenance.segments
    )
    return (kept > HALF * (end - start)) == (mark.should == "stay")


def _place(mark: Mark, article: Article) -> tuple[int, int] | None:
    provenance = article.provenance
    if provenance.text_digest == mark.text_digest:
        return mark.start, mark.end
    if not mark.text or provenance.source_text is None:
        return None
    at = provenance.source_text.find(mark.text)
    return (at, at + len(mark.text)) if at >= 0 else None


def cases(marks: Iterable[Mark]) -> str:
    """Write marks as a page of fixture cases, in the form `fixtures/README.md` describes.

    Cases stand by the rule that removed a block; marks without text are left out.
    """
    by_rule: dict[tuple[str, str], list[str]] = {}
    for mark in marks:
        if mark.text and (text := " ".join(mark.text.split())):
            group = (mark.rules[0] if mark.rules else NO_RULE, mark.media_type)
            by_rule.setdefault(group, []).append(f"{'  ' if mark.should == 'stay' else '- '}{text}")
    parts = ["# Cases from marks\n", "Reword them: fixtures hold invented text and names.\n"]
    for (rule, media_type), lines in sorted(by_rule.items()):
        medium = f"@@ {MEDIA[media_type]} @@" if media_type in MEDIA else ""
        case = "\n".join(filter(None, [medium, *dict.fromkeys(lines)]))
        parts += [f"## {rule}\n", f"```diff\n{case}\n```\n"]
    return "\n".join(parts)
