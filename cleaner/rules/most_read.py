"""Headings of lists of popular or new stories."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="related-links", max_chars=80, phrases=True)
def most_read(line: Candidate) -> Answer:
    """Headings of lists of popular or new stories.

    *What it removes*: lines such as "Most read", "Trending now", "Latest news" or "Recent
    posts".

    *Why it is boilerplate*: they head a list that is the same on every page of a site.

    *What it keeps*: sentences, and words that also head a part of a text ("Spotlight")
    inside the body.
    """
    return says(line.whole)
