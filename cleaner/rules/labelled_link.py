"""A headline of another story behind a one-word label."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, behind, rule, says
from cleaner.text import is_unspaced

#: The label is set off by a colon or bar.
SET_OFF = re.compile(r"\s*[:：|｜►▶]\s*")
#: Label and headline; what is shorter may be an entry of a table ("Video: 4K").
FEWEST_WORDS = 6


@rule(family="see-also", max_chars=180, where="in_body", phrases=True)
def labelled_link(line: Candidate) -> Answer:
    """A headline of another story behind a one-word label.

    *What it removes*: inserts like "WATCH: <headline>" or "Opinion | <headline>" between two
    paragraphs of the body.

    *Why it is boilerplate*: the headline belongs to another story or a video.

    *What it keeps*: sentences ("More: he wants the post back."), and labelled lines outside of the
    body, where the story's own headline stands.
    """
    hit = line.start
    if hit is None or line.is_sentence or hit.end == len(line.key):
        return None
    if len(line.key.split()) < FEWEST_WORDS and not is_unspaced(line.text):
        return None
    at = behind(line.text, hit.phrase)
    mark = SET_OFF.match(line.text, at)
    if mark is None or mark.end() == len(line.text):
        return None
    # In small letters a headline stands only behind a label in capitals ("VÍDEO: moradores ...").
    return None if line.text[mark.end()].islower() and not line.text[:at].isupper() else says(hit)
