"""The article's headline, which is metadata."""

from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule


@rule(family="title", max_chars=300, where="header")
def headline(candidate: Candidate) -> Answer:
    """Remove the article's headline from the text.

    *What it removes*: the line or heading that holds the headline, with the name of a site or
    section that is joined to it ("A story | World").

    *Why it is boilerplate*: the headline is metadata and stands there.

    *What it keeps*: headings inside the article, first lines that are its lead, and a line of a
    text that is the headline in all likelihood but not for sure: the metadata have it too.
    """
    page = candidate.page
    is_it = candidate.block.index == page.headline_block and page.headline_is_sure
    if not is_it or page.headline is None:
        return None
    return Finding("the headline", metadata=(("headline", page.headline),))
