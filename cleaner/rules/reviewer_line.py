"""Lines that name who reviewed, checked or edited the article."""

from cleaner.persons import read_byline
from cleaner.rule import Answer, Candidate, rule, says


@rule(family="byline", max_chars=140, phrases=True)
def reviewer_line(candidate: Candidate) -> Answer:
    """Remove lines that name who reviewed, checked or edited the article.

    *What it removes*: "Medically reviewed by Jane Roe, MD", "Fact checked by John Doe".

    *Why it is boilerplate*: it vouches for the page; it tells nothing of the story.

    *What it keeps*: sentences that go on after the name, and lines between paragraphs.
    """
    if candidate.in_body or candidate.is_sentence or candidate.start is None:
        return None
    words = candidate.text.split()[len(candidate.start.phrase.split()) :]
    return says(candidate.start) if read_byline(" ".join(words)).persons else None
