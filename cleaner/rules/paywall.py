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
    return says(line.whole or line.start)
