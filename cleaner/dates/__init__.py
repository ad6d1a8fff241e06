"""Dates as pages write them: found in a line, read into ISO 8601, labels told from the rest.

Month names, labels ("Updated on") and relative phrases ("3 hours ago") of every language are
data: `data/dates/<language>.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cleaner.dates.clock import HOUR, TIME, TIME_AFTER, TIME_BEFORE, read_clock
from cleaner.dates.words import RELATIVE_ENDS, date_words
from cleaner.text import key

#: No web page is older, and no date line speaks of a year after the second.
YEARS = range(1980, 2100)
#: Where a numeric date may be read both ways, English puts the month first.
MONTH_FIRST = frozenset({"en"})
#: A time before its date is looked for in this many characters ("10:57:00 (AEST), Monday, ").
BEFORE_CHARS = 40
_YEAR = r"(?:19|20)\d\d"
#: Letters of Indic scripts carry marks that are no letters themselves.
_NAME = r"[^\W\d_][^\s\d.,|()/-]{1,11}(?:\s(?:الثاني|الأول))?"
#: The day of the week behind a date in Japanese and Korean.
_EAST = r"(?:\s?\([月火水木金土日월화수목금토일](?:・祝)?\))?"
DAY = re.compile(
    rf"""
    (?<![\d./-])
    (?: (?P<iy>{_YEAR})(?P<isep>[-/.])(?P<im>\d{{1,2}})(?P=isep)(?P<id>\d{{1,2}})(?![\d/-]){_EAST}
      | (?P<cy>{_YEAR})\s?[年년]\s?(?P<cm>\d{{1,2}})\s?[月월]\s?(?P<cd>\d{{1,2}})\s?[日일]{_EAST}
      | (?P<dd>\d{{1,2}})(?:st|nd|rd|th|er|[.ºª])?[\s/-]*(?:de\s|of\s)?
        (?P<dm>{_NAME})\.?,?[\s/-]*(?:de\s|del\s)?(?P<dy>{_YEAR})(?!\d)
      | (?P<hy>{_YEAR})\.?\s(?P<hm>{_NAME})\.?\s(?P<hd>\d{{1,2}})\.(?![\d/:-])
      | (?P<n1>\d{{1,2}})(?P<sep>[./-]|\.\s(?=\d{{1,2}}\.\s{_YEAR}))(?P<n2>\d{{1,2}})(?P=sep)
        (?P<ny>{_YEAR}|\d\d)(?![\d/-]|\.\d)
    )
    | \b(?P<mm>{_NAME})\.?\s*(?P<md>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<my>{_YEAR})(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: Digits of Arabic, Persian and Devanagari.
DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)}
#: Marks and bare numbers beside a date.
NO_WORD = re.compile(r"[\W\d_]+")
GLUED = re.compile(r"(?<=[^\W\d_A-Z])[A-Z][a-z]+(?=[\s:.])")
#: Marks between the statements of a line.
PARTS = re.compile(r"[|·•]")
_YEAR_GATE = re.compile(r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d\d")


#: A relative date with its label is no longer than this.
LONGEST_RELATIVE = 60
#: The name of a source behind its label.
LONGEST_SOURCE = 30
#: A day without a year in the scripts of the Far East ("5月14日", "5/14(木)"), and elsewhere.
EASTERN = re.compile(
    r"\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{1,2}/\d{1,2}\s?(?=\([月火水木金土日])" + _EAST
)
ONE_DAY = re.compile(r"(?<!\d)(?:[12]?\d|3[01])(?!\d)")
RELATIVE_EDGES = " \t:|·•-–—,.()"
#: Lines beside a headline are read for it, for the rules and for the metadata.
REMEMBERED = 1000


class Stamp(NamedTuple):
    """A date found in a text at `[start, end)`: `iso` is a day, or a day and a time."""

    iso: str
    start: int
    end: int


class DateLine(NamedTuple):
    """What a line says of dates; `labelled` whether it says of what ("Published", not "Date"),
    `rest` its other words; `timed` that it is a day without a year, with its time."""

    published: str | None = None
    modified: str | None = None
    relative: str | None = None
    rest: str = ""
    labelled: bool = False
    timed: bool = False

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """Give the metadata in it: field and value."""
        dates = (("date_published", self.published), ("date_modified", self.modified))
        return tuple((field, value) for field, value in dates if value)


def find_dates(text: str, language: str | None = None) -> list[Stamp]:
    """Find every full date (day, month and year) in a text, with the time beside it."""
    if not _YEAR_GATE.search(text):
        return []
    stamps = []
    found = DAY.search(text)
    while found:
        day = _day(found, language)
        if day:
            stamps.append(_with_time(text, day, *found.span()))
        # What looked like a date and is none may hold the start of one ("05:51 更新 2026/05/02").
        found = DAY.search(text, found.end() if day else found.start() + 1)
    return stamps


def _with_time(text: str, day: str, start: int, end: int) -> Stamp:
    if after := TIME_AFTER.match(text, end):
        return Stamp(day + read_clock(after), start, after.end())
    near = max(0, start - BEFORE_CHARS)
    if ":" in text[near:start] and (before := TIME_BEFORE.search(text[near:start])):
        return Stamp(day + read_clock(before), near + before.start(), end)
    return Stamp(day, start, end)


def before_dates(text: str, language: str | None = None) -> str:
    """Give what stands in a text before its first date or label of a date."""
    text = GLUED.sub(_unglued, normal(text))
    stamps = find_dates(text, language)
    head = text[: stamps[0].start] if stamps else text
    label = date_words().dated.search(head)
    return head[: label.start()] if label else head


def read_date(text: str, language: str | None = None) -> str | None:
    """Give the first full date in a text as ISO 8601, None where there is none."""
    stamps = find_dates(normal(text), language)
    return stamps[0].iso if stamps else None


def normal(text: str) -> str:
    """Fold width, digits and compatibility forms; offsets into the result fit the result alone."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(DIGITS)


def read_date_line(
    text: str, language: str | None = None, line: str | None = None
) -> DateLine | None:
    """Read a line that states when something was published; None where it states no date.

    `line` is the text's key, where it is at hand.
    """
    line = key(text) if line is None else line
    if "0" not in line and not ends_relative(line):
        return None  # most lines: no number, and no "yesterday"
    return _read(text, language, line)


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, language: str | None, line: str) -> DateLine | None:
    text = normal(text)
    if not _YEAR_GATE.search(text):
        return _relative(text, line) or _timed(text, line)
    text = GLUED.sub(_unglued, text)
    stamps = find_dates(text, language)
    if not stamps:
        return None
    stated: dict[str, str] = {}
    at = 0
    kept = []
    for stamp in stamps:
        before = _dates_alone(text[at : stamp.start])
        stated.setdefault("modified" if _is_modified(before) else "published", stamp.iso)
        kept.append(before)
        at = stamp.end
    kept.append(_dates_alone(text[at:]))
    rest = _without_words(" ".join(_without_relative(said) for said in kept))
    labelled = any(date_words().dated.search(before) for before in kept[:-1])
    return DateLine(stated.get("published"), stated.get("modified"), None, rest, labelled)


def _unglued(found: re.Match[str]) -> str:
    """Part a label from the name it is glued to ("Jane RoePublished: ...")."""
    word = found.group()
    known = date_words().labels.is_one(word) or word.casefold() in date_words().months
    return f" {word}" if known else word


def _relative(text: str, line: str) -> DateLine | None:
    if len(line) > LONGEST_RELATIVE or not ends_relative(line):
        return None
    if line in date_words().relative:
        return DateLine(relative=text.strip(RELATIVE_EDGES))
    label = date_words().labels.search(text)
    if label and text[: label.start()].strip():
        label = None
    said = text[label.end() :] if label else ""
    if said and key(said) in date_words().relative:
        return DateLine(relative=said.strip(RELATIVE_EDGES), labelled=True)
    return None


def _timed(text: str, line: str) -> DateLine | None:
    """Read a day without a year and its time ("Today, 14:32", "14 May, 12:40"), and a time that
    is that of a change ("Updated at 14:32")."""
    if len(line) > LONGEST_RELATIVE or not TIME.search(text):
        return None
    known = date_words()
    left = known.spoken.without(TIME.sub(" ", EASTERN.sub(" ", text)))
    names = [key(word) for word in _without_words(left).split()]
    if not all(name in known.months for name in names):
        return None
    labelled = known.dated.search(text) is not None
    is_day = EASTERN.search(text) or known.spoken.search(text) or (names and ONE_DAY.search(left))
    if not (is_day or known.modified.search(text)):
        return None
    return DateLine(relative=text.strip(RELATIVE_EDGES), labelled=labelled, timed=True)


def _dates_alone(text: str) -> str:
    """Take a relative date with its label, or the name of a source, out of what stands beside a
    date."""
    words = date_words()
    if source := words.sources.search(text):
        named = text[source.end() :].strip(RELATIVE_EDGES)
        return text[: source.start()] if 0 < len(named) <= LONGEST_SOURCE else text
    label = words.labels.search(text)
    at = label.end() if label else 0
    return text[:at] if key(text[at:]) in words.relative else text


def ends_relative(line: str) -> bool:
    """Say whether a key ends as relative dates do."""
    endings = date_words().endings
    return any(line[-size:] in endings for size in RELATIVE_ENDS)


def _without_relative(text: str) -> str:
    """Take relative dates out of what stands beside a date ("• Last updated 3 hours ago •")."""
    parts = PARTS.split(text)
    return " ".join(part for part in parts if _relative(part.strip(), key(part)) is None)


def _without_words(text: str) -> str:
    """Take times, labels, weekdays and joining words out of what stands beside a date."""
    text = HOUR.sub(" ", TIME.sub(" ", text))
    text = date_words().known.without(text)
    return " ".join(word for word in text.split() if not NO_WORD.fullmatch(word))


def _is_modified(label: str) -> bool:
    return date_words().modified.search(label) is not None


def _day(found: re.Match[str], language: str | None) -> str | None:
    part = found.groupdict()
    if part["iy"]:
        numbers = part["iy"], part["im"], part["id"]
    elif part["cy"]:
        numbers = part["cy"], part["cm"], part["cd"]
    elif part["ny"]:
        numbers = part["ny"], *_month_and_day(part["n1"], part["n2"], part["sep"], language)
    else:
        name = (part["dm"] or part["mm"] or part["hm"]).casefold()
        numbers = (
            part["dy"] or part["my"] or part["hy"],
            date_words().months.get(name, 0),
            part["dd"] or part["md"] or part["hd"],
        )
    year, month, day = map(int, numbers)
    if year < 100:
        year += 2000
    try:
        return date(year, month, day).isoformat() if year in YEARS else None
    except ValueError:
        return None


def _month_and_day(
    first: str, second: str, separator: str, language: str | None
) -> tuple[str, str]:
    month_first = separator != "." and language in MONTH_FIRST
    if int(first) > 12:
        month_first = False
    elif int(second) > 12:
        month_first = True
    return (first, second) if month_first else (second, first)
