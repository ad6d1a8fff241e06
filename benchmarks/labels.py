"""Which blocks of a page are main content: the blocks aligned with the gold text, in order.

Calling a block content because its words occur in the gold would count every teaser that
repeats a sentence; here each gold word is used once, by the block it aligns with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from cleaner.model import Document
from cleaner.text import words

#: A block is content when at least this share of its words aligns with the gold.
ALIGNED_SHARE = 0.5
#: A block out of the gold's order is content when this share of its words is left in the gold;
#: shorter blocks than this many words would match by chance.
LEFT_SHARE = 0.9
SHORTEST_LEFT = 5


def align(document: Document, gold: str) -> list[float]:
    """Give each block the share of its words that align with the gold text (0 without words)."""
    blocks = [words(block.text) for block in document.blocks]
    ids: dict[str, int] = {}
    page = [ids.setdefault(word, len(ids)) for block in blocks for word in block]
    wanted = [ids.setdefault(word, len(ids)) for word in words(gold)]
    hit = [False] * len(page)
    used = [False] * len(wanted)
    for op in LCSseq.opcodes(page, wanted):
        if op.tag == "equal":
            hit[op.src_start : op.src_end] = [True] * (op.src_end - op.src_start)
            used[op.dest_start : op.dest_end] = [True] * (op.dest_end - op.dest_start)
    left = Counter(word for word, taken in zip(wanted, used, strict=True) if not taken)
    shares: list[float] = []
    at = 0
    for block in blocks:
        size = len(block)
        share = sum(hit[at : at + size]) / size if size else 0.0
        if share < ALIGNED_SHARE and size >= SHORTEST_LEFT:
            share = max(share, _take(Counter(page[at : at + size]), left, size))
        shares.append(share)
        at += size
    return shares


def _take(block: Counter[int], left: Counter[int], size: int) -> float:
    """Use gold words that no block took, where a whole block is among them."""
    share = sum((block & left).values()) / size
    if share < LEFT_SHARE:
        return 0.0
    left.subtract(block & left)
    return share


def label(document: Document, gold: str) -> list[bool]:
    """Say of each block whether it is main content."""
    return [share >= ALIGNED_SHARE for share in align(document, gold)]


def label_snippets(
    document: Document, wanted: Sequence[str], unwanted: Sequence[str]
) -> list[bool | None]:
    """Say it of the blocks that hold a wanted or an unwanted snippet; None of the others."""
    labels: list[bool | None] = []
    for block in document.blocks:
        good = any(snippet in block.text for snippet in wanted)
        bad = any(snippet in block.text for snippet in unwanted)
        labels.append(None if good == bad else good)
    return labels
