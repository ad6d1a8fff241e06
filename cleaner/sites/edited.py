"""Unknown lines of a document that are edited copies of its site's template.

Such a line begins or ends like a known one, or is much like the one that the lines beside it lead
one to expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from cleaner.model import KnownForms, Recurrence, SiteLines
from cleaner.sites.counts import PAGE_END
from cleaner.sites.lines import (
    END_CHARS,
    FORM_CHARS,
    LONGEST_DATED,
    SIZE_STEP,
    DocumentLines,
    line_parts,
    line_sides,
)

#: A line that stands where another of the template mostly does and is this much like it
#: (rapidfuzz ratio, 0-100) is that line, edited.
ALIKE = 75.0
#: ... or anywhere on the page this much.
ALIKE_ANYWHERE = 92.0
#: The share of the longer one's characters that the shorter of two such lines has.
LEAST = 0.6
#: Lines that were found are neighbours of more, so often at most.
MOST_ROUNDS = 4
WORD = re.compile(r"\w+")
NONE: frozenset[int] = frozenset()
LETTER = re.compile(r"[^\W\d_]")


class _Known(NamedTuple):
    """What is known of a document's lines: those of the template, by block index, and the hashes
    they are known by; `forms` is what all lines of the site say, `end` the number of blocks."""

    likely: dict[int, Recurrence]
    numbers: dict[int, int]
    forms: KnownForms | None
    end: int


def find_edited(
    lines: DocumentLines,
    kept: Iterable[int],
    likely: Mapping[int, Recurrence],
    sites: SiteLines,
    *,
    forms: KnownForms | None,
    end: int,
) -> dict[int, tuple[int, Recurrence]]:
    """Find the kept lines that are edited copies of others of the site: by block index the hash
    of the other line, and how that recurs.

    `likely` are the lines of the template so far, `forms` what all lines of the site say; `end`
    is the number of blocks.
    """
    known = _Known(dict(likely), {at: lines.numbers[at] for at in likely}, forms, end)
    longest = FORM_CHARS / LEAST
    left = {
        at: lines.forms[at] for at in kept if at not in likely and len(lines.forms[at]) <= longest
    }
    asked = dict(left)
    for _ in range(MOST_ROUNDS):
        found = _find_once(asked, lines.numbers, known, sites)
        for at, (number, line) in found.items():
            known.likely[at], known.numbers[at] = line, number
            del left[at]
        beside = {at + step for at in found for step in (-1, 1)}
        asked = {at: left[at] for at in beside & left.keys()}
        if not asked:
            break
    return {at: (known.numbers[at], line) for at, line in known.likely.items() if at not in likely}


class _Candidate(NamedTuple):
    """A line of the site that one of the document's may be a copy of, and how alike they must
    be."""

    number: int
    line: Recurrence
    limit: float


def _find_once(
    left: Mapping[int, str], own: Mapping[int, int], known: _Known, sites: SiteLines
) -> dict[int, tuple[int, Recurrence]]:
    site = next(iter(known.likely.values())).site
    candidates = _candidates(left, known, sites, site)
    forms = sites.forms(site, {other.number for others in candidates.values() for other in others})
    found: dict[int, tuple[int, Recurrence]] = {}
    for at, others in candidates.items():
        for number, line, limit in others:
            if number != own.get(at) and _is_alike(left[at], forms.get(number, ""), limit):
                found[at] = number, line
                break
    return found


def _candidates(
    left: Mapping[int, str], known: _Known, sites: SiteLines, site: str
) -> dict[int, list[_Candidate]]:
    """Find the lines of the site that lines of the document may be copies of, by block index."""
    parts = _parts(left, known.forms)
    sides = _sides(left, known)
    ways = {way for found in (*parts.values(), *sides.values()) for way in found}
    like = sites.find_like(site, ways)
    beside = {at: _expected(at, known.likely) for at in sides}
    expected = dict(sites.find(site, {n for found in beside.values() for n in found}))
    for at, numbers in beside.items():  # the line between may be missing
        for line in [expected[number] for number in numbers if number in expected]:
            numbers |= {line.preceding, line.following}
        numbers.update(*[like[side] for side in sides[at] if side in like])
    wanted = {n for found in (*beside.values(), *like.values()) for n in found}
    expected |= sites.find(site, wanted - expected.keys())
    candidates: dict[int, list[_Candidate]] = {}
    for at in beside.keys() | parts.keys():
        here, found = beside.get(at, NONE), [like[w] for w in parts.get(at, NONE) if w in like]
        if others := expected.keys() & here.union(*found):
            least, most = _sizes(len(left[at]))
            candidates[at] = [
                _Candidate(n, expected[n], ALIKE if n in here else ALIKE_ANYWHERE)
                for n in sorted(others)
                if least <= expected[n].size <= most
            ]
    return candidates


def _sides(left: Mapping[int, str], known: _Known) -> dict[int, tuple[int, ...]]:
    """Give the sides of lines that stand beside a known one, or at an end of the page."""
    numbers, last = known.numbers, known.end - 1
    beside = {0, last, *[at - 1 for at in numbers], *[at + 1 for at in numbers]}
    found = {}
    for at in beside & left.keys():
        before = numbers.get(at - 1, 0) if at else PAGE_END
        after = numbers.get(at + 1, 0) if at < last else PAGE_END
        found[at] = line_sides(before, after)
    return found


def _parts(left: Mapping[int, str], known: KnownForms | None) -> Mapping[int, Sequence[int]]:
    """Give the numbers of lines' beginnings and ends, of those that begin or end like any of the
    site's, where that is known."""
    if known is None:
        return {at: parts for at, form in left.items() if (parts := line_parts(form))}
    first, last = known.first, known.last
    return {
        at: parts
        for at, form in left.items()
        if (form[:END_CHARS] in first or form[-END_CHARS:] in last) and (parts := line_parts(form))
    }


def _sizes(chars: int) -> tuple[float, float]:
    """Give which sizes lines have, as profiles round them, that a form of so many characters can be
    like; numbers are shorter in it."""
    return chars * LEAST, 2 * chars / LEAST + SIZE_STEP


def _expected(at: int, likely: Mapping[int, Recurrence]) -> set[int]:
    """Give the hashes of the lines that mostly stand beside a block's neighbours."""
    before, after = likely.get(at - 1), likely.get(at + 1)
    return {before.following if before else 0, after.preceding if after else 0}


def _is_alike(form: str, known: str, limit: float) -> bool:
    """Say whether a form is much like that of a known line.

    Where the known line is nothing but numbers and dates, one word may stand in for one of them:
    a month in another spelling.
    """
    if known and not LETTER.search(known) and "0" in form and len(form) <= LONGEST_DATED:
        words = WORD.findall(form)
        if sum(LETTER.search(word) is not None for word in words) > 1:
            return False
        form = WORD.sub("0", form)
    return fuzz.ratio(form, known, score_cutoff=limit) > 0
