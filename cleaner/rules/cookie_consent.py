"""Cookie and consent notices."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="consent", max_chars=600, phrases=True)
def cookie_consent(line: Candidate) -> Answer:
    """Cookie and consent notices.

    *What it removes*: notices such as "We use cookies to ...", their buttons ("Accept all")
    and the tables behind them.

    *Why it is boilerplate*: the notice is put over every page.

    *What it keeps*: prose about cookies and privacy.
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    return None if line.in_body else says(line.within)
