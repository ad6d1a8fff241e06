"""The dateline at the head of the lead, which stays in the text and is read."""

from cleaner.agencies import read_dateline
from cleaner.model import Finding, Span
from cleaner.rule import Answer, Candidate, rule


@rule(family="dateline", max_chars=5000, action="keep", where="lead")
def lead_dateline(candidate: Candidate) -> Answer:
    """Read the dateline at the head of the first paragraph.

    *What it removes*: nothing.

    *Why it is boilerplate*: it is none; "BEIJING (AP) — " names place and agency, and both go to
    the metadata, and the words stay.

    *What it keeps*: the words it reads.
    """
    read = read_dateline(candidate.text)
    if read is None:
        return None
    stated = (("dateline", read.place), ("source_organization", read.agency))
    start = candidate.block.span.start
    return Finding(
        "a dateline",
        span=Span(start, start + read.end),
        metadata=tuple((name, value) for name, value in stated if value),
    )
