"""Notes on commissions and sponsors."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="affiliate", max_chars=420, phrases=True)
def affiliate_disclosure(line: Candidate) -> Answer:
    """Notes on commissions and sponsors.

    *What it removes*: lines such as "We may earn a commission from links on this page" and
    the buttons of shops.

    *Why it is boilerplate*: the note is the same on every page.

    *What it keeps*: prose about commissions, in other words.
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    return None if line.is_quoted else says(line.within)
