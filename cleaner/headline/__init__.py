"""Find the article's headline: in the page's own data and headings, or in the first lines."""

from __future__ import annotations

from cleaner.headline.lines import headline_in_lines
from cleaner.headline.page import headline_in_page
from cleaner.rule import Page


def find_headline(page: Page) -> tuple[str | None, int | None, bool]:
    """Give the headline and the index of the block it stands in; either may be None.

    The last says whether it is sure enough to take that block out of the text.
    """
    if page.document.media_type == "text/plain":
        return headline_in_lines(page)
    return (*headline_in_page(page), True)
