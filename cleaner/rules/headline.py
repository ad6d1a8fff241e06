"""The article's headline, which is metadata."""

from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule


@rule(family="title", max_chars=300, where="header")
def headline(candidate: Candidate) -> Answer:
    """Remove the article's headline from the text.

    *What it removes*: the line or heading that holds the headline, with the name of a site or
    section that is joined to it ("A story | World"), and the path to it above ("Home / A story").

    *Why it is boilerplate*: the headline is metadata and stands there.

    *What it keeps*: headings inside the article, first lines that are its lead, and a line of a
    text that is the headline in all likelihood but not for sure: the metadata have it too.
    """
    page = candidate.page
    if page.headline is None or page.headline_block is None or not page.headline_is_sure:
        return None
    if candidate.block.index < page.headline_block:
        is_path = candidate.key.endswith(f" {page.keys[page.headline_block]}")
        return "the path to the headline" if is_path else None
    if candidate.block.index != page.headline_block:
        return None
    return Finding("the headline", metadata=(("headline", page.headline),))
