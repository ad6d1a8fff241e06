"""A line that is only a place, above the lead."""

import re

from cleaner.dates import read_date_line
from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule

#: Names of places in datelines have at most three words ("Rio de Janeiro").
MOST_WORDS = 3
#: Words before the name of a place in the article's own sentences.
IN_PLACE = r"\b(?:in|at|near|from|to|en|à|a|aus|nach|em|w|we|z|в|из|te|di|ke)\s+"
#: So many of the article's first characters are searched for the place.
SEARCHED_CHARS = 5000


@rule(family="dateline", max_chars=40, where="header", media="text/plain")
def dateline(candidate: Candidate) -> Answer:
    """Remove a line that is only the name of a place, between a date and the lead.

    *What it removes*: "Springfield" on a line of its own right above the lead, below a date, where
    the article itself speaks of something in, at or from that place.

    *Why it is boilerplate*: it is the dateline; the place goes to the metadata.

    *What it keeps*: datelines at the head of the lead, headings, and places in lists.
    """
    text = candidate.text.strip(" ,.:")
    words = text.split()
    if candidate.block.index + 1 != candidate.page.body.start:
        return None
    if len(words) > MOST_WORDS or not all(word[0].isupper() for word in words):
        return None
    before = candidate.neighbour(-1)
    if before is None or read_date_line(before.text) is None:
        return None
    block = candidate.block
    following = candidate.page.document.text[block.span.end : block.span.end + SEARCHED_CHARS]
    if not re.search(IN_PLACE + re.escape(text) + r"\b", following, re.IGNORECASE):
        return None
    return Finding("a place above the lead", metadata=(("dateline", text),))
