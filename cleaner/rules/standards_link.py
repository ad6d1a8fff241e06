"""Links to editorial standards and notes on how pages are made."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="standards", max_chars=300, phrases=True)
def standards_link(line: Candidate) -> Answer:
    """Links to editorial standards and notes on how pages are made.

    *What it removes*: lines such as "Our Standards: ..." or "This story has not been edited
    by our staff".

    *Why it is boilerplate*: they are about the publisher's way of work, on every page.

    *What it keeps*: prose about standards.
    """
    return says(line.whole or line.start)
