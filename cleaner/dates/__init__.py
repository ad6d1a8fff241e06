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

from cleaner.dates.words import OTHER_ZONES, RELATIVE_ENDS, ZONES, date_words
from cleaner.text import key

#: No web page is older, and no date line speaks of a year after the second.
YEARS = range(1980, 2100)
#: Where a numeric date may be read both ways, English puts the month first.
MONTH_FIRST = frozenset({"en"})
_ZONE = r"(?:(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d\d)?|" + "|".join((*ZONES, *OTHER_ZONES)) + r")\b"

_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?Uhr\b)?(?:\s?\(?(?P<zone>" + _ZONE + r")\)?)?"
)
#: Words that stand between a date and its time.
_JOINED = (
    r"at|um|à|a\slas|alle|ore|às|om|o|godz|г|в|saat|pukul|الساعة|को"
    r"|kl|klo|klokken|klockan|v|ve|о|об|ora|στις|lúc"
)
TIME = re.compile(r"(?<![\d:.])" + _CLOCK + r"(?![\d:])", re.IGNORECASE)
HOUR = re.compile(r"\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?", re.IGNORECASE)
TIME_AFTER = re.compile(
    rf"(?:T|\s|[,|·•@:(/–—-]|\b(?:{_JOINED})\b\.?){{1,6}}(?<![\d:.]){_CLOCK}(?![\d:])",
    re.IGNORECASE,
)
TIME_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}[\s,|·•–—-]+(?:[^\W\d]{{2,10}}\.?,?\s+)?$", re.IGNORECASE
)
#: A time before its date is looked for in this many characters ("10:57:00 (AEST), Monday, ").
BEFORE_CHARS = 40
_YEAR = r"(?:19|20)\d\d"
#: Letters of Indic scripts carry marks that are no letters themselves.
_NAME = r"[^\W\d_][^\s\d.,|()/-]{1,11}(?:\s(?:الثاني|الأول))?"
DAY = re.compile(
    rf"""
    (?<![\d./-])
    (?: (?P<iy>{_YEAR})(?P<isep>[-/.])(?P<im>\d{{1,2}})(?P=isep)(?P<id>\d{{1,2}})(?![\d/-])
      | (?P<cy>{_YEAR})\s?[年년]\s?(?P<cm>\d{{1,2}})\s?[月월]\s?(?P<cd>\d{{1,2}})\s?[日일]
      | (?P<dd>\d{{1,2}})(?:st|nd|rd|th|er|[.ºª])?[\s/-]*(?:de\s|of\s)?
        (?P<dm>{_NAME})\.?,?[\s/-]*(?:de\s|del\s)?(?P<dy>{_YEAR})(?!\d)
      | (?P<hy>{_YEAR})\.?\s(?P<hm>{_NAME})\.?\s(?P<hd>\d{{1,2}})\.(?![\d/:-])
      | (?P<n1>\d{{1,2}})(?P<sep>[./-])(?P<n2>\d{{1,2}})(?P=sep)(?P<ny>{_YEAR}|\d\d)(?![\d./-])
    )
    | \b(?P<mm>{_NAME})\.?\s*(?P<md>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<my>{_YEAR})(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: Marks and bare numbers beside a date.
NO_WORD = re.compile(r"[\W\d_]+")
GLUED = re.compile(r"(?<=[^\W\d_A-Z])[A-Z][a-z]+(?=[\s:.])")
#: Marks between the statements of a line.
PARTS = re.compile(r"[|·•]")
_YEAR_GATE = re.compile(r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d\d")


#: A relative date with its label is no longer than this.
LONGEST_RELATIVE = 60
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
    `rest` its other words."""

    published: str | None = None
    modified: str | None = None
    relative: str | None = None
    rest: str = ""
    labelled: bool = False


def find_dates(text: str, language: str | None = None) -> list[Stamp]:
    """Find every full date (day, month and year) in a text, with the time beside it."""
    if not _YEAR_GATE.search(text):
        return []
    stamps = []
    for found in DAY.finditer(text):
        if day := _day(found, language):
            stamps.append(_with_time(text, day, *found.span()))
    return stamps


def _with_time(text: str, day: str, start: int, end: int) -> Stamp:
    if after := TIME_AFTER.match(text, end):
        return Stamp(day + _clock(after), start, after.end())
    near = max(0, start - BEFORE_CHARS)
    if ":" in text[near:start] and (before := TIME_BEFORE.search(text[near:start])):
        return Stamp(day + _clock(before), near + before.start(), end)
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
    """Fold width and compatibility forms; offsets into the result fit the result alone."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


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
        return _relative(text, line)
    text = GLUED.sub(_unglued, text)
    stamps = find_dates(text, language)
    if not stamps:
        return None
    stated: dict[str, str] = {}
    at = 0
    kept = []
    for stamp in stamps:
        before = text[at : stamp.start]
        stated.setdefault("modified" if _is_modified(before) else "published", stamp.iso)
        kept.append(before)
        at = stamp.end
    kept.append(text[at:])
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


def _clock(found: re.Match[str]) -> str:
    hour = int(found["hour"])
    if half := (found["half"] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    seconds = f":{found['second']}" if found["second"] else ""
    return f"T{hour:02d}:{found['minute']}{seconds}{_offset(found['zone'])}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    if known := ZONES.get(zone.upper()):
        return known
    stated = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone)
    return f"{stated[1]}{int(stated[2]):02d}:{stated[3] or '00'}" if stated else ""
