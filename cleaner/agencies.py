"""News agencies: their names and what their stories begin and end with.

The names are data: `data/agencies.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

#: Places of datelines are at most this long ("SAN FRANCISCO/NEW YORK, June 12").
LONGEST_PLACE = 60


class Dateline(NamedTuple):
    """A dateline at the head of a lead: place and agency, and where it ends."""

    place: str | None
    agency: str | None
    end: int


class _Names(NamedTuple):
    short: dict[str, str]
    pattern: re.Pattern[str]
    not_places: frozenset[str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    source = files("cleaner") / "data" / "agencies.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    agencies = tables["agencies"]
    names = {alias.casefold(): name for name in agencies for alias in (name, *agencies[name])}
    any_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{any_name})(?!\w)", re.IGNORECASE)
    return _Names(names, pattern, frozenset(tables["not_places"]["words"]))


def find_agency(text: str) -> str | None:
    """Give the short name of the first news agency that a text names."""
    found = _names().pattern.search(text)
    return _names().short[found.group().casefold()] if found else None


def is_agency(text: str) -> bool:
    """Say whether a text is the name of a news agency and nothing else."""
    return text.strip(" .").casefold() in _names().short


#: "BEIJING (AP) — ", "PARIS, June 5 (Reuters) - ", "(Reuters) - ", "Berlin (dpa/lno) - ".
WITH_AGENCY = re.compile(
    r"\s*+(?P<place>[^\W\d_][^()\n]{1,58}?)?\s*+[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]"
    r"\s*+[-–—:.]{1,2}\s*"
)
#: "NEW YORK — ", "LOS ANGELES, Calif. – ": without an agency the place is in capitals.
PLACE_ONLY = re.compile(
    r"\s*(?P<place>[A-ZÀ-ÞŁŚŻА-Я][A-ZÀ-ÞŁŚŻА-Я .'’/-]{1,40}[A-ZÀ-ÞŁŚŻА-Я.]"
    r"(?:,\s[^\W\d_][\w. ]{1,20})?)\s+(?:[–—]|--?)\s+"
)


def read_dateline(text: str) -> Dateline | None:
    """Read the dateline at the head of a lead, None where there is none."""
    head = text[: LONGEST_PLACE * 2]
    if (found := WITH_AGENCY.match(head)) and (agency := find_agency(found["agency"])):
        return Dateline(_place(found["place"]), agency, found.end())
    found = PLACE_ONLY.match(head)
    if found and found["place"] not in _names().not_places:
        return Dateline(_place(found["place"]), None, found.end())
    return None


#: A date that stands in a dateline after the place ("PARIS, June 5").
TRAILING_DATE = re.compile(
    r"(?:,|(?<!\s))\s++(?:[^\W\d_]{3,9}\.?\s++\d{1,2}|\d{1,2}\.?\s++[^\W\d_]{3,9})\.?$"
)


def _place(text: str | None) -> str | None:
    return TRAILING_DATE.sub("", text).strip(" ,-–—") or None if text else None
