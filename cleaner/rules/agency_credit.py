"""Lines that credit reporters, editors and news agencies."""

from cleaner.agencies import find_agency
from cleaner.model import Finding
from cleaner.persons import read_byline
from cleaner.rule import Answer, Candidate, behind, rule, says

#: A sentence that opens like a credit ("Reporting by the broadcaster showed ...") is longer than
#: one that is a credit without brackets.
MOST_OPEN_CHARS = 120


@rule(family="agency-credit", max_chars=500, phrases=True)
def agency_credit(candidate: Candidate) -> Answer:
    """Remove lines that credit the reporters, editors and agencies behind an article.

    *What it removes*: "(Reporting by Jane Roe; Editing by John Doe)", "An Agency contributed to
    this report", "With files from An Agency".

    *Why it is boilerplate*: it says who took part; it goes to the metadata word for word.

    *What it keeps*: sentences about reporting, and a credit that is part of a longer paragraph.
    """
    hit = candidate.whole or candidate.end
    if hit is None and _is_credit(candidate):
        hit = candidate.start
    if hit is None and len(candidate.text) <= MOST_OPEN_CHARS:
        hit = candidate.within
    if hit is None or candidate.is_quoted or candidate.before_body:
        return None
    stated = [("credit_text", candidate.text.strip())]
    if agency := find_agency(candidate.text):
        stated.append(("source_organization", agency))
    return Finding(says(hit) or "", metadata=tuple(stated))


def _is_credit(candidate: Candidate) -> bool:
    if candidate.start is None:
        return False
    text = candidate.text.strip()
    if text[0] in "([" and text[-1] in ")]":
        return True
    if ";" not in text and len(text) > MOST_OPEN_CHARS:
        return False
    phrase = candidate.start.phrase
    named = text[behind(text, phrase) :]
    is_signed = not phrase.endswith(":")  # "Source: Jane Roe" credits a chart or a statement
    return find_agency(text) is not None or (is_signed and bool(read_byline(named).persons))
