"""Tags, topics and categories of the story."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: A tag list behind its label.
LONGEST_LABELLED = 300


@rule(family="category-tags", max_chars=LONGEST_LABELLED, phrases=True)
def category_tags(line: Candidate) -> Answer:
    """Tags, topics and categories of the story, behind a label.

    *What it removes*: lines such as "Tags: elections, parliament" or "Filed under Politics", and
    labels alone ("Topics").

    *Why it is boilerplate*: they lead to lists of other stories.

    *What it keeps*: sentences, and labels that are sub-headings inside the body.
    """
    if line.whole:
        return says(line.whole)
    return None if line.is_sentence else says(line.start)
