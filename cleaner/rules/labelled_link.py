"""A headline of another story behind a one-word label."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, behind, rule, says
from cleaner.text import is_unspaced

#: The label is set off by a colon or bar.
SET_OFF = re.compile(r"\s*[:：|｜►▶]\s*")
#: A time of day, or a price at the end: an entry of a programme or of a list of books.
LISTING = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|[£$€]\d++(?:\.\d\d)?+\)?$")
#: Label and headline; what is shorter may be an entry of a table ("Video: 4K").
FEWEST_WORDS = 6


@rule(family="see-also", max_chars=180, phrases=True)
def labelled_link(line: Candidate) -> Answer:
    """A headline of another story behind a one-word label.

    *What it removes*: inserts like "WATCH: <headline>" or "Opinion | <headline>" between two
    paragraphs of the body or below it.

    *Why it is boilerplate*: the headline belongs to another story or a video.

    *What it keeps*: sentences ("More: he wants the post back."), labelled lines above the body,
    where the story's own headline stands, and entries of a programme with a time or price.
    """
    hit = line.start
    if hit is None or line.before_body or line.is_sentence or hit.end == len(line.key):
        return None
    if len(line.key.split()) < FEWEST_WORDS and not is_unspaced(line.text):
        return None
    if LISTING.search(line.text):
        return None
    at = behind(line.text, hit.phrase)
    mark = SET_OFF.match(line.text, at)
    if mark is None or mark.end() == len(line.text):
        return None
    # In small letters a headline stands only behind a label in capitals ("VÍDEO: moradores ...").
    return None if line.text[mark.end()].islower() and not line.text[:at].isupper() else says(hit)
