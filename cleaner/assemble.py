"""Decisions → the output text and the account of it: segments and removals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.model import BLOCK_GAP, Block, Decision, Document, Removal, Segment, Span, Verdict

#: What is left of a line that something was cut out of, is one line still.
WORD_GAP = " "


class Assembled(NamedTuple):
    """The output text with the segments it is made of and the removals that are not in it."""

    text: str
    segments: tuple[Segment, ...]
    removals: tuple[Removal, ...]


def assemble(
    document: Document, decisions: Sequence[Decision], *, removed_text: bool = False
) -> Assembled:
    """Put the kept blocks together, in order, and name everything that was left out.

    Segments and removals, with the white space between them, tile `Document.text`.
    """
    paths = document.element_xpaths()
    kept: list[tuple[Block, Span]] = []
    removals: list[Removal] = []
    for block, decision in zip(document.blocks, decisions, strict=True):
        if decision.action == "remove":
            causes = [v for v in decision.verdicts if v.action == "remove" and v.span is None]
            removals.append(_removal(document, paths, block, block.span, causes, removed_text))
            continue
        at = block.span.start
        for span, causes in _cuts(block, decision):
            kept.extend(_piece(document, block, at, span.start))
            removals.append(_removal(document, paths, block, span, causes, removed_text))
            at = span.end
        kept.extend(_piece(document, block, at, block.span.end))
    text, segments = _join(document, paths, kept)
    return Assembled(text, segments, tuple(removals))


def _cuts(block: Block, decision: Decision) -> list[tuple[Span, list[Verdict]]]:
    """Merge the parts that are to be cut out of a kept block; overlapping cuts are one."""
    merged: list[tuple[Span, list[Verdict]]] = []
    for verdict in sorted(decision.cuts, key=lambda v: v.span or Span(0, 0)):
        span = verdict.span or block.span
        span = Span(max(span.start, block.span.start), min(span.end, block.span.end))
        if merged and span.start <= merged[-1][0].end:
            last, causes = merged[-1]
            merged[-1] = (Span(last.start, max(last.end, span.end)), [*causes, verdict])
        elif span.end > span.start:
            merged.append((span, [verdict]))
    return merged


def _piece(document: Document, block: Block, start: int, end: int) -> list[tuple[Block, Span]]:
    """Give what is kept between two cuts, without white space at its ends; maybe nothing."""
    text = document.text[start:end]
    size = len(text.rstrip())
    start += len(text) - len(text.lstrip())
    end = end - len(text) + size
    return [(block, Span(start, end))] if end > start else []


def _join(
    document: Document, paths: Sequence[str], kept: Sequence[tuple[Block, Span]]
) -> tuple[str, tuple[Segment, ...]]:
    parts: list[str] = []
    segments: list[Segment] = []
    size = 0
    for at, (block, span) in enumerate(kept):
        gap = _gap(document, kept[at - 1], (block, span)) if at else _edge(document, span.start, 0)
        text = document.text[span.start : span.end]
        parts += [gap, text]
        size += len(gap)
        segments.append(_segment(paths, block, span, size))
        size += len(text)
    if kept:
        parts.append(_edge(document, kept[-1][1].end, len(document.text)))
    return "".join(parts), tuple(segments)


def _edge(document: Document, start: int, end: int) -> str:
    """Keep the white space at an end of a plain text that nothing was removed from."""
    between = document.text[min(start, end) : max(start, end)]
    return between if document.media_type == "text/plain" and not between.strip() else ""


def _gap(document: Document, before: tuple[Block, Span], after: tuple[Block, Span]) -> str:
    """Give the white space between two kept pieces: in plain text what followed the first."""
    if before[0].index == after[0].index:
        return WORD_GAP
    if document.media_type != "text/plain":
        return BLOCK_GAP
    first = before[0]
    return document.text[first.span.end : document.blocks[first.index + 1].span.start]


def _segment(paths: Sequence[str], block: Block, span: Span, start: int) -> Segment:
    return Segment(
        start=start,
        end=start + span.end - span.start,
        source_start=span.start,
        source_end=span.end,
        xpath=paths[block.element] if block.element >= 0 else None,
        offsets=_offsets(block, span),
        kind=block.kind,
        level=block.level,
        block=block.index,
    )


def _offsets(block: Block, span: Span) -> Span | None:
    """Give the place of a part of a block in its element's `textContent`, None if not known.

    Folding white space only ever shortens, and other characters stay one for one: a block on one
    line that is as long as its source has the same offsets within.
    """
    whole = block.offsets
    if whole is None or span == block.span:
        return whole
    if whole.end - whole.start != len(block.text) or "\n" in block.text or "\t" in block.text:
        return None
    shift = whole.start - block.span.start
    return Span(span.start + shift, span.end + shift)


def _removal(
    document: Document,
    paths: Sequence[str],
    block: Block,
    span: Span,
    causes: Sequence[Verdict],
    removed_text: bool,
) -> Removal:
    if document.media_type == "text/plain":  # in a page a model's removals stand together
        causes = sorted(causes, key=lambda v: v.step == "content")
    first = causes[0]
    return Removal(
        rule=first.rule,
        reason=first.reason,
        start=span.start,
        end=span.end,
        step=first.step,
        rules=tuple(dict.fromkeys(v.rule for v in causes)),
        score=next((v.score for v in causes if v.score is not None), None),
        xpath=paths[block.element] if block.element >= 0 else None,
        offsets=_offsets(block, span),
        text=document.text[span.start : span.end] if removed_text else None,
        block=block.index,
    )
