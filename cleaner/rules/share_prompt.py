"""Prompts and buttons for sharing."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule, says

#: The label of one button ("Click to share on LinkedIn (opens in new window) LinkedIn").
LONGEST_BUTTON = 75
#: One name of a network may be the subject of a story; two alone in a line are buttons.
FEWEST_NAMES = 2
FEWEST_IN_BODY = 3
#: Names with commas or in brackets are an enumeration in the text or in a table.
ENUMERATION = re.compile(r"[,;(&]")


@rule(family="share-widget", max_chars=160, phrases=True)
def share_prompt(line: Candidate) -> Answer:
    """Prompts and buttons for sharing.

    *What it removes*: lines such as "Share this article" or "Click to share on Facebook",
    and rows of names of social networks.

    *Why it is boilerplate*: they label buttons.

    *What it keeps*: sentences that begin alike ("Share this article of faith with ...").
    """
    if line.whole:
        return says(line.whole)
    if line.is_sentence and len(line.key) > LONGEST_BUTTON:
        return None
    if line.start and (len(line.key) <= LONGEST_BUTTON or line.key[line.start.end - 1] == ":"):
        return says(line.start)
    fewest = FEWEST_IN_BODY if line.in_body else FEWEST_NAMES
    if (row := line.items(fewest)) and not ENUMERATION.search(line.text):
        return f"a row of {len(row)} buttons"
    return None
