"""Prompts to subscribe, register or log in to read on."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="subscription", max_chars=220, phrases=True)
def paywall(line: Candidate) -> Answer:
    """Prompts to subscribe, register or log in to read on.

    *What it removes*: lines such as "Subscribe to continue reading", "Already a subscriber?
    Log in" or "This article is for subscribers only".

    *Why it is boilerplate*: they sell the publication.

    *What it keeps*: reports on subscriptions and subscribers.
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    # An offer with its button behind it: "[campaign] read all articles! More here".
    return says(line.within) if line.end and not line.is_quoted else None
