"""Corrections and editor's notes, which stay in the text and are marked."""

from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule


@rule(family="correction", max_chars=600, action="keep", phrases=True)
def correction_note(candidate: Candidate) -> Answer:
    """Keep corrections, clarifications and editor's notes, and mark them.

    *What it removes*: nothing.

    *Why it is boilerplate*: it is none, though such a note recurs word for word on many pages
    and looks like chrome. It is part of the article, and is given in the metadata too.

    *What it keeps*: "Correction: An earlier version of this article misstated ...".
    """
    hit = candidate.start or candidate.within
    if hit is None:
        return None
    return Finding(f'a note: "{hit.phrase}"', metadata=(("correction", candidate.text.strip()),))
