"""Counters of views, comments, shares and reading time."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: What follows "Views:" is a number, perhaps with a unit.
LONGEST_VALUE = 20
#: One counter must be a phrase of its own; a row is made of two or more.
FEWEST_COUNTERS = 2


@rule(family="counter", max_chars=90, phrases=True)
def counter(line: Candidate) -> Answer:
    """Counters of views, comments, shares and reading time.

    *What it removes*: lines such as "Views: 1641", "Total Comments: 0", "5 min read" or
    "Image 1 of 5".

    *Why it is boilerplate*: the numbers are about the page, not the story.

    *What it keeps*: sentences with numbers ("5 minutes later ...").
    """
    if line.whole:
        return says(line.whole)
    if (
        line.start
        and not line.is_sentence
        and len(line.key) <= len(line.start.phrase) + LONGEST_VALUE
    ):
        return says(line.start)
    row = line.items(FEWEST_COUNTERS)
    return f"a row of {len(row)} counters" if row else None
