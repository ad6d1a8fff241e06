"""Claims out of the document's own lines, as the rules read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.metadata.claims import Claim
from cleaner.model import Decision
from cleaner.rule import Page

#: A rule that removes the site's name between ornaments states no field: the name is read here.
BANNER_RULE = "decorated-name"
BANNER_NAME = re.compile(r"[^\W_][\w'’&-]*(?:\s[\w'’&-]+)*")


def read_lines(page: Page, decisions: Sequence[Decision]) -> Iterator[Claim]:
    """Read what rules found stated in lines, in the order of the document."""
    blocks = page.document.blocks
    for decision in decisions:
        for verdict in decision.verdicts:
            start, end = verdict.span or blocks[decision.block].span
            for field, value in verdict.metadata:
                yield Claim(field, verdict.rule, value, start, end)
            if verdict.rule == BANNER_RULE and verdict.action == "remove":
                name = BANNER_NAME.search(blocks[decision.block].text)
                if name:
                    at = start + name.start()
                    yield Claim("publisher", verdict.rule, name.group(), at, start + name.end())
