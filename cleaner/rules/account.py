"""Log-in and account links and forms."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: One word may be a sub-heading; a row is made of two or more links.
FEWEST_LINKS = 2


@rule(family="account", max_chars=120, phrases=True)
def account(line: Candidate) -> Answer:
    """Log-in and account links and forms.

    *What it removes*: lines such as "Log in", "Forgot your password?" or "Create an
    account", and rows of them.

    *Why it is boilerplate*: they work the reader's account.

    *What it keeps*: sentences, and single words inside the body.
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    row = line.items(FEWEST_LINKS)
    return f"a row of {len(row)} account links" if row else None
