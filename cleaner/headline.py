"""Find the article's headline: in the page's own data, its headings, or the first lines."""

from __future__ import annotations

import re
from collections import Counter

from cleaner.model import Block
from cleaner.rule import Page
from cleaner.text import ends_sentence, is_unspaced, key, words

#: A headline has at least this many words; shorter first lines are names of sites and sections.
FEWEST_WORDS = 4
#: ... or this many characters in a script without spaces.
FEWEST_UNSPACED = 8
#: The longest headlines of the benchmarks have about 200 characters.
LONGEST = 250
#: In plain text the headline stands among the first lines or not at all.
FIRST_LINES = 12
#: Separators between a headline and the name of a site or section.
SUFFIX = re.compile(r"\s+(?:[|•·»—–]|-|::|//)\s+")
#: Questions and exclamations are headlines too; a full stop makes a line a sentence.
FULL_STOP = re.compile(r"[.;,:。]$")


def find_headline(page: Page) -> tuple[str | None, int | None]:
    """Give the headline and the index of the block it stands in; either may be None."""
    if page.document.media_type == "text/plain":
        return _in_lines(page)
    return _in_page(page)


def strip_suffix(title: str) -> str:
    """Take the name of the site or section off a headline ("A story | Site" → "A story")."""
    parts = SUFFIX.split(title)
    if len(parts) == 1:
        return title.strip()
    start = max(parts, key=lambda part: len(part))
    return start.strip()


def _in_lines(page: Page) -> tuple[str | None, int | None]:
    blocks = page.document.blocks
    times = Counter(page.keys)
    first = [b for b in blocks[:FIRST_LINES] if b.index < page.body.start and _may_be(b)]
    repeated = [b for b in first if times[page.keys[b.index]] > 1]
    for block in repeated or first:
        return strip_suffix(block.text), block.index
    return None, None


def _may_be(block: Block) -> bool:
    text = block.text
    if len(text) > LONGEST or FULL_STOP.search(text) and ends_sentence(text):
        return False
    if is_unspaced(text):
        return len(text) >= FEWEST_UNSPACED
    named = [word for word in words(text) if not word.isdigit()]
    return len(named) >= FEWEST_WORDS


def _in_page(page: Page) -> tuple[str | None, int | None]:
    document = page.document
    stated = _stated_titles(page)
    headings = [b for b in document.blocks if b.kind == "heading" and b.level <= 2 and b.text]
    for block in headings:
        own = page.keys[block.index]
        if own and any(own == key(strip_suffix(t)) or own == key(t) for t in stated):
            return block.text, block.index
    for block in headings:
        own = page.keys[block.index]
        if block.level == 1 and own and any(own in key(t) for t in stated):
            return block.text, block.index
    ones = [b for b in headings if b.level == 1 and not b.hidden]
    if len(ones) == 1 and _may_be(ones[0]):
        return ones[0].text, ones[0].index
    return (strip_suffix(stated[0]) if stated else None), None


def _stated_titles(page: Page) -> list[str]:
    head = page.document.head
    named = [value for name, value in head.meta if name in ("og:title", "twitter:title")]
    return [title for title in (*named, head.title) if title.strip()]
