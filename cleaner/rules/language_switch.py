"""Switches of language or edition."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: Two names alone in a line are a switch.
FEWEST_NAMES = 2


@rule(family="language-switch", max_chars=200, where="outside_body", phrases=True)
def language_switch(line: Candidate) -> Answer:
    """Switches of language or edition.

    *What it removes*: lines that name a language or "Select language", and rows of
    languages, outside of the body.

    *Why it is boilerplate*: they lead to other editions of the page.

    *What it keeps*: names of languages inside the body, and sentences about them.
    """
    if line.whole:
        return says(line.whole)
    row = line.items(FEWEST_NAMES)
    return f"a row of {len(row)} languages" if row else None
