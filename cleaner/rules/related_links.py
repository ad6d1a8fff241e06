"""Headings of lists of other stories."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: "More from <section>": inside the body such a line may be a sub-heading.
LONGEST_SECTION = 40


@rule(family="related-links", max_chars=120, phrases=True)
def related_links(line: Candidate) -> Answer:
    """Headings of lists of other stories.

    *What it removes*: lines such as "Related articles", "You might like ..." or "More from
    this author", below the body also "More from <section>"; what hangs under them falls to
    `related_list`.

    *Why it is boilerplate*: they head links to other stories, not a part of this one.

    *What it keeps*: a sub-heading or sentence that only begins with such words ("Related
    species have fared worse.").
    """
    if line.whole:
        return says(line.whole)
    if line.is_sentence:
        return None
    opens = line.first_item
    if opens and line.after_body and len(line.text) <= LONGEST_SECTION:
        return f'the line starts with "{opens.phrase}" and names a section'
    return says(line.start)
