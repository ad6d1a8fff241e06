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


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    source = files("cleaner") / "data" / "agencies.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    names = {
        alias.casefold(): name for name, aliases in table.items() for alias in (name, *aliases)
    }
    ordered = sorted(names, key=len, reverse=True)
    return names, re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE
    )


def find_agency(text: str) -> str | None:
    """Give the short name of the first news agency that a text names."""
    names, pattern = _names()
    found = pattern.search(text)
    return names[found.group().casefold()] if found else None


def is_agency(text: str) -> bool:
    """Say whether a text is the name of a news agency and nothing else."""
    return text.strip(" .").casefold() in _names()[0]


#: "BEIJING (AP) — ", "PARIS, June 5 (Reuters) - ", "(Reuters) - ", "Berlin (dpa/lno) - ".
WITH_AGENCY = re.compile(
    r"\s*(?P<place>[^\W\d_][^()\n]{1,58}?)?\s*[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]\s*[-–—:.]{1,2}\s*"
)
#: "NEW YORK — ", "LOS ANGELES, Calif. – ": without an agency the place is in capitals.
PLACE_ONLY = re.compile(
    r"\s*(?P<place>[^\W\d_a-z][^\W\d_a-z .'/-]*[^\W\d_a-z.](?:,\s[^\W\d_][\w. ]{1,20})?)\s+[–—]\s+"
    r"|\s*(?P<dashed>[A-Z][A-Z .'/]{2,30}[A-Z])(?:,\s[A-Z][\w. ]{1,20})?\s+(?:--|-)\s+"
)


def read_dateline(text: str) -> Dateline | None:
    """Read the dateline at the head of a lead, None where there is none."""
    head = text[: LONGEST_PLACE * 2]
    if (found := WITH_AGENCY.match(head)) and (agency := find_agency(found["agency"])):
        return Dateline(_place(found["place"]), agency, found.end())
    if found := PLACE_ONLY.match(head):
        return Dateline(_place(found["place"] or found["dashed"]), None, found.end())
    return None


#: A date that stands in a dateline after the place ("PARIS, June 5").
TRAILING_DATE = re.compile(r",?\s+(?:[^\W\d_]{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+[^\W\d_]{3,9})\.?$")


def _place(text: str | None) -> str | None:
    return TRAILING_DATE.sub("", text).strip(" ,-–—") or None if text else None
