"""A line that is the name of the site."""

from cleaner.header import below_headline
from cleaner.model import Finding
from cleaner.persons import is_outlet
from cleaner.rule import Answer, Candidate, rule
from cleaner.text import key

#: Names of outlets have at most this many words ("The Sydney Morning Herald").
MOST_WORDS = 5
#: Meta data that name the site.
STATED = frozenset({"og:site_name", "application-name", "al:android:app_name"})


@rule(family="site-name", max_chars=50, where="header")
def site_name(candidate: Candidate) -> Answer:
    """Remove a line among the header's lines that is the name of the site or outlet.

    *What it removes*: "The Example Courier" between headline and byline.

    *Why it is boilerplate*: it says who published; the name goes to the metadata.

    *What it keeps*: names of outlets inside the article, headings, and names of persons.
    """
    if candidate.block.index == candidate.page.headline_block:
        return None
    written = below_headline(candidate) and _is_written_as_outlet(candidate.text)
    if not (written or _is_stated(candidate)):
        return None
    return Finding("the name of the outlet", metadata=(("publisher", candidate.text.strip()),))


def _is_stated(candidate: Candidate) -> bool:
    meta = candidate.page.document.head.meta
    return any(name in STATED and key(value) == candidate.key for name, value in meta)


def _is_written_as_outlet(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= MOST_WORDS or not is_outlet(text):
        return False
    return all(word[0].isupper() or word in ("of", "the") for word in words)
