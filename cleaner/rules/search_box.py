"""The search box and its hints."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="search", max_chars=80, phrases=True)
def search_box(line: Candidate) -> Answer:
    """The search box and its hints.

    *What it removes*: lines such as "Search this site" or "Type and hit enter".

    *Why it is boilerplate*: they label a form of the page.

    *What it keeps*: sub-headings inside the body ("Search"), and sentences.
    """
    return says(line.whole or line.start)
