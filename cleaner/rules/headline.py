"""The article's headline, which is metadata."""

from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule


@rule(family="title", max_chars=300, where="header")
def headline(candidate: Candidate) -> Answer:
    """Remove the article's headline from the text.

    *What it removes*: the line or heading that holds the headline, with the name of a site or
    section that is joined to it ("A story | World").

    *Why it is boilerplate*: the headline is metadata and stands there.

    *What it keeps*: headings inside the article, and first lines that are its lead.
    """
    page = candidate.page
    if candidate.block.index != page.headline_block or page.headline is None:
        return None
    return Finding("the headline", metadata=(("headline", page.headline),))
