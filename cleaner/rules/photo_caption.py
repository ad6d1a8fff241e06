"""Picture captions that are marked as such, and the buttons of pictures."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="photo-caption", max_chars=500, phrases=True)
def photo_caption(line: Candidate) -> Answer:
    """Picture captions that are marked as such, and the buttons of pictures.

    *What it removes*: lines such as "FILE PHOTO: ...", "In this photo taken ...", "...
    (file photo)" or "Click to enlarge".

    *Why it is boilerplate*: a caption belongs to a picture that the text has lost;
    published text editions leave it out.

    *What it keeps*: captions without a mark, which read like prose, and sentences about
    photographs.
    """
    if line.whole:
        return says(line.whole)
    return says(line.start or line.end)
