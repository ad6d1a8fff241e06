"""A person's name that stands alone between headline and body."""

import re

from cleaner.dates import read_date_line
from cleaner.header import below_headline, byline_labels
from cleaner.model import Finding
from cleaner.persons import is_outlet, is_person, is_role, names_only_persons, read_signed
from cleaner.rule import Answer, Candidate, rule
from cleaner.text import ends_sentence, words

#: How far from a name the line may stand that shows it to be a byline.
NEAR = 2
#: An outlet behind the name ("Selin Akdoğan | DHA"): an acronym or a name written like a host's.
SHORT_OUTLET = re.compile(r"\s(?:[-–—|/•·])\s(?=\S*[^\W\d_][.A-ZÀ-Þ])[^\W\d_][\w.]+$")
#: A line with more words is no name of an outlet.
MOST_OUTLET_WORDS = 5
#: Where the author wrote from ("Jane Roe in New Selm").
PLACE = re.compile(r"\s(?:in|at)(?: [A-Z][\w.'’-]*+){1,3}+(?=$|,| and\b)")
#: A longer name of an outlet there ("Jane Roe, Daily Example").
OUTLET = re.compile(r"(.*\S)\s*[,|]\s*([^,|]+)")
#: A date has so many other words at most where it stands beside a name: a place, a section.
MOST_BESIDE = 2


@rule(family="byline", max_chars=60, where="header")
def author_name(candidate: Candidate) -> Answer:
    """Remove a line that is a person's name and nothing else, among the header's lines.

    *What it removes*: "Jane Roe" or "Jane Roe in Springfield" beside the headline where a date, a
    byline or the name of the outlet stands next to it, or the page names her as its author; also
    with an outlet behind it ("Jane Roe, Daily Example", "Jane Roe | AFP").

    *Why it is boilerplate*: it says who wrote or posted the article; it goes to the metadata.

    *What it keeps*: headings of two capitalised words, names in lists, captions and dialogues.
    """
    if not below_headline(candidate) or candidate.is_sentence or candidate.block.kind == "heading":
        return None
    if not (candidate.text[0].isupper() or _is_label(candidate, -1)):
        return None
    who, outlet = _part_outlet(SHORT_OUTLET.sub("", PLACE.sub("", candidate.text)))
    if not names_only_persons(who) or _is_common(candidate):
        return None
    labelled = _is_label(candidate, -1)
    near = [at for at in range(-NEAR, NEAR + 1) if at]
    shown = outlet or labelled or _is_stated(candidate)
    if not (shown or any(_is_origin(candidate, at) for at in near)):
        return None
    field = "author" if labelled else "posted_by"
    stated = tuple((field, name) for name in read_signed(who).persons)
    return Finding("a person's name beside the headline", metadata=stated)


def _part_outlet(text: str) -> tuple[str, str]:
    """Part the name of an outlet from the names before it ("Jane Roe, Daily Example")."""
    found = OUTLET.fullmatch(text)
    if found and is_outlet(found[2]) and len(found[2].split()) <= MOST_OUTLET_WORDS:
        return found[1], found[2]
    return text, ""


def _is_common(candidate: Candidate) -> bool:
    """Say whether the article uses every word of the line as a common, lower-case word."""
    text = candidate.page.document.text
    return all(re.search(rf"\b{re.escape(word.lower())}\b", text) for word in words(candidate.text))


def _is_label(candidate: Candidate, distance: int) -> bool:
    """Say whether a neighbour is a byline's label and nothing else ("By", "Written by")."""
    line = _line(candidate, distance)
    return any(line == phrase for phrase in byline_labels(candidate.page.document.language))


def _is_origin(candidate: Candidate, distance: int) -> bool:
    """Say whether a neighbour is a date, a byline or the name of an outlet."""
    line = _line(candidate, distance)
    block = candidate.neighbour(distance)
    if block is None or not line:
        return False
    if any(line.startswith(f"{phrase} ") and is_person(block.text[len(phrase) :].strip(" :"))
           for phrase in byline_labels(candidate.page.document.language)):  # fmt: skip
        return True
    if distance == 1 and _is_trade(block.text):
        return True
    if is_outlet(block.text) and len(block.text.split()) <= MOST_OUTLET_WORDS:
        return block.index != candidate.page.headline_block and block.text.istitle()
    read = read_date_line(block.text, candidate.page.document.language, line)
    return read is not None and len(read.rest.split()) <= MOST_BESIDE


def _is_trade(text: str) -> bool:
    """Say whether a line is what somebody does, and where ("Reporter, Radio Example")."""
    return len(text.split()) <= MOST_OUTLET_WORDS and is_role(text) and not ends_sentence(text)


def _is_stated(candidate: Candidate) -> bool:
    """Say whether the page's own data name this person as an author."""
    name = candidate.text.casefold()
    meta = candidate.page.document.head.meta
    return any("author" in field and name in value.casefold() for field, value in meta)


def _line(candidate: Candidate, distance: int) -> str:
    at = candidate.block.index + distance
    keys = candidate.page.keys
    return keys[at] if 0 <= at < len(keys) else ""
