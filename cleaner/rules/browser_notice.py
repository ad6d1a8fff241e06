"""Messages of the page to the browser or its user."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="script", max_chars=260, phrases=True)
def browser_notice(line: Candidate) -> Answer:
    """Messages of the page to the browser or its user.

    *What it removes*: lines such as "Please enable JavaScript", "Your browser is out of
    date" or the residue of empty forms and templates.

    *Why it is boilerplate*: they are about the page's technique.

    *What it keeps*: prose about browsers and scripts.
    """
    return says(line.whole or line.start)
