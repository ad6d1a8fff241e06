"""Prompts to follow the publisher elsewhere."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: "Follow <name> on <network>": such a button is short.
LONGEST_BUTTON = 70


@rule(family="follow-us", max_chars=240, phrases=True)
def follow_us(line: Candidate) -> Answer:
    """Prompts to follow the publisher elsewhere.

    *What it removes*: lines such as "Follow us on ...", "Follow <name> on Facebook",
    "Join our WhatsApp channel" or "For more updates, visit ...".

    *Why it is boilerplate*: they lead readers to other channels.

    *What it keeps*: sentences about following somebody.
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    if line.first_item and not line.is_sentence and len(line.text) <= LONGEST_BUTTON:
        return says(line.end)
    return None
