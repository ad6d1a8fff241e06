"""Dates as pages write them: found in a line, read into ISO 8601, labels told from the rest.

Month names, labels ("Updated on") and relative phrases ("3 hours ago") of every language are
data: `data/dates/<language>.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple

from cleaner.text import key

#: No web page is older, and no date line speaks of a year after the second.
YEARS = range(1980, 2100)
#: Where a numeric date may be read both ways, English puts the month first.
MONTH_FIRST = frozenset({"en"})
#: Zone abbreviations that mean one offset; "BST", "IST" and "CST" mean several and are left out.
ZONES = {
    "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00", "EDT": "-04:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
    "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
    "JST": "+09:00", "KST": "+09:00", "AEST": "+10:00", "AEDT": "+11:00", "WIB": "+07:00",
}  # fmt: skip
_OTHER_ZONES = ("ET", "PT", "CT", "MT", "BST", "IST", "CST", "SGT", "HKT", "SAST", "WITA", "WIT")
_ZONE = r"(?:(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d\d)?|" + "|".join((*ZONES, *_OTHER_ZONES)) + r")\b"

_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?Uhr\b)?(?:\s?\(?(?P<zone>" + _ZONE + r")\)?)?"
)
#: Words that stand between a date and its time.
_JOINED = r"at|um|à|a\slas|alle|ore|às|om|o|godz|г|в|saat|pukul|الساعة|को"
TIME = re.compile(r"(?<![\d:.])" + _CLOCK + r"(?![\d:])", re.IGNORECASE)
HOUR = re.compile(r"\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?", re.IGNORECASE)
TIME_AFTER = re.compile(
    rf"(?:T|\s|[,|·•@:(–—-]|\b(?:{_JOINED})\b\.?){{1,6}}(?<![\d:.]){_CLOCK}(?![\d:])", re.IGNORECASE
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
      | (?P<n1>\d{{1,2}})(?P<sep>[./-])(?P<n2>\d{{1,2}})(?P=sep)(?P<ny>{_YEAR}|\d\d)(?![\d./-])
    )
    | \b(?P<mm>{_NAME})\.?\s*(?P<md>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<my>{_YEAR})(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: Marks and bare numbers beside a date.
NO_WORD = re.compile(r"[\W\d_]+")
GLUED = re.compile(r"(?<=[^\W\d_A-Z])[A-Z][a-z]+(?=[\s:.])")
_YEAR_GATE = re.compile(r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d\d")


#: Shorter labels ("on", "el", "am") are words of names and places too.
SHORT_LABEL = 4


#: A relative date with its label is no longer than this.
LONGEST_RELATIVE = 60
RELATIVE_EDGES = " \t:|·•-–—,.()"


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
    label = _words().dated.search(head)
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
    text = normal(text)
    if not _YEAR_GATE.search(text):
        return _relative(text, key(text) if line is None else line)
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
    rest = _without_words(" ".join(kept))
    labelled = any(_words().dated.search(before) for before in kept[:-1])
    return DateLine(stated.get("published"), stated.get("modified"), None, rest, labelled)


def _unglued(found: re.Match[str]) -> str:
    """Part a label from the name it is glued to ("Jane RoePublished: ...")."""
    word = found.group()
    known = _words().labels.fullmatch(word) or word.casefold() in _words().months
    return f" {word}" if known else word


def _relative(text: str, line: str) -> DateLine | None:
    if len(line) > LONGEST_RELATIVE:
        return None
    if line in _words().relative:
        return DateLine(relative=text.strip(RELATIVE_EDGES))
    label = _words().labels.match(text)
    said = text[label.end() :] if label else ""
    if said and key(said) in _words().relative:
        return DateLine(relative=said.strip(RELATIVE_EDGES), labelled=True)
    return None


def _without_words(text: str) -> str:
    """Take times, labels, weekdays and joining words out of what stands beside a date."""
    text = HOUR.sub(" ", TIME.sub(" ", text))
    text = _words().known.sub(" ", text)
    return " ".join(word for word in text.split() if not NO_WORD.fullmatch(word))


def _is_modified(label: str) -> bool:
    return _words().modified.search(label) is not None


def _day(found: re.Match[str], language: str | None) -> str | None:
    part = found.groupdict()
    if part["iy"]:
        numbers = part["iy"], part["im"], part["id"]
    elif part["cy"]:
        numbers = part["cy"], part["cm"], part["cd"]
    elif part["ny"]:
        numbers = part["ny"], *_month_and_day(part["n1"], part["n2"], part["sep"], language)
    else:
        name = (part["dm"] or part["mm"]).casefold()
        numbers = part["dy"] or part["my"], _words().months.get(name, 0), part["dd"] or part["md"]
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


class _Words(NamedTuple):
    months: dict[str, int]
    labels: re.Pattern[str]
    modified: re.Pattern[str]
    known: re.Pattern[str]
    dated: re.Pattern[str]
    relative: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    tables = [_read(name) for name in sorted(_languages())]
    months = {
        name: number
        for table in tables
        for number, names in enumerate(table.get("months", ()), start=1)
        for name in names
    }
    labels = [p for table in tables for p in (*table["published"], *table["modified"])]
    other = [
        p for table in tables for p in (*table["weekdays"], *table["joining"], *table["reading"])
    ]
    zones = [*ZONES, *_OTHER_ZONES]
    return _Words(
        months=months,
        labels=re.compile(rf"\s*(?:{_any(labels)})[\s:]*", re.IGNORECASE),
        modified=re.compile(_any(p for t in tables for p in t["modified"]), re.IGNORECASE),
        known=re.compile(_any([*labels, *other, *zones]), re.IGNORECASE),
        dated=re.compile(rf"{_any(p for p in labels if len(p) > SHORT_LABEL)}[\s:]", re.IGNORECASE),
        relative=frozenset(p for table in tables for p in _relative_phrases(table)),
    )


def _any(phrases: Iterable[str]) -> str:
    """Match any of the phrases as whole words (unspaced scripts have no word edges)."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    spaced = "|".join(re.escape(p) for p in ordered if not _is_unspaced(p))
    unspaced = "|".join(re.escape(p) for p in ordered if _is_unspaced(p))
    return rf"(?:(?<!\w)(?:{spaced})(?!\w)\.?" + (rf"|(?:{unspaced})" if unspaced else "") + ")"


def _is_unspaced(phrase: str) -> bool:
    return "\u3040" <= phrase[0] <= "\u9fff" or "\uac00" <= phrase[0] <= "\ud7a3"


def _relative_phrases(table: dict[str, Any]) -> Iterable[str]:
    amounts = [f"{n}{gap}{unit}" for n, unit in product(("0", *table["one"]), table["units"]) for gap in (" ", "")]  # fmt: skip  # noqa: E501
    yield from (key(form.format(n=amount)) for form, amount in product(table["ago"], amounts))
    yield from (key(phrase) for phrase in table["relative"])


@lru_cache(maxsize=1)
def _languages() -> tuple[str, ...]:
    folder = files("cleaner") / "data" / "dates"
    return tuple(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


@lru_cache(maxsize=32)
def _read(language: str) -> dict[str, Any]:
    source = files("cleaner") / "data" / "dates" / f"{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
