"""Made pages, for tests that need many."""

from __future__ import annotations

import hostile


def page(number: int) -> str:
    """Give an article's page, of its own for each number, with some chrome around it."""
    before = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
    after = (
        f"<p>Boat number {number} was the last one in, and the harbour master wrote it down.</p>"
        "<footer><a href='/about'>About us</a> <a href='/terms'>Terms of use</a></footer>"
    )
    return hostile.article(before, after)
