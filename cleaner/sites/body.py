"""Where on a page the prose stands that is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import filterfalse

from cleaner.model import Block, Recurrence, Span
from cleaner.text import is_prose

#: Prose between two lines that more pages have than this may be an edited notice.
COMMON_SHARE = 0.34


def own_body(
    blocks: Sequence[Block],
    kept: Sequence[int],
    likely: Mapping[int, Recurrence],
    *,
    sure: bool = True,
) -> Span:
    """Give the first and last block of prose that is the page's own (an empty range: none).

    Prose between two lines of the template counts for want of other, or if they needn't be `sure`.
    """

    def is_any(at: int) -> bool:
        return is_prose(blocks[at].text, blocks[at].link_chars)

    def is_sure(at: int) -> bool:
        return is_any(at) and not (_near(at, -1, likely) and _near(at, 1, likely))

    def first(is_own: Callable[[int], bool], order: Iterable[int]) -> int | None:
        return next(filter(is_own, filterfalse(likely.__contains__, order)), None)

    for is_own in (is_sure, is_any) if sure else (is_any,):
        start, end = first(is_own, kept), first(is_own, reversed(kept))
        if start is not None and end is not None:
            return Span(start, end)
    return Span(0, 0)


def _near(at: int, way: int, likely: Mapping[int, Recurrence]) -> bool:
    """Say whether the next block that way, or the next but one, is one that many pages have."""
    near = (likely.get(at + way), likely.get(at + 2 * way))
    return any(line.pages > COMMON_SHARE * line.of for line in near if line)
