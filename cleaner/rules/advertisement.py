"""Markers of advertising slots."""

from __future__ import annotations

import re

from cleaner.model import Finding, Span
from cleaner.rule import Answer, Candidate, rule, says
from cleaner.text import key

#: A marker line is short; a longer one is prose about advertising.
LONGEST_MARKER = 100
#: What stands right behind the end of a sentence, without a space, up to the end of the block.
GLUED = re.compile(r"(?<=[.!?…\"'”’。！？])(?=\w)[^.!?…。！？]{2,50}$")


@rule(family="advertisement", max_chars=3000, phrases=True)
def advertisement(line: Candidate) -> Answer:
    """Markers of advertising slots.

    *What it removes*: lines that say nothing but "Advertisement", "Sponsored" or "Article
    continues below advertisement", and such a marker glued to the end of a sentence ("...
    officials said.Advertisement"), which alone is cut.

    *Why it is boilerplate*: the marker names a slot of the page, not anything in the story.

    *What it keeps*: sentences about advertising ("Advertisement for the post drew ..."),
    and a sentence that ends with the word after a space ("... paid for the advertisement").
    """
    if line.whole:
        return says(line.whole)
    if line.start and len(line.text) <= LONGEST_MARKER:
        return says(line.start)
    if found := GLUED.search(line.text):
        marker = key(found.group())
        if any(hit.how == "end" and hit.phrase == marker for hit in line.hits):
            start = line.block.span.start + found.start()
            return Finding(f'"{marker}" is glued to the sentence', Span(start, line.block.span.end))
    return None
