"""The lines around a headline: where bylines, dates, sections and names of sites stand."""

from __future__ import annotations

from cleaner.lexicon import phrases_of
from cleaner.model import Span
from cleaner.rule import Candidate, Page
from cleaner.text import is_prose

#: The lines between a headline and the first paragraph: names, dates, buttons, a standfirst. In
#: the benchmark's article elements nine of ten have fewer.
LINES_BELOW = 12
#: A standfirst, as long as a paragraph, may stand right below the headline, above the byline.
STANDFIRSTS = 1
STANDFIRST_LINES = 2
#: Section, date and author may stand above the headline too.
LINES_ABOVE = 5
#: Without a headline the header is the first lines of the document.
FIRST_LINES = 5


def byline_label(line: str, language: str | None) -> str | None:
    """Give what opens a byline ("by", "written by") where a line, given as its key, opens so and
    goes on."""
    opens = [
        label for label in byline_labels(language) if line.startswith((f"{label} ", f"{label}: "))
    ]
    return max(opens, key=len, default=None)


def byline_labels(language: str | None) -> tuple[str, ...]:
    """List what opens a byline in a language and in English."""
    return phrases_of("byline", "start", language)


def find_header(page: Page) -> Span:
    """Give the range of the lines beside the headline, before the first paragraph of prose."""
    headline = page.headline_block
    blocks = page.document.blocks
    if headline is None:
        first = page.body.start
        if first > STANDFIRST_LINES:
            return Span(0, min(FIRST_LINES, first))
        below = range(first + 1, min(first + FIRST_LINES, len(blocks)))
        return Span(0, next((at for at in below if is_prose(blocks[at].text)), first))
    last = min(headline + LINES_BELOW + 1, len(blocks))
    left = STANDFIRSTS
    for at in range(headline + 1, last):
        if is_prose(blocks[at].text, blocks[at].link_chars):
            if not left or at > headline + STANDFIRST_LINES:
                last = at
                break
            left -= 1
    return Span(max(0, headline - LINES_ABOVE), last)


def in_header(candidate: Candidate) -> bool:
    """Say whether a line stands beside the headline, before the first paragraph of prose."""
    start, end = candidate.page.header
    return start <= candidate.block.index < end


def below_headline(candidate: Candidate) -> bool:
    """Say whether a line stands between the headline and the first paragraph of prose."""
    headline = candidate.page.headline_block
    return headline is not None and headline < candidate.block.index and in_header(candidate)
