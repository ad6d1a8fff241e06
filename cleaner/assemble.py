"""Decisions → the output text and the account of it: segments and removals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.model import (
    BLOCK_GAP,
    Block,
    Decision,
    Document,
    Removal,
    Repair,
    Segment,
    Span,
    Verdict,
)

#: What is left of a line that something was cut out of, is one line still.
WORD_GAP = " "


class Assembled(NamedTuple):
    """The output text with the segments and repairs it is made of and the removals that are not
    in it."""

    text: str
    segments: tuple[Segment, ...]
    removals: tuple[Removal, ...]
    repairs: tuple[Repair, ...] = ()


class _Piece(NamedTuple):
    """A range of a block that is kept, or in whose place `instead` stands."""

    block: Block
    span: Span
    instead: str | None = None
    rule: str = ""


class _Cut(NamedTuple):
    """A range of a block that goes, and why; `instead` is what takes its place, if it is mended."""

    span: Span
    causes: list[Verdict]
    instead: str | None = None


def assemble(
    document: Document, decisions: Sequence[Decision], *, removed_text: bool = False
) -> Assembled:
    """Put the kept blocks together, in order, and name everything that was left out.

    Segments and removals, with the white space between them, tile `Document.text`.
    """
    paths = document.element_xpaths()
    kept: list[_Piece] = []
    removals: list[Removal] = []
    for block, decision in zip(document.blocks, decisions, strict=True):
        if decision.action == "remove":
            causes = [v for v in decision.verdicts if v.action == "remove" and v.span is None]
            removals.append(_removal(document, paths, block, block.span, causes, removed_text))
            continue
        if not decision.verdicts and block.text.strip() == block.text:  # as most
            kept.append(_Piece(block, block.span))
            continue
        cuts = _cuts(block, decision)
        removals += [
            _removal(document, paths, block, cut.span, cut.causes, removed_text) for cut in cuts
        ]
        pieces = [*_pieces(document, block, cuts)]
        if any(piece.instead != "" for piece in pieces):  # else the line was mended to nothing
            kept += pieces
    text, segments, repairs = _join(document, paths, kept)
    return Assembled(text, segments, tuple(removals), repairs)


def _pieces(document: Document, block: Block, cuts: Sequence[_Cut]) -> Iterator[_Piece]:
    """Give what is kept of a block and what stands in the place of mended parts, in order.

    Beside a part that is cut out white space goes; beside one that is mended it stays.
    """
    at, mended = block.span.start, False
    for span, causes, instead in cuts:
        yield from _piece(document, block, Span(at, span.start), mended, instead is not None)
        if instead is not None:
            yield _Piece(block, span, instead, causes[0].rule)
        at, mended = span.end, instead is not None
    yield from _piece(document, block, Span(at, max(at, block.span.end)), mended, False)


def _cuts(block: Block, decision: Decision) -> list[_Cut]:
    """Give the parts that are to be cut out of a kept block, or mended, in order."""
    asked = [_Cut(v.span, [v], v.instead) for v in decision.cuts if v.span]
    merged = _merged(block, [cut for cut in asked if cut.instead is None])
    mended = [cut for cut in asked if cut.instead is not None]
    free = [m for m in mended if not any(_overlap(m.span, cut.span) for cut in merged)]
    return sorted([*merged, *free])


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _merged(block: Block, cuts: Sequence[_Cut]) -> list[_Cut]:
    """Take overlapping cuts together."""
    merged: list[_Cut] = []
    for wide, causes, _ in sorted(cuts, key=lambda cut: cut.span):
        span = Span(max(wide.start, block.span.start), min(wide.end, block.span.end))
        if merged and span.start <= merged[-1].span.end:
            last = merged.pop()
            both = Span(last.span.start, max(last.span.end, span.end))
            merged.append(_Cut(both, [*last.causes, *causes]))
        elif span.end > span.start:
            merged.append(_Cut(span, causes))
    return merged


def _piece(
    document: Document, block: Block, span: Span, after_mended: bool, before_mended: bool
) -> list[_Piece]:
    """Give what is kept between two cuts, without white space at its ends; maybe nothing."""
    text = document.text[span.start : span.end]
    start = span.start if after_mended else span.end - len(text.lstrip())
    end = span.end if before_mended else span.start + len(text.rstrip())
    return [_Piece(block, Span(start, end))] if end > start else []


def _join(
    document: Document, paths: Sequence[str], kept: Sequence[_Piece]
) -> tuple[str, tuple[Segment, ...], tuple[Repair, ...]]:
    parts: list[str] = []
    segments: list[Segment] = []
    repairs: list[Repair] = []
    size = 0
    for at, piece in enumerate(kept):
        block, span, instead, rule = piece
        gap = _gap(document, kept[at - 1], piece) if at else _edge(document, span.start, 0)
        text = _text(document, piece)
        parts += [gap, text]
        size += len(gap)
        if instead is None:
            segments.append(_segment(paths, block, span, size))
        elif text:
            repairs.append(Repair(size, size + len(text), *span, rule))
        size += len(text)
    if kept:
        parts.append(_edge(document, kept[-1].span.end, len(document.text)))
    return "".join(parts), tuple(segments), tuple(repairs)


def _text(document: Document, piece: _Piece) -> str:
    start, end = piece.span
    return document.text[start:end] if piece.instead is None else piece.instead


def _edge(document: Document, start: int, end: int) -> str:
    """Keep the white space at an end of a plain text that nothing was removed from."""
    between = document.text[min(start, end) : max(start, end)]
    return between if document.media_type == "text/plain" and not between.strip() else ""


def _gap(document: Document, before: _Piece, after: _Piece) -> str:
    """Give the white space between two kept pieces: in plain text what followed the first."""
    first = before.block
    if first.index == after.block.index:
        parted = any(map(str.isspace, _text(document, before)[-1:] + _text(document, after)[:1]))
        return "" if parted or before.span.end == after.span.start else WORD_GAP
    if before.span.end > first.span.end:
        return ""  # a mended line's end: the next line goes on with the word
    if document.media_type != "text/plain":
        return BLOCK_GAP
    return document.text[first.span.end : document.blocks[first.index + 1].span.start]


def _segment(paths: Sequence[str], block: Block, span: Span, start: int) -> Segment:
    first, past = span
    xpath = paths[block.element] if block.element >= 0 else None
    offsets = _offsets(block, span) if xpath else None
    end = start + past - first
    kind, level, index, number = block.kind, block.level, block.index, block.number
    return Segment(start, end, first, past, xpath, offsets, kind, level, index, number)


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
    alone = len(causes) == 1  # as most are
    if not alone and document.media_type == "text/plain":
        causes = sorted(causes, key=lambda v: v.step == "content")  # in a page they stand together
    first = causes[0]
    rules = (first.rule,) if alone else tuple(dict.fromkeys(v.rule for v in causes))
    xpath = paths[block.element] if block.element >= 0 else None
    return Removal(
        first.rule,
        first.reason,
        *span,
        first.step,
        rules,
        first.score if alone else _score(causes),
        xpath,
        _offsets(block, span) if xpath else None,
        document.text[span.start : span.end] if removed_text else None,
        block.index,
    )


def _score(causes: Sequence[Verdict]) -> float | None:
    return next((v.score for v in causes if v.score is not None), None)
