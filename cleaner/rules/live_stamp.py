"""Stamps of live blogs."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule, says

#: A time of day, or how long ago an entry was made.
TIME = re.compile(r"(?<![\d:.,])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d:.,])|\bago\b", re.IGNORECASE)


@rule(family="live-stamp", max_chars=60, phrases=True)
def live_stamp(line: Candidate) -> Answer:
    """Stamps of live blogs.

    *What it removes*: lines that hold only a time of day or "12m ago" between the entries
    of a live blog, and labels such as "Key events".

    *Why it is boilerplate*: they time the entries; the text reads on without them.

    *What it keeps*: dates at the head of a story, and sentences.
    """
    if line.whole:
        return says(line.whole)
    if line.in_body and line.items() and TIME.search(line.text):
        return "nothing but a time"
    return None
