"""A line that is nothing but the names of news agencies."""

import re

from cleaner.agencies import find_agency, is_agency
from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule

#: Signs around the names, and what parts one from the next.
AROUND = " ()[].*—–-（）【】"
BETWEEN = re.compile(r"[/,;|&+]")


@rule(family="agency-credit", max_chars=60, where="after_body")
def agency_name(candidate: Candidate) -> Answer:
    """A line that is nothing but the names of news agencies.

    *What it removes*: "(AFP)", "dpa" or "Reuters/AP" below the last paragraph.

    *Why it is boilerplate*: it says who supplied the story; the name goes to the metadata.

    *What it keeps*: the same names above the end of the story, headings, and lines with anything
    else in them.
    """
    names = [name.strip() for name in BETWEEN.split(candidate.text.strip(AROUND))]
    if candidate.block.kind == "heading" or not all(map(is_agency, names)):
        return None
    text, first = candidate.text.strip(), find_agency(names[0]) or names[0]
    told = (("credit_text", text), ("source_organization", first))
    return Finding("names agencies and nothing else", metadata=told)
