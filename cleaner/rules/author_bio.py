"""A note on who wrote the story, outside of the body."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="author-bio", max_chars=420, where="outside_body", phrases=True)
def author_bio(line: Candidate) -> Answer:
    """A note on who wrote the story, outside of the body.

    *What it removes*: "About the author" and its kind, and sentences such as "Jane Roe is a
    reporter for ..." or "Follow him on Twitter" after the story.

    *Why it is boilerplate*: the note stands under every story of the author.

    *What it keeps*: the same words inside the body, where they are about somebody in the
    story.
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    return says(line.within) if line.after_body and not line.is_quoted else None
