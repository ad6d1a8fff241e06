"""Claims on authors out of what an HTML page shows beside its headline.

The rules remove bylines of a sure form; here elements that the page calls "author" or "byline"
are read too, and labels inside a longer line ("June 5 · By Jane Roe").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.dates import find_dates, normal
from cleaner.metadata.claims import Claim
from cleaner.model import Block, Document
from cleaner.persons import is_person, read_byline
from cleaner.rule import Page

#: Blocks above and below the headline in which bylines of the benchmark's articles stand.
ABOVE = 4
BELOW = 16
#: Longer blocks are biographies.
LONGEST = 160
#: Class tokens and ids of elements that hold a byline, and of those that hold somebody else's.
CALLED = re.compile(r"(?<![a-z])(?:author|byline|writer|contributor)(?:s|name)?(?![a-z])")
NOT_CALLED = re.compile(r"comment|related|avatar|caption|credit|reviewer|editor|card|promo|share")
#: A label that may stand inside a line, with a name right after it.
LABEL = re.compile(
    r"(?:^|[\s·|•–—-])(?:[Ww]ritten\s+)?(?:[Bb][Yy]|[Vv]on|[Pp]ar|[Pp]or)(?:\s*:)?\s*(?=[^\W\d_])"
)
#: An element's name is looked for in so many of the elements around a block.
PARENTS = 3


def read_visible(page: Page) -> Iterator[Claim]:
    """Read the names in labelled lines and byline elements around the headline, in that order."""
    near = _near_headline(page)
    yield from _labelled(near)
    yield from _called(page.document, near)


def _near_headline(page: Page) -> list[Block]:
    at = page.headline_block
    if at is None or page.document.media_type != "text/html":
        return []
    blocks = page.document.blocks[max(0, at - ABOVE) : at + BELOW]
    return [b for b in blocks if b.index != at and not b.hidden and len(b.text) <= LONGEST]


def _labelled(blocks: list[Block]) -> Iterator[Claim]:
    for block in blocks:
        if label := LABEL.search(block.text):
            yield from _names(block, block.text[label.end() :], "labelled line")


def _called(document: Document, blocks: list[Block]) -> Iterator[Claim]:
    for block in blocks:
        around = [e.tokens for e, _ in zip(document.ancestors(block), range(PARENTS), strict=False)]
        if any(CALLED.search(t) for t in around) and not any(NOT_CALLED.search(t) for t in around):
            label = LABEL.match(block.text)
            yield from _names(
                block, block.text[label.end() :] if label else block.text, "byline element"
            )


def _names(block: Block, text: str, source: str) -> Iterator[Claim]:
    stamps = find_dates(normal(text))
    signed = read_byline(text[: stamps[0].start] if stamps else text)
    for field, names in (("author", signed.persons), ("posted_by", signed.groups)):
        for name in names:
            yield Claim(field, source, name, *block.span)
