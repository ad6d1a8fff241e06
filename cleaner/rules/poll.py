"""Reader polls and quizzes."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="poll", max_chars=120, phrases=True)
def poll(line: Candidate) -> Answer:
    """Reader polls and quizzes.

    *What it removes*: lines such as "Take our poll", "View results" or "Cast your vote".

    *Why it is boilerplate*: they work a poll of the page.

    *What it keeps*: reports on polls.
    """
    return says(line.whole or line.start)
