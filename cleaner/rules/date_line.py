"""Lines that say when something was published."""

from collections.abc import Sequence

from cleaner.dates import DateLine, find_dates, read_date_line
from cleaner.header import byline_label, in_header
from cleaner.lexicon import phrase_languages
from cleaner.model import Finding
from cleaner.persons import names_only_persons, read_signed
from cleaner.rule import Answer, Candidate, behind, rule
from cleaner.text import key

#: Words beside the date that a header line may hold: a section, a place, a reading time.
MOST_OTHER_WORDS = 2
LONGEST = 110
#: On a page, a date with so many others in so many lines around it is an entry's of a list.
LIST_LINES = 8
FEWEST_IN_LIST = 3


@rule(family="date", max_chars=LONGEST)
def date_line(candidate: Candidate) -> Answer:
    """Remove lines that consist of a date of publication or update.

    *What it removes*: absolute and relative dates with their labels, times and zones ("Updated:
    12 June 2023, 10:57 GMT", "Published 3 hours ago"), beside the headline also with a section
    or who wrote.

    *Why it is boilerplate*: it says when the page was made, not what happened; it goes to the
    metadata.

    *What it keeps*: sentences that name a date, headings of a chronicle, rows of a table, the
    dates of entries in a list, days with a time and no year away from the headline, and what other
    labels say ("Deadline: 9 March 2026"), as far as the language's labels are known.
    """
    read = read_date_line(candidate.text, candidate.page.document.language, candidate.key)
    if read is None or candidate.text.endswith(":"):
        return None
    header = in_header(candidate)
    if read.rest.endswith(":") and _labels_are_known(candidate.page.document.language):
        return None
    signed = _signed(candidate, read.rest) if header else ()
    other = () if signed else read.rest.split()
    if other and not (header and len(other) <= MOST_OTHER_WORDS and read.rest[0].isupper()):
        return None
    unsure = _is_page(candidate) or candidate.in_body or read.timed
    if not header and unsure and not read.labelled:
        return None
    if _is_page(candidate) and _is_one_of_many(candidate):
        return None
    is_history = other and len(find_dates(candidate.text, candidate.page.document.language)) > 1
    stated = _stated(read, signed) if header and not is_history else ()
    return Finding("the line is a date", metadata=stated)


def _labels_are_known(language: str | None) -> bool:
    """Say whether another label before a date says something of the story; None can't be told."""
    return language is None or language in phrase_languages()


def _is_page(candidate: Candidate) -> bool:
    return candidate.page.document.media_type == "text/html"


def _is_one_of_many(candidate: Candidate) -> bool:
    """Say whether the line belongs to a list in which every entry has its date."""
    language = candidate.page.document.language
    near = (candidate.neighbour(at) for at in range(-LIST_LINES, LIST_LINES + 1) if at)
    lines = (block for block in near if block and len(block.text) <= LONGEST)
    keys = candidate.page.keys
    dates = [r for b in lines if (r := read_date_line(b.text, language, keys[b.index]))]
    return sum(not read.rest for read in dates) >= FEWEST_IN_LIST


def _signed(candidate: Candidate, rest: str) -> Sequence[tuple[str, str]]:
    """Read who signed beside the date ("12 June 2023 by Jane Roe", "Jane Roe | 12 June 2023")."""
    label = byline_label(key(rest), candidate.page.document.language)
    who = rest[behind(rest, label) :].lstrip(" :") if label else rest.strip(" |,-–—•·")
    if not names_only_persons(who):
        return ()
    return [("author" if label else "posted_by", name) for name in read_signed(who).persons]


def _stated(read: DateLine, signed: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    others = (("date_relative", read.relative), ("section", "" if signed else read.rest))
    return (*read.stated, *((name, value) for name, value in others if value), *signed)
