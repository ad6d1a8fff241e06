"""A line that is the name of a section."""

from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule


@rule(family="section", max_chars=40, where="header", phrases=True)
def section_line(candidate: Candidate) -> Answer:
    """Remove a line beside the headline that is the name of a section.

    *What it removes*: "Politics", "World news", "Opinion" above or below the headline.

    *Why it is boilerplate*: it files the article; the name goes to the metadata.

    *What it keeps*: the same words as a heading inside the article.
    """
    if candidate.whole is None:
        return None
    return Finding("the name of a section", metadata=(("section", candidate.text.strip(" :>|")),))
