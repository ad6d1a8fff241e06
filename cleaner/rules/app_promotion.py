"""Promotion of the publisher's app."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: One name of a store may be the subject of a story; two alone in a line are buttons.
FEWEST_STORES = 2


@rule(family="app-promotion", max_chars=200, phrases=True)
def app_promotion(line: Candidate) -> Answer:
    """Promotion of the publisher's app.

    *What it removes*: lines such as "Download our app" or "Get it on Google Play", rows of
    store names, and prompts for notifications.

    *Why it is boilerplate*: it sells the app.

    *What it keeps*: prose about apps.
    """
    if line.whole:
        return says(line.whole)
    if not line.in_body and (row := line.items(FEWEST_STORES)):
        return f"a row of {len(row)} app stores"
    return says(line.start)
