"""The heading of a table of contents."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="contents", max_chars=60, phrases=True)
def contents_label(line: Candidate) -> Answer:
    """The heading of a table of contents.

    *What it removes*: lines such as "Table of contents" or "Jump to section"; the entries under it
    fall to `contents_list`.

    *Why it is boilerplate*: it leads to parts of the text that follow anyway.

    *What it keeps*: sentences, and "Contents" as a sub-heading inside the body.
    """
    return says(line.whole)
