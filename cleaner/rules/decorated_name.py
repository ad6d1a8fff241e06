"""A name between ornaments."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule

#: Ornaments at both ends; plain dashes count where two or more stand together.
ORNAMENT = re.compile(r"(?:[《》〈〉【】•★☆◆◇■□▪●○♦※~=*]|[-–—]{2})[\s\W_]*")
ORNAMENTS = "《》〈〉【】•★☆◆◇■□▪●○♦※~=*-–—"
#: The name of a site and perhaps its domain.
LONGEST_NAME = 60
MOST_WORDS = 5


@rule(family="site-name", max_chars=LONGEST_NAME, where="outside_body", signs=ORNAMENTS)
def decorated_name(line: Candidate) -> Answer:
    """A name between ornaments, above or below the story.

    *What it removes*: lines such as "== The Daily Example ==" or "*** Example • Com ***" outside of
    the body.

    *Why it is boilerplate*: it is the site's name, set as a banner.

    *What it keeps*: rows of stars that part sections, sentences, and lines with an ornament at one
    end only, such as list items and signatures.
    """
    text = line.text
    if ORNAMENT.match(text) is None or line.is_sentence or not line.key:
        return None
    if ORNAMENT.fullmatch(text[-1]) is None and not text.endswith(("--", "——", "––")):
        return None
    words = line.key.split()
    return "a name between ornaments" if 0 < len(words) <= MOST_WORDS else None
