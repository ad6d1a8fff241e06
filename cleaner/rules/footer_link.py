"""Links of the page footer."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: One word may be a sub-heading; a row is made of two or more links.
FEWEST_LINKS = 2


@rule(family="footer", max_chars=240, phrases=True)
def footer_link(line: Candidate) -> Answer:
    """Links of the page footer.

    *What it removes*: lines such as "Privacy Policy", "Terms of Use" or "Back to top", and
    rows of them.

    *Why it is boilerplate*: they lead to the pages of the publisher, from every page.

    *What it keeps*: sub-headings of one such word inside the body ("Services"), and
    sentences.
    """
    if line.whole:
        return says(line.whole)
    if row := line.items(FEWEST_LINKS):
        return f"a row of {len(row)} footer links"
    return None if line.in_body else says(line.start)
