"""Where on a page the prose stands that is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

    own = [at for at in kept if at not in likely]
    common = {at for at, line in likely.items() if line.pages > COMMON_SHARE * line.of}

    def is_any(at: int) -> bool:
        return is_prose(blocks[at].text, blocks[at].link_chars)

    def is_sure(at: int) -> bool:
        return is_any(at) and not (_near(at, -1, common) and _near(at, 1, common))

    for is_own in (is_sure, is_any) if sure else (is_any,):
        for first in filter(is_own, own):
            return Span(first, next(filter(is_own, reversed(own))))
    return Span(0, 0)


def _near(at: int, way: int, common: set[int]) -> bool:
    """Say whether the next block that way, or the next but one, is among some."""
    return at + way in common or at + 2 * way in common
