"""Appeals for donations to the publisher."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="donation", max_chars=260, phrases=True)
def donation(line: Candidate) -> Answer:
    """Appeals for donations to the publisher.

    *What it removes*: lines such as "Please consider making a donation" or "Support our
    journalism".

    *Why it is boilerplate*: they ask for money for the publisher.

    *What it keeps*: appeals that the story reports on, in quotation marks or in other
    words, inside the body.
    """
    if line.whole:
        return says(line.whole)
    return None if line.in_body else says(line.start)
