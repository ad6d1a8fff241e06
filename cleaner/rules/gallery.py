"""Labels of picture galleries."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="gallery", max_chars=100, phrases=True)
def gallery(line: Candidate) -> Answer:
    """Labels of picture galleries.

    *What it removes*: lines such as "View gallery", "Previous image" or "Photos of the
    day".

    *Why it is boilerplate*: they work a gallery that the text has lost.

    *What it keeps*: sub-headings and sentences on pictures inside the body.
    """
    if line.whole:
        return says(line.whole)
    return None if line.is_sentence else says(line.start)
