"""When an article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from cleaner.dates import YEARS, find_dates, normal
from cleaner.metadata.claims import Claim, choose
from cleaner.model import Document, Evidence
from cleaner.rule import Page

#: "20230619", "20230619T105700Z": the basic format of ISO 8601.
BASIC = re.compile(
    r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
#: Seconds or milliseconds since 1970.
EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")
#: A day in an address ("/2023/06/19/", "-2023-06-19-").
IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
#: Sources that readers see.
SHOWN = frozenset({"date-line", "byline", "line beside headline", "url"})
#: A `<time>` counts as the article's own within so many blocks of the headline.
TIME_BLOCKS = 15


def dated(claims: Sequence[Claim], language: str | None) -> list[Claim]:
    """Turn the values of claims on dates into ISO 8601; those that are no full date fall away."""
    read = []
    for claim in claims:
        if iso := read_stated(claim.value, language):
            read.append(Claim(claim.field, claim.source, iso, claim.start, claim.end))
    return read


def read_stated(value: str, language: str | None) -> str | None:
    """Read a value that is known to be a date: ISO 8601 (basic too), epoch, RFC, written out."""
    value = value.strip()
    if found := BASIC.match(value):
        *day, hour, minute, zone = found.groups(default="")
        value = "-".join(day) + (f"T{hour}:{minute}{zone}" if hour else "")
    if found := EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(found[1]), UTC).isoformat()
    stamps = find_dates(normal(value), language)
    return stamps[0].iso if stamps else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year in YEARS else None


def choose_published(
    claims: Sequence[Claim], language: str | None
) -> tuple[str | None, tuple[Evidence, ...]]:
    """Choose the day of publication from claims in order of trust.

    A day that readers see beside the headline, or that stands in the address, and is earlier
    than the page's data say, comes first: the data are then of a later edition or in another
    time zone.
    """
    read = dated(claims, language)
    shown = [c for c in read if c.source in SHOWN]
    stated = [c for c in read if c.source not in SHOWN]
    if shown and stated and shown[0].value[:10] < stated[0].value[:10]:
        return choose([*shown, *stated])
    return choose([*stated, *shown])


def read_times(page: Page) -> Iterator[Claim]:
    """Read the `<time>` elements that stand beside the headline, or on whose day all agree."""
    times = [mark for mark in page.document.head.marks if mark.name == "time"]
    near = _elements_near_headline(page)
    alike = len({mark.value[:10] for mark in times}) == 1
    for mark in times:
        if mark.element in near or alike:
            yield Claim("date_published", "time", mark.value)


def _elements_near_headline(page: Page) -> set[int]:
    at = page.headline_block
    if at is None:
        return set()
    blocks = page.document.blocks[at : at + TIME_BLOCKS]
    return {element for block in blocks for element in _with_parents(page.document, block.element)}


def _with_parents(document: Document, element: int) -> Iterator[int]:
    if element >= 0:
        yield element
        yield document.elements[element].parent


def read_url(url: str | None) -> Iterator[Claim]:
    """Read the day in an address, if there is one."""
    if url and (found := IN_URL.search(url)) and (day := _day(*found.groups())):
        yield Claim("date_published", "url", day)
