"""Menus and jumps within the site."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule, says

#: "Skip to main content", perhaps with the name of the part.
LONGEST_JUMP = 60
#: Two section names may make a headline; a row is made of three or more.
FEWEST_LINKS = 3
#: Names with commas or in brackets are an enumeration in the text or in a table.
ENUMERATION = re.compile(r"[,;(]")


@rule(family="navigation", max_chars=300, phrases=True)
def navigation(line: Candidate) -> Answer:
    """Menus and jumps within the site.

    *What it removes*: lines such as "Skip to content", "Menu" or, outside of the body,
    "Sports"; and rows of section names.

    *Why it is boilerplate*: the menu is the same on every page.

    *What it keeps*: sub-headings inside the body, and sentences.
    """
    if line.whole:
        return says(line.whole)
    if line.start and not line.is_sentence and len(line.text) <= LONGEST_JUMP:
        return says(line.start)
    if ENUMERATION.search(line.text):
        return None
    row = line.items(FEWEST_LINKS)
    return f"a row of {len(row)} sections" if row else None
