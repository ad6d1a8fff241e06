"""The record of a cleaning: an `Article` as a line of JSON, selectors and lineage included.

The envelope is Dolma's and datatrove's, the metadata are schema.org `NewsArticle` terms, the
lineage follows W3C PROV, the selectors W3C Web Annotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleaner.model import Article, Evidence, Provenance, Removal, Segment, Span


def to_record(article: Article) -> dict[str, Any]:
    """Give the record of an article as plain JSON types, keys in a fixed order."""
    return {
        "id": article.id,
        "text": article.text,
        "source": article.source,
        "added": article.provenance.started_at,
        "created": article.metadata.date_published,
        "metadata": {"title": article.title, **article.metadata},
        "provenance": provenance_record(article.provenance),
    }


def provenance_record(provenance: Provenance) -> dict[str, Any]:
    """Give the `provenance` object of a record."""
    derived: dict[str, Any] = {
        "digest": provenance.digest,
        "encodingFormat": provenance.media_type,
        "encoding": provenance.encoding,
        "textDigest": provenance.text_digest,
        "textLength": provenance.text_length,
    }
    if provenance.source_text is not None:
        derived["text"] = provenance.source_text
    software = dict(provenance.software)
    return {
        "wasDerivedFrom": derived,
        "wasGeneratedBy": {
            "startedAtTime": provenance.started_at,
            "used": {"options": dict(provenance.options), "ruleset": provenance.ruleset},
            "wasAssociatedWith": {
                "name": "article-cleaner",
                "version": software.pop("article-cleaner", None),
                "dependencies": software,
            },
        },
        "segments": [_segment(segment) for segment in provenance.segments],
        "removals": [_removal(removal) for removal in provenance.removals],
        "evidence": _evidence(provenance.evidence),
        "notes": list(provenance.notes),
    }


def selectors(
    start: int, end: int, xpath: str | None, offsets: Span | None
) -> list[Mapping[str, Any]]:
    """Give the Web Annotation selectors of a range of canonical text.

    HTML gets an `XPathSelector`, refined by the position in that element's `textContent` where it
    is known; everything gets its `TextPositionSelector` over the canonical text.
    """
    given: list[Mapping[str, Any]] = []
    if xpath is not None:
        by_path: dict[str, Any] = {"type": "XPathSelector", "value": xpath}
        if offsets is not None:
            by_path["refinedBy"] = {
                "type": "TextPositionSelector",
                "start": offsets.start,
                "end": offsets.end,
            }
        given.append(by_path)
    given.append({"type": "TextPositionSelector", "start": start, "end": end})
    return given


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "start": segment.start,
        "end": segment.end,
        "kind": segment.kind,
        "selector": selectors(
            segment.source_start, segment.source_end, segment.xpath, segment.offsets
        ),
    }


def _removal(removal: Removal) -> dict[str, Any]:
    record: dict[str, Any] = {
        "rule": removal.rule,
        "step": removal.step,
        "reason": removal.reason,
        "digest": removal.digest,
        "chars": removal.end - removal.start,
        "selector": selectors(removal.start, removal.end, removal.xpath, removal.offsets),
    }
    if len(removal.rules) > 1:
        record["rules"] = list(removal.rules)
    if removal.score is not None:
        record["score"] = round(removal.score, 4)
    if removal.text is not None:
        record["text"] = removal.text
    return record


def _evidence(evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in evidence:
        entry: dict[str, Any] = {"rule": item.source, "value": item.value}
        if item.start is not None and item.end is not None:
            entry["selector"] = selectors(item.start, item.end, None, None)
        if item.disagrees:
            entry["disagrees"] = list(item.disagrees)
        found.setdefault(item.field, entry)
    return found
