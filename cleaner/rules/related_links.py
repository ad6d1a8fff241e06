"""Headings of lists of other stories."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="related-links", max_chars=120, phrases=True)
def related_links(line: Candidate) -> Answer:
    """Headings of lists of other stories.

    *What it removes*: lines such as "Related articles", "You might like ..." or "More from
    this author"; what hangs under them falls to `related_list`.

    *Why it is boilerplate*: they head links to other stories, not a part of this one.

    *What it keeps*: a sub-heading or sentence that only begins with such words ("Related
    species have fared worse.").
    """
    if line.whole:
        return says(line.whole)
    return None if line.is_sentence else says(line.start)
