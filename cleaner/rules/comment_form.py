"""The reader comment form and its notes."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="comment-form", max_chars=240, phrases=True)
def comment_form(line: Candidate) -> Answer:
    """The reader comment form and its notes.

    *What it removes*: lines such as "Leave a Reply", "Your email address will not be
    published" or "Comments are closed".

    *Why it is boilerplate*: they belong to a form under the story.

    *What it keeps*: sentences about comments that somebody made.
    """
    return says(line.whole or line.start or (None if line.is_quoted else line.end))
