"""A line that is the name of a section."""

import re

from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule

#: What pages call the lists of all their sections; a path to the page is no such list.
MENU = re.compile(r"(?<![a-z])(?:nav|navbar|navigation|menu|sidebar)(?![a-z])")
PATH = "crumb"


@rule(family="section", max_chars=40, where="header", phrases=True)
def section_line(candidate: Candidate) -> Answer:
    """Remove a line beside the headline that is the name of a section.

    *What it removes*: "Politics", "World news", "Opinion" above or below the headline.

    *Why it is boilerplate*: it files the article; the name goes to the metadata, but for one in
    the menu of a page, which has them all.

    *What it keeps*: the same words as a heading inside the article.
    """
    if candidate.whole is None:
        return None
    if _is_in_menu(candidate):
        return "the name of a section, in a menu"
    return Finding("the name of a section", metadata=(("section", candidate.text.strip(" :>|")),))


def _is_in_menu(candidate: Candidate) -> bool:
    around = [*candidate.page.document.ancestors(candidate.block)]
    if any(PATH in element.tokens for element in around):
        return False
    return any(element.tag == "nav" or MENU.search(element.tokens) for element in around)
