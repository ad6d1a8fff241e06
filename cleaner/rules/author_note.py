"""A note on the author that begins with the name of the byline."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.header import byline_label
from cleaner.persons import names_only_persons, read_byline, read_signed
from cleaner.rule import Answer, Candidate, Page, behind, rule

#: Longer lines beside the headline are no bylines.
LONGEST_BYLINE = 110
#: What goes on behind the name in a sentence, and in a line that some papers leave without a stop
#: ("Jane Roe is a columnist for the Daily Example"): it has a verb there.
TOLD = (" ", "’s ", "'s ", ", ")
PLAIN = re.compile(r" [a-z]+ \w")


@rule(family="author-bio", max_chars=420, where="after_body")
def author_note(line: Candidate) -> Answer:
    """A note on the author that begins with the name of the byline.

    *What it removes*: "Jane Roe covers the harbour for the Daily Example" or "Jane Roe joined us in
    2018" below the story, where the line below the headline says "By Jane Roe".

    *Why it is boilerplate*: authors don't tell of themselves by name; the note stands under every
    story of theirs.

    *What it keeps*: lines that begin with another name, and what the author says in a dialogue
    ("Jane Roe: ...").
    """
    if not line.text[0].isupper():
        return None
    for name in _signed(_header_lines(line.page), line.page.document.language):
        rest = line.text.removeprefix(name)
        if rest != line.text and (rest.startswith(TOLD) if line.is_sentence else PLAIN.match(rest)):
            return f'the line starts with "{name}", who signed above'
    return None


def _header_lines(page: Page) -> tuple[tuple[str, str], ...]:
    """Give the short lines beside the headline, each with its key."""
    texts = [(page.document.blocks[at].text, page.keys[at])
             for at in range(*page.header) if at != page.headline_block]  # fmt: skip
    return tuple((text, line) for text, line in texts if len(text) <= LONGEST_BYLINE)


@lru_cache(maxsize=8)
def _signed(lines: tuple[tuple[str, str], ...], language: str | None) -> tuple[str, ...]:
    """Give the persons that the lines beside the headline name as authors."""
    names: list[str] = []
    for text, line in lines:
        if label := byline_label(line, language):
            names += read_byline(text[behind(text, label) :]).persons
        elif names_only_persons(text):
            names += read_signed(text).persons
    return tuple(names)
