"""A line that points to another story."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, behind, rule, says

#: What sets the pointer off from the headline it points to.
SET_OFF = re.compile(r"\s*[:：|｜>»›→▶►】\]–—-]+\s*|\s{2,}|\t|\xa0")

COLONS = frozenset(":：")
#: Without a mark it must be a headline that follows, not the rest of a label ("Related Words").
FEWEST_WORDS = 4


@rule(family="see-also", max_chars=220, phrases=True)
def see_also(line: Candidate) -> Answer:
    """A line that points to another story.

    *What it removes*: inserts like "See also <headline>", "Read more: <headline>" or "ALSO READ |
    <headline>".

    *Why it is boilerplate*: the headline belongs to another story; the publisher puts the line
    between any two paragraphs.

    *What it keeps*: prose that starts with the same words ("See also the footnote ...", "Read more
    of her poems and ..."): behind the pointer there must be a mark and a capital, or a capital or a
    colon in a line that is no sentence.
    """
    hit = line.start
    if hit is None or hit.end == len(line.key):
        return None
    at = behind(line.text, hit.phrase)
    mark = SET_OFF.match(line.text, at)
    rest = line.text[mark.end() if mark else at :].lstrip()
    if not rest or (rest[0].islower() and not _points(line, mark)):
        return None
    if mark or line.text[:at].isupper():
        return says(hit)
    return says(hit) if len(rest.split()) >= FEWEST_WORDS and not line.is_sentence else None


def _points(line: Candidate, mark: re.Match[str] | None) -> bool:
    """Say whether a headline in small letters may follow: behind a colon, in no sentence."""
    set_off = mark is not None and mark.group().strip() in COLONS
    return set_off and not line.is_sentence and len(line.key.split()) > FEWEST_WORDS
