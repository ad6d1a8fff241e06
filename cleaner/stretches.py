"""Segments and removals → stretches: what stands together is stated together in the record.

An article of forty paragraphs between a menu and a footer is three stretches. A stretch of kept
text is the same text in the output and in the canonical text, and, but for white space, in the
`textContent` of the smallest element around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from cleaner.model import Block, Document, Removal, Segment, Span, Stretch
from cleaner.source_positions import Places
from cleaner.text import sha256

#: Characters of context on each side of a quote; Web Annotation tools use about as many.
QUOTE_CONTEXT = 32


def stretches(
    document: Document,
    segments: Sequence[Segment],
    removals: Sequence[Removal],
    *,
    apart: bool = False,
    quotes: bool = False,
    removed_text: bool = False,
    places: Places = (),
) -> tuple[Stretch, ...]:
    """Take neighbouring segments together, and neighbouring removals by the same rule.

    Source order. `apart` leaves each piece a stretch of its own and gives removals an XPath too;
    `quotes` and `removed_text` fill in the fields of those names, `places` (of the blocks, in the
    source) those of kept stretches of whole blocks.
    """
    groups = _groups(document, segments, removals, apart)
    found = [_stretch(document, *group, placed=apart) for group in groups]
    if removed_text:
        found = [s if s.kept else s._replace(text=document.text[s.start : s.end]) for s in found]
    if places:
        found = [_in_source(document, s, segments, places) if s.kept else s for s in found]
    return tuple(_quoted(document, stretch) if quotes else stretch for stretch in found)


def gaps(document: Document, taken: Sequence[Stretch]) -> tuple[str, ...]:
    """Give the white space before, between and after the stretches: one more than there are."""
    starts = [*(stretch.start for stretch in taken), len(document.text)]
    ends = [0, *(stretch.end for stretch in taken)]
    return tuple(document.text[end:start] for end, start in zip(ends, starts, strict=True))


def _groups(
    document: Document, segments: Sequence[Segment], removals: Sequence[Removal], apart: bool
) -> Iterator[tuple[bool, Sequence[Segment] | Sequence[Removal], int, int]]:
    """Give the runs of pieces to take together: kept or not, the tuple and indices into it."""
    pieces = _pieces(segments, removals)
    start = 0
    for at, (kept, index, piece) in enumerate(pieces, 1):
        if at == len(pieces) or apart or not _goes_on(document, piece, pieces[at][2]):
            first = pieces[start][1]
            yield kept, segments if kept else removals, first, index + 1
            start = at


def _pieces(
    segments: Sequence[Segment], removals: Sequence[Removal]
) -> list[tuple[bool, int, Segment | Removal]]:
    pieces: list[tuple[int, bool, int, Segment | Removal]] = [
        *((piece.source_start, True, at, piece) for at, piece in enumerate(segments)),
        *((piece.start, False, at, piece) for at, piece in enumerate(removals)),
    ]
    return [piece[1:] for piece in sorted(pieces, key=itemgetter(0))]


def _span(piece: Segment | Removal) -> Span:
    if isinstance(piece, Segment):
        return Span(piece.source_start, piece.source_end)
    return Span(piece.start, piece.end)


def _goes_on(document: Document, last: Segment | Removal, piece: Segment | Removal) -> bool:
    """Say whether a piece goes on where the one before it ended, and is of its kind."""
    if isinstance(last, Removal):
        return isinstance(piece, Removal) and last.rule == piece.rule and last.step == piece.step
    if isinstance(piece, Removal) or last.block == piece.block:
        return False
    before, after = document.blocks[last.block], document.blocks[piece.block]
    if (last.source_start, last.source_end) != before.span:
        return False
    if (piece.source_start, piece.source_end) != after.span:
        return False
    return document.media_type == "text/plain" or _is_joined(before, after)


def _is_joined(before: Block, after: Block) -> bool:
    return after.joined and before.offsets is not None and after.offsets is not None


def _stretch(
    document: Document,
    kept: bool,
    pieces: Sequence[Segment] | Sequence[Removal],
    first: int,
    last: int,
    *,
    placed: bool,
) -> Stretch:
    """Make one stretch of `pieces[first:last]`; what was removed has an XPath if it is `placed`."""
    one, other = pieces[first], pieces[last - 1]
    start, end = _span(one).start, _span(other).end
    if not kept and not placed:
        return Stretch(kept, first, last, start, end, digest=sha256(document.text[start:end]))
    xpath, offsets = one.xpath, one.offsets
    if one is not other and xpath is not None:
        xpath, offsets = _around(document, one.block, other.block)
    digest = "" if kept else sha256(document.text[start:end])
    return Stretch(kept, first, last, start, end, xpath, offsets, digest)


def _around(document: Document, one: int, other: int) -> tuple[str, Span | None]:
    """Give the smallest element around two blocks, and their place in its `textContent`."""
    first, last = document.blocks[one], document.blocks[other]
    around = _shared(document, first.element, last.element)
    xpath = document.element_xpath(around)
    if first.offsets is None or last.offsets is None:
        return xpath, None
    elements = document.elements
    shift = elements[around].start
    start = elements[first.element].start + first.offsets.start - shift
    return xpath, Span(start, elements[last.element].start + last.offsets.end - shift)


def _shared(document: Document, one: int, other: int) -> int:
    """Give the smallest element around two; parents come before their children."""
    while one != other:
        if one > other:
            one = document.elements[one].parent
        else:
            other = document.elements[other].parent
    return one


def _quoted(document: Document, stretch: Stretch) -> Stretch:
    if not stretch.kept and stretch.text is None:
        return stretch
    start, end, text = stretch.start, stretch.end, document.text
    before = text[max(0, start - QUOTE_CONTEXT) : start]
    return stretch._replace(quote=(before, text[start:end], text[end : end + QUOTE_CONTEXT]))


def _in_source(
    document: Document,
    stretch: Stretch,
    segments: Sequence[Segment],
    places: Places,
) -> Stretch:
    """Give a stretch of whole blocks its place in the source, if those of its blocks are known.

    Blocks that the page shows in another order than the source has them are in no one place.
    """
    pieces = segments[stretch.first : stretch.last]
    found = [places[piece.block] for piece in pieces]
    whole = all(_span(piece) == document.blocks[piece.block].span for piece in pieces)
    known = [place for place in found if place is not None]
    joined = all(one.at + one.size == other.at for one, other in pairwise(known))
    if not whole or len(known) < len(found) or not joined:
        return stretch
    return stretch._replace(source_bytes=Span(known[0].start, known[-1].end))
