"""Buttons that work the page: print, listen, text size, feedback."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: One of the words may be a sub-heading; a row of them is a toolbar.
FEWEST_BUTTONS = 2


@rule(family="share-widget", max_chars=140, phrases=True)
def page_tools(line: Candidate) -> Answer:
    """Buttons that work the page: print, listen, text size, feedback.

    *What it removes*: lines such as "Print this article", "Listen to this story", "Was this
    article helpful?" or "Report an error".

    *Why it is boilerplate*: they label controls of the page.

    *What it keeps*: sentences and longer lines that only begin alike.
    """
    if line.whole:
        return says(line.whole)
    if line.start and not line.is_sentence:
        return says(line.start)
    if line.within and not line.is_quoted:
        return says(line.within)
    row = line.items(FEWEST_BUTTONS)
    return f"a row of {len(row)} buttons" if row else None
