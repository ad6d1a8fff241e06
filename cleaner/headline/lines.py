"""The headline of a plain text: among its first lines, or the line that it repeats."""

from __future__ import annotations

from collections import Counter

from cleaner.model import Block
from cleaner.rule import Page
from cleaner.text import ends_sentence, is_unspaced, words
from cleaner.titles import strip_names

#: A headline has at least this many words; shorter first lines are names of sites and sections.
FEWEST_WORDS = 4
#: ... or this many characters in a script without spaces.
FEWEST_UNSPACED = 8
#: The longest headlines of the benchmarks have about 200 characters.
LONGEST = 250
#: In plain text the headline stands among the first lines or not at all.
FIRST_LINES = 12
#: Questions and exclamations are headlines too; a full stop makes a line a sentence.
STOPS = (".", ";", ",", ":", "。")


def headline_in_lines(page: Page) -> tuple[str | None, int | None]:
    """Choose the first line above the body that reads as a headline, a repeated one first."""
    blocks = page.document.blocks
    times = Counter(page.keys)
    first = [b for b in blocks[:FIRST_LINES] if b.index < page.body.start and _may_be(b)]
    repeated = [b for b in first if times[page.keys[b.index]] > 1]
    for block in repeated or first:
        return strip_names(block.text), block.index
    return None, None


def _may_be(block: Block) -> bool:
    text = block.text
    if len(text) > LONGEST or (text.endswith(STOPS) and ends_sentence(text)):
        return False
    if is_unspaced(text):
        return len(text) >= FEWEST_UNSPACED
    return sum(not word.isdigit() for word in words(text)) >= FEWEST_WORDS
