"""A note on the author that begins with the name of the byline."""

from __future__ import annotations

import re

from cleaner.header import byline_label
from cleaner.persons import names_only_persons, read_byline, read_signed
from cleaner.rule import Answer, Candidate, rule

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
    for name in _signed(line) if line.text[0].isupper() else ():
        rest = line.text.removeprefix(name)
        if rest != line.text and (rest.startswith(TOLD) if line.is_sentence else PLAIN.match(rest)):
            return f'the line starts with "{name}", who signed above'
    return None


def _signed(line: Candidate) -> list[str]:
    """Give the persons that the lines beside the headline name as authors."""
    page, names = line.page, list[str]()
    for at in range(*page.header):
        text = page.document.blocks[at].text
        if at == page.headline_block or len(text) > LONGEST_BYLINE:
            continue
        label = byline_label(page.keys[at], page.document.language)
        if label:
            names += read_byline(" ".join(text.split()[len(label.split()) :])).persons
        elif names_only_persons(text):
            names += read_signed(text).persons
    return names
