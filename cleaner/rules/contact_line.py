"""Prompts to write to the newsroom, and its addresses."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="contact", max_chars=220, phrases=True)
def contact_line(line: Candidate) -> Answer:
    """Prompts to write to the newsroom, and its addresses.

    *What it removes*: lines such as "Contact us", "Do you have a story for us?" or "Email:
    newsroom@..." outside of the body.

    *Why it is boilerplate*: they serve every story alike.

    *What it keeps*: the same words inside the body, apart from lines that are nothing else.
    """
    if line.whole:
        return says(line.whole)
    return None if line.in_body else says(line.start)
