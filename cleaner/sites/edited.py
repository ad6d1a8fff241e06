"""Unknown lines of a document that are edited copies of its site's template.

Such a line begins or ends like a known one, or is much like the one that the lines beside it lead
one to expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from cleaner.model import Recurrence, SiteLines
from cleaner.sites.counts import PAGE_END
from cleaner.sites.lines import (
    FORM_CHARS,
    LONGEST_DATED,
    SIZE_STEP,
    SiteLine,
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
LETTER = re.compile(r"[^\W\d_]")


class _Known(NamedTuple):
    """What is known of a document's lines: those of the template, by block index, and the hashes
    they are known by; `end` is the number of blocks."""

    likely: dict[int, Recurrence]
    numbers: dict[int, int]
    end: int

    def before(self, at: int) -> int:
        """Give the hash of the line before a block (0: it isn't known)."""
        return self.numbers.get(at - 1, 0) if at else PAGE_END

    def after(self, at: int) -> int:
        """Give the hash of the line after a block."""
        return self.numbers.get(at + 1, 0) if at + 1 < self.end else PAGE_END


def find_edited(
    lines: Mapping[int, SiteLine],
    kept: Iterable[int],
    likely: Mapping[int, Recurrence],
    sites: SiteLines,
    *,
    end: int,
) -> dict[int, tuple[int, Recurrence]]:
    """Find the kept lines that are edited copies of others of the site: by block index the hash
    of the other line, and how that recurs.

    `likely` are the lines of the template so far; `end` is the number of blocks.
    """
    known = _Known(dict(likely), {at: lines[at].number for at in likely}, end)
    left = {
        at: (lines[at], line_parts(lines[at].key))
        for at in kept
        if at not in likely and len(lines[at].key) <= FORM_CHARS / LEAST
    }
    asked = set(left)
    for _ in range(MOST_ROUNDS):
        found = _find_once({at: left[at] for at in asked}, known, sites)
        for at, (number, line) in found.items():
            known.likely[at], known.numbers[at] = line, number
            del left[at]
        asked = {at + step for at in found for step in (-1, 1)} & left.keys()
        if not asked:
            break
    return {at: (known.numbers[at], line) for at, line in known.likely.items() if at not in likely}


def _find_once(
    left: Mapping[int, tuple[SiteLine, Sequence[int]]], known: _Known, sites: SiteLines
) -> dict[int, tuple[int, Recurrence]]:
    site = next(iter(known.likely.values())).site
    sides = {at: line_sides(known.before(at), known.after(at)) for at in left}
    left = {at: found for at, found in left.items() if found[1] or sides[at]}
    asked = {way for at, (_, parts) in left.items() for way in (*parts, *sides[at])}
    like = sites.find_like(site, list(asked))
    beside = {at: _expected(at, known.likely) for at in left if sides[at]}
    expected = dict(sites.find(site, list({n for found in beside.values() for n in found})))
    for at, numbers in beside.items():  # the line between may be missing
        near = [expected[number] for number in numbers if number in expected]
        beside[at] |= {n for line in near for n in (line.preceding, line.following)}
        beside[at] |= {number for side in sides[at] for number in like.get(side, ())}
    wanted = {n for found in (*beside.values(), *like.values()) for n in found}
    expected |= sites.find(site, list(wanted - expected.keys()))
    others: dict[int, list[int]] = {}
    for at, (line, parts) in left.items():
        numbers = beside.get(at, set()).union(*(like.get(part, ()) for part in parts))
        others[at] = [
            number
            for number in sorted(numbers & expected.keys())
            if number != line.number and _fits(len(line.key), expected[number].size)
        ]
    forms = sites.forms(list({number for numbers in others.values() for number in numbers}))
    found: dict[int, tuple[int, Recurrence]] = {}
    for at, candidates in others.items():
        for number in candidates:
            limit = ALIKE if number in beside.get(at, ()) else ALIKE_ANYWHERE
            if _is_alike(left[at][0].key, forms.get(number, ""), limit):
                found[at] = number, expected[number]
                break
    return found


def _fits(chars: int, size: int) -> bool:
    """Say whether a form of so many characters can be like that of a line of a size, as profiles
    round it; numbers are shorter in it."""
    return (size - SIZE_STEP) * LEAST / 2 <= chars <= size / LEAST


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
