"""Claims on authors and dates out of what an HTML page shows beside its headline.

The rules remove bylines of a sure form; here elements that the page calls "author" or "byline"
are read too, and labels inside a longer line ("June 5 · By Jane Roe").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.dates import before_dates, read_date_line
from cleaner.metadata.claims import Claim
from cleaner.model import Block, Document
from cleaner.persons import is_person, read_byline
from cleaner.rule import Page
from cleaner.text import ends_sentence

#: Blocks above and below the headline in which bylines of the benchmark's articles stand.
ABOVE = 4
BELOW = 16
#: Longer blocks are biographies.
LONGEST = 160
#: Class tokens and ids of elements that hold a byline, and of those that hold somebody else's.
CALLED = re.compile(r"(?<![a-z])(?:author|byline|writer|contributor)(?:s|name)?(?![a-z])")
NOT_CALLED = re.compile(r"comment|related|avatar|caption|credit|reviewer|editor|card|promo|share")
#: A label that may stand inside a line, with a name right after it; "reviewed by" is no such.
LABEL = re.compile(
    r"(?:^|^report(?:ed|ing)\s|[·|•⋅–—\d,)-]\s*|\b(?:written|posted|published|words|story)\s)"
    r"(?:by|von|par|por|author|writer)(?::|\s|(?-i:(?<=[Bb]y)(?=[A-Z])))\s*(?=[^\W\d_])",
    re.IGNORECASE,
)
#: A label on its own, above the name.
LABEL_ALONE = re.compile(
    r"(?:written |posted |published |words |story )?(?:by|von|par|por)|(?:the |about the )?author",
    re.IGNORECASE,
)
#: What makes the next "by" that of a reviewer.
REVIEWER = re.compile(
    r"(?:review|edit|check|verifi|photo|image|update)\w{0,12}(?: by)?:?$", re.IGNORECASE
)
#: A longer sentence tells of something, whoever stands behind such a mark and "by".
MOST_SENTENCE_WORDS = 8
CLAUSE_MARKS = ",)–—-"
#: Days in the life of an account, or of a manuscript before it is published.
NOT_OF_PAGE = re.compile(
    r"(?:joined|registered|member since|last (?:seen|visit|active)|received|submitted|accepted)\b",
    re.IGNORECASE,
)
#: So close below the headline a person's name that stands alone is the author's.
CLOSE = 4
#: A line with a date and more words than these (a name, a section, a place) is a sentence.
MOST_WORDS_BESIDE_DATE = 8
#: An element's name is looked for in so many of the elements around a block.
PARENTS = 3


def read_visible(page: Page) -> Iterator[Claim]:
    """Read the names in labelled lines and byline elements around the headline, in that order.

    Last come a person's name that stands alone right below the headline, and labelled lines
    below the body.
    """
    near = _near_headline(page)
    language = page.document.language
    yield from _labelled(near, language)
    yield from _called(page.document, near)
    yield from _dates(page, near)
    at = page.headline_block or 0
    yield from _alone([b for b in near if at < b.index <= at + CLOSE and not _is_listed(page, b)])
    if near:
        below = page.document.blocks[max(page.body.end - 1, at + BELOW) :][:BELOW]
        yield from _labelled([b for b in below if len(b.text) <= LONGEST], language)


def _is_listed(page: Page, block: Block) -> bool:
    """Say whether a line is an item of a list below a sentence: the article's, no byline."""
    above = page.document.blocks[(page.headline_block or 0) + 1 : block.index]
    return block.kind == "list_item" and any(ends_sentence(b.text) for b in above)


def _alone(blocks: list[Block]) -> Iterator[Claim]:
    before = ""
    for block in blocks:
        alone = block.kind != "heading" and block.text[0].isupper() and is_person(block.text)
        if alone and not REVIEWER.search(before):
            yield Claim("author", "name below headline", block.text, *block.span)
        before = block.text


def _dates(page: Page, blocks: list[Block]) -> Iterator[Claim]:
    for block in blocks:
        if NOT_OF_PAGE.match(block.text):
            continue
        read = read_date_line(block.text, page.document.language, page.keys[block.index])
        if read and len(read.rest.split()) <= MOST_WORDS_BESIDE_DATE:
            for field, value in read.stated:
                yield Claim(field, "line beside headline", value, *block.span)


def _near_headline(page: Page) -> list[Block]:
    at = page.headline_block
    if at is None or page.document.media_type != "text/html":
        return []
    blocks = page.document.blocks[max(0, at - ABOVE) : at + BELOW]
    return [b for b in blocks if b.index != at and not b.hidden and len(b.text) <= LONGEST]


def _labelled(blocks: list[Block], language: str | None) -> Iterator[Claim]:
    before = ""
    for block in blocks:
        label = None if REVIEWER.search(before) else LABEL.search(block.text)
        if label and not _is_told(block.text, label):
            yield from _names(block, block.text[label.end() :], "labelled line", language)
        elif LABEL_ALONE.fullmatch(before.rstrip(": ")):
            yield from _names(block, block.text, "labelled line", language)
        before = block.text


def _is_told(text: str, label: re.Match[str]) -> bool:
    """Say whether a label is words of a sentence."""
    is_clause = label.group()[0] in CLAUSE_MARKS and ends_sentence(text)
    return is_clause and len(text.split()) > MOST_SENTENCE_WORDS


def _called(document: Document, blocks: list[Block]) -> Iterator[Claim]:
    for block in blocks:
        around = [e.tokens for e, _ in zip(document.ancestors(block), range(PARENTS), strict=False)]
        if any(CALLED.search(t) for t in around) and not any(NOT_CALLED.search(t) for t in around):
            label = LABEL.match(block.text)
            text = block.text[label.end() :] if label else block.text
            yield from _names(block, text, "byline element", document.language)


def _names(block: Block, text: str, source: str, language: str | None) -> Iterator[Claim]:
    for field, name in read_byline(before_dates(text, language)).stated:
        yield Claim(field, source, name, *block.span)
