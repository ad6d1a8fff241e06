"""The numbers that a browser writes before the items of ordered lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.segment_html.head import Attributes

#: What HTML takes for an integer; longer ones are no numbers of items.
INTEGER = re.compile(r"\s*([+-]?\d{1,9})")


class Numbers:
    """Counts the items of each ordered list; `of` has an item's number by its element's index."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}
        self._next: dict[int, int] = {}

    def count(self, item: int, elements: Sequence[tuple[str, int, Attributes, int]]) -> None:
        """Take note of an item; lists that count down are left alone: their first number is only
        known at their end."""
        _, around, own, _ = elements[item]
        if around < 0:
            return
        step, _, attributes, _ = elements[around]
        if step != "ol" or "reversed" in attributes:
            return
        first = self._next.get(around)
        if first is None:
            first = _integer(attributes.get("start"), 1)
        self.of[item] = number = _integer(own.get("value"), first)
        self._next[around] = number + 1


def _integer(text: str | None, otherwise: int) -> int:
    found = INTEGER.match(text or "")
    return int(found[1]) if found else otherwise
