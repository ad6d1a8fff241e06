"""The record of a cleaning: an `Article` as a line of JSON, selectors and lineage included.

The envelope is Dolma's and datatrove's, the metadata are schema.org `NewsArticle` terms, the
lineage follows W3C PROV, the selectors W3C Web Annotation. `data/record.schema.json` states the
form, `docs/record.md` explains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleaner.model import (
    SCHEMA_NAMES,
    Article,
    Evidence,
    Metadata,
    Provenance,
    Removal,
    Repair,
    Span,
    StoryNote,
    Stretch,
)

#: Metadata that every record has, known or not; the others are there where they are known.
ALWAYS = frozenset(
    "url headline author datePublished dateModified dateline creditText sourceOrganization"
    " publisher articleSection inLanguage".split()
)
#: Digits of a model's probability that are worth their place.
SCORE_DIGITS = 3


def to_record(article: Article) -> dict[str, Any]:
    """Give the record of an article as plain JSON types, keys in a fixed order."""
    provenance, metadata = article.provenance, article.metadata
    return {
        "id": provenance.digest if article.id is None else article.id,
        "text": article.text,
        "source": article.source,
        "added": provenance.started_at,
        "created": metadata.date_published,
        "metadata": {k: v for k, v in metadata.items() if k in ALWAYS or v not in (None, [], {})},
        "provenance": {
            "wasDerivedFrom": _source(provenance, metadata),
            "wasGeneratedBy": _activity(provenance),
            "segments": [_segment(provenance, s) for s in provenance.stretches if s.kept],
            "removals": [_removal(provenance, s) for s in provenance.stretches if not s.kept],
            **({"repairs": list(map(_repair, provenance.repairs))} if provenance.repairs else {}),
            **({"gaps": list(provenance.gaps)} if provenance.gaps else {}),
            "evidence": _evidence(provenance.evidence, metadata),
            "notes": list(provenance.notes),
            **(_stories(article.story) if article.story else {}),
        },
    }


def _stories(note: StoryNote) -> dict[str, Any]:
    """Give what a document shares with others, and the story it tells with them."""
    told: dict[str, Any] = {}
    if note.shared:
        told["sharedWith"] = [
            {
                "id": shared.id,
                "similarity": shared.similarity,
                "passages": [passage._asdict() for passage in shared.passages],
            }
            for shared in note.shared
        ]
    if note.story:
        told["story"] = {
            "id": note.story,
            "documents": list(note.documents),
            "score": note.score,
            "origin": {"id": note.origin, "reason": note.reason},
        }
    return told


def _source(provenance: Provenance, metadata: Metadata) -> dict[str, Any]:
    derived: dict[str, Any] = {
        "digest": provenance.digest,
        "encodingFormat": provenance.media_type,
        "encoding": provenance.encoding,
        "textDigest": provenance.text_digest,
        "textLength": provenance.text_length,
    }
    if metadata.warc:
        derived["warc"] = dict(metadata.warc)
    if provenance.source_text is not None:
        derived["text"] = provenance.source_text
    return derived


def _activity(provenance: Provenance) -> dict[str, Any]:
    software = dict(provenance.software)
    return {
        "startedAtTime": provenance.started_at,
        "used": {
            "options": dict(provenance.options),
            "ruleset": provenance.ruleset,
            "model": provenance.model,
            **({"sites": provenance.sites} if provenance.sites else {}),
        },
        "wasAssociatedWith": {
            "name": "article-cleaner",
            "version": software.pop("article-cleaner", None),
            "dependencies": software,
        },
    }


def _selectors(stretch: Stretch) -> list[Mapping[str, Any]]:
    """Give the Web Annotation selectors of a stretch, each of which finds it by itself.

    An `XPathSelector` refined by the place in that element's `textContent` (for pages), a
    `TextPositionSelector` over the canonical text, and what was asked for besides.
    """
    given: list[Mapping[str, Any]] = []
    if stretch.xpath is not None:
        by_path: dict[str, Any] = {"type": "XPathSelector", "value": stretch.xpath}
        if stretch.offsets is not None:
            by_path["refinedBy"] = _position(stretch.offsets)
        given.append(by_path)
    given.append(_position(Span(stretch.start, stretch.end)))
    if stretch.quote is not None:
        prefix, exact, suffix = stretch.quote
        quote = {"type": "TextQuoteSelector", "prefix": prefix, "exact": exact, "suffix": suffix}
        given.append(quote)
    if stretch.source_bytes is not None:
        given.append(_position(stretch.source_bytes, "DataPositionSelector"))
    return given


def _position(span: Span, kind: str = "TextPositionSelector") -> dict[str, Any]:
    return {"type": kind, "start": span.start, "end": span.end}


def _segment(provenance: Provenance, stretch: Stretch) -> dict[str, Any]:
    segments = provenance.segments
    return {
        "start": segments[stretch.first].start,
        "end": segments[stretch.last - 1].end,
        "selector": _selectors(stretch),
    }


def _removal(provenance: Provenance, stretch: Stretch) -> dict[str, Any]:
    removals = provenance.removals[stretch.first : stretch.last]
    first = removals[0]
    rules = list(first.rules) if len(removals) == 1 else []
    score = _score(removals)
    return {
        "rule": first.rule,
        **({"rules": rules} if len(rules) > 1 else {}),
        "step": first.step,
        "reason": first.reason,
        **({"pieces": len(removals)} if len(removals) > 1 else {}),
        **({"score": score} if score is not None else {}),
        "digest": stretch.digest,
        "chars": stretch.end - stretch.start,
        "selector": _selectors(stretch),
        **({"text": stretch.text} if stretch.text is not None else {}),
    }


def _repair(repair: Repair) -> dict[str, Any]:
    place = _position(Span(repair.source_start, repair.source_end))
    return {"start": repair.start, "end": repair.end, "rule": repair.rule, "selector": [place]}


def _score(removals: Sequence[Removal]) -> float | None:
    """Give the model's probability for a stretch: the mean over its characters."""
    scored = [(r.score, r.end - r.start) for r in removals if r.score is not None]
    if not scored:
        return None
    return round(sum(s * n for s, n in scored) / sum(n for _, n in scored), SCORE_DIGITS)


def _evidence(evidence: Sequence[Evidence], metadata: Metadata) -> dict[str, Any]:
    """Give each field's evidence; the value is left out where it is the field's own."""
    found: dict[str, Any] = {}
    for item in evidence:
        field = SCHEMA_NAMES.get(item.field, item.field)
        entry: dict[str, Any] = {"rule": item.source}
        if item.value not in _stated(metadata, field):
            entry["value"] = item.value
        if item.start is not None and item.end is not None:
            entry["selector"] = [_position(Span(item.start, item.end))]
        if item.disagrees:
            entry["disagrees"] = list(item.disagrees)
        found.setdefault(field, entry)
    return found


def _stated(metadata: Metadata, field: str) -> tuple[Any, ...]:
    value = metadata.get(field)
    return (value[0],) if isinstance(value, list) and len(value) == 1 else (value,)
