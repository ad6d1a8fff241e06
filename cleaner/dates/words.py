"""The words of dates in every language: months, labels, relative phrases."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple

from cleaner.text import key

#: Zone abbreviations that mean one offset; "BST", "IST" and "CST" mean several and have none.
ZONES = {
    "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00", "EDT": "-04:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
    "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
    "JST": "+09:00", "KST": "+09:00", "AEST": "+10:00", "AEDT": "+11:00", "WIB": "+07:00",
}  # fmt: skip
OTHER_ZONES = (
    "ET", "PT", "CT", "MT", "BST", "IST", "CST", "SGT", "HKT", "SAST", "WITA", "WIT", "GST",
)  # fmt: skip
#: Shorter labels ("on", "el", "am") are words of names and places too.
SHORT_LABEL = 4
TOKEN = re.compile(r"\w+")
#: So many characters at a line's end tell it from relative dates, or as many as one has.
RELATIVE_ENDS = (5, 4, 3, 2)


class Phrases:
    """Phrases to be found as whole words, in any case; unspaced scripts have no word edges.

    Most lines hold none: in ASCII text only words that begin a phrase are looked at.
    """

    def __init__(self, phrases: Iterable[str], after: str = "") -> None:
        known = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
        spaced = "|".join(re.escape(p) for p in known if not _is_unspaced(p))
        unspaced = "|".join(re.escape(p) for p in known if _is_unspaced(p))
        any_one = rf"(?:(?<!\w)(?:{spaced})(?!\w)\.?" + (f"|{unspaced})" if unspaced else ")")
        self._pattern = re.compile(any_one + after, re.IGNORECASE)
        self._first = {found.group() for p in known if (found := TOKEN.match(p))}

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find the phrases in a text, in order, none inside another."""
        if not text.isascii():
            yield from self._pattern.finditer(text)
            return
        end = 0
        for word in TOKEN.finditer(text):
            if word.start() >= end and word.group().lower() in self._first:
                found = self._pattern.match(text, word.start())
                if found:
                    end = found.end()
                    yield found

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first phrase in a text."""
        return next(self.finditer(text), None)

    def is_one(self, text: str) -> bool:
        """Say whether a text is one of the phrases and nothing else."""
        found = self._pattern.match(text)
        return found is not None and found.end() == len(text)

    def without(self, text: str) -> str:
        """Give a text with a space for each of the phrases in it."""
        kept, at = [], 0
        for found in self.finditer(text):
            kept.append(text[at : found.start()])
            at = found.end()
        return " ".join([*kept, text[at:]])


class DateWords(NamedTuple):
    """The words of all languages: `labels` of either kind, `dated` the telling ones of them,
    `known` all that may stand beside a date, `sources` what opens the name of a source beside it,
    `spoken` names of days ("today"), `relative` as keys, `endings` how those end."""

    months: dict[str, int]
    labels: Phrases
    modified: Phrases
    known: Phrases
    dated: Phrases
    sources: Phrases
    spoken: Phrases
    relative: frozenset[str]
    endings: frozenset[str]


@lru_cache(maxsize=1)
def date_words() -> DateWords:
    """Read the words of every language that has a file in `data/dates/`."""
    folder = files("cleaner") / "data" / "dates"
    sources = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
    )
    tables = [tomllib.loads(source.read_text(encoding="utf-8")) for source in sources]
    labels = [p for table in tables for p in (*table["published"], *table["modified"])]
    other = [p for t in tables for p in (*t["weekdays"], *t["joining"], *t["reading"])]
    relative = frozenset(p for table in tables for p in _relative_phrases(table))
    return DateWords(
        months={
            name.casefold(): number
            for table in tables
            for number, names in enumerate(table.get("months", ()), start=1)
            for name in names
        },
        labels=Phrases(labels, after=r"[\s:]*"),
        modified=Phrases(p for table in tables for p in table["modified"]),
        known=Phrases([*labels, *other, *(zone.lower() for zone in (*ZONES, *OTHER_ZONES))]),
        dated=Phrases((p for p in labels if len(p) > SHORT_LABEL), after=r"[\s:]"),
        sources=Phrases((p for t in tables for p in t.get("sources", ())), after=r"\s?[:/|]"),
        spoken=Phrases(p for t in tables for p in t["relative"]),
        relative=relative,
        endings=frozenset(_ending(phrase) for phrase in relative),
    )


def _is_unspaced(phrase: str) -> bool:
    return "\u3040" <= phrase[0] <= "\u9fff" or "\uac00" <= phrase[0] <= "\ud7a3"


def _ending(phrase: str) -> str:
    return phrase[-next(size for size in RELATIVE_ENDS if size <= len(phrase)) :]


def _relative_phrases(table: dict[str, Any]) -> Iterable[str]:
    numbers = product(("0", *table["one"]), table["units"], (" ", ""))
    amounts = [f"{number}{gap}{unit}" for number, unit, gap in numbers]
    yield from (key(form.format(n=amount)) for form, amount in product(table["ago"], amounts))
    yield from (key(phrase) for phrase in table["relative"])
