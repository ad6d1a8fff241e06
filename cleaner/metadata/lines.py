"""Claims out of the document's own lines, as the rules read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.metadata.claims import Claim
from cleaner.model import Decision
from cleaner.rule import Page

#: Rules that say what a line is but state no field: the line's text is the value.
WHOLE_LINES = {"copyright-line": "copyright_notice"}
#: Longer ones are terms of use.
LONGEST_WHOLE = 200
#: What a notice says in English; other lines of its rule offer reprints or tell where the story
#: was first published.
NOTICE = re.compile(r"©|\(c\)|copyright|rights reserved|licen[cs]ed", re.IGNORECASE)
#: Of the site's name between ornaments the name alone is the value.
BANNER_RULE = "decorated-name"
TELLING = frozenset((*WHOLE_LINES, BANNER_RULE))
BANNER_NAME = re.compile(r"[^\W_][\w'’&-]*(?:\s[\w'’&-]+)*")


def read_lines(page: Page, decisions: Sequence[Decision]) -> Iterator[Claim]:
    """Read what rules found stated in lines, in the order of the document."""
    for decision in decisions:
        for verdict in decision.verdicts:
            if not verdict.metadata and verdict.rule not in TELLING:
                continue  # as most
            start, end = verdict.span or page.document.blocks[decision.block].span
            for field, value in verdict.metadata:
                yield Claim(field, verdict.rule, value, start, end)
            if verdict.action == "remove" and verdict.rule in TELLING:
                yield from _unstated(page, verdict.rule, start, end)


def _unstated(page: Page, rule: str, start: int, end: int) -> Iterator[Claim]:
    """Read what a removed line states where its rule names no field."""
    text = page.document.text[start:end]
    if rule in WHOLE_LINES and len(text) <= LONGEST_WHOLE:
        if page.document.language == "en" and not NOTICE.search(text):
            return
        yield Claim(WHOLE_LINES[rule], rule, text.strip(), start, start + len(text))
    elif rule == BANNER_RULE and (name := BANNER_NAME.search(text)):
        yield Claim("publisher", rule, name.group(), start + name.start(), start + name.end())
