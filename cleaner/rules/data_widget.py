"""Weather, market and score widgets."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="widget", max_chars=140, where="outside_body", phrases=True)
def data_widget(line: Candidate) -> Answer:
    """Weather, market and score widgets.

    *What it removes*: lines such as "Weather forecast", "Market closed" or "Quotes delayed
    at least 15 minutes", outside of the body.

    *Why it is boilerplate*: the figures are those of the day of the visit, not of the
    story.

    *What it keeps*: weather and market reports in the body.
    """
    return says(line.whole or line.start)
