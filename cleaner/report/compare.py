"""Two cleanings of one document held against each other: what one keeps and the other removes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleaner.report.view import Cause, Piece, View

SAME = "same"
#: What `View.compared` says of a document that can't be compared.
ABSENT = "the other cleaning has no such document"
OTHER_TEXT = "the other cleaning read another text"


def compare(ours: View, theirs: View | None) -> View:
    """Give a view with each piece that the other cleaning decided otherwise marked as such.

    A piece of which only a part is decided otherwise is parted there.
    """
    if ours.failure or theirs is None or theirs.failure:
        return replace(ours, compared=ABSENT)
    if ours.text_digest != theirs.text_digest:
        return replace(ours, compared=OTHER_TEXT)
    starts = [piece.start for piece in theirs.pieces]
    pieces = [part for piece in ours.pieces for part in _held_against(piece, theirs.pieces, starts)]
    return replace(ours, pieces=tuple(pieces), compared=SAME)


def _held_against(piece: Piece, others: Sequence[Piece], starts: Sequence[int]) -> Iterator[Piece]:
    at = piece.start
    for other in others[max(0, bisect_right(starts, piece.start) - 1) :]:
        if other.start >= piece.end:
            break
        start, end = max(other.start, piece.start), min(other.end, piece.end)
        if end <= start or other.cause.kept == piece.cause.kept:
            continue
        if at < start:
            yield from _part(piece, at, start, None)
        yield from _part(piece, start, end, other.cause)
        at = end
    if at < piece.end:
        yield from _part(piece, at, piece.end, None)


def _part(piece: Piece, start: int, end: int, other: Cause | None) -> Iterator[Piece]:
    """Give a part of a piece, unless there is nothing but white space in it."""
    text = None if piece.text is None else piece.text[start - piece.start : end - piece.start]
    if text is None or text.strip():
        joined = piece.joined or start > piece.start
        yield replace(piece, start=start, end=end, text=text, joined=joined, other=other)
