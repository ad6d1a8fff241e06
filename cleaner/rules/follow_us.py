"""Prompts to follow the publisher elsewhere."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="follow-us", max_chars=240, phrases=True)
def follow_us(line: Candidate) -> Answer:
    """Prompts to follow the publisher elsewhere.

    *What it removes*: lines such as "Follow us on ...", "Join our WhatsApp channel" or "For
    more updates, visit ...".

    *Why it is boilerplate*: they lead readers to other channels.

    *What it keeps*: sentences about following somebody.
    """
    if line.whole:
        return says(line.whole)
    return says(line.start)
