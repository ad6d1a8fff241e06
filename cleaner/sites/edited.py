"""Unknown lines of a document that are edited copies of its site's template.

Such a line begins or ends like a known one, or is much like the one that the lines beside it lead
one to expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz

from cleaner.model import KnownForms, Recurrence, SiteLines
from cleaner.sites.counts import PAGE_END
from cleaner.sites.lines import (
    END_CHARS,
    FORM_CHARS,
    LONGEST_DATED,
    PARTED_CHARS,
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
#: What is kept of a form can't be much like a longer line.
LONGEST_COPY = FORM_CHARS / LEAST
#: Lines that were found are neighbours of more, so often at most.
MOST_ROUNDS = 4
WORD = re.compile(r"\w+")
LETTER = re.compile(r"[^\W\d_]")

#: The hashes of the lines before and after (0: none that is known).
_Place = tuple[int, int]
NOWHERE: _Place = (0, 0)
NONE: frozenset[int] = frozenset()
#: A line of the site that one of the document's may be a copy of, by its hash: how it recurs, its
#: form, and how alike they must be.
_Candidate = tuple[int, Recurrence, str, float]


class _Known(NamedTuple):
    """What is known of a document's lines: the hashes that those of the template are known by, by
    block index; `forms` is what all lines of the site say, `end` the number of blocks."""

    numbers: dict[int, int]
    forms: KnownForms | None
    end: int


def find_edited(
    lines: DocumentLines,
    kept: Iterable[int],
    likely: Mapping[int, int],
    sites: SiteLines,
    *,
    site: str,
    forms: KnownForms | None,
    end: int,
) -> dict[int, tuple[int, Recurrence]]:
    """Find the kept lines that are edited copies of others of the site: by block index the hash
    of the other line, and how that recurs.

    `likely` are the hashes of the template's lines so far, `forms` is what all lines of the site
    say; `end` is the number of blocks.
    """
    known = _Known(dict(likely), forms, end)
    edited: dict[int, tuple[int, Recurrence]] = {}
    left = set(kept) - likely.keys()
    asked = left
    for _ in range(MOST_ROUNDS):
        found = _find_once(asked, lines, known, sites, site)
        edited |= found
        known.numbers.update({at: number for at, (number, _) in found.items()})
        left = left - found.keys()
        asked = left & {at + step for at in found for step in (-1, 1)}
        if not asked:
            break
    return edited


def _find_once(
    asked: Set[int], lines: DocumentLines, known: _Known, sites: SiteLines, site: str
) -> dict[int, tuple[int, Recurrence]]:
    """Compare lines with those of the site that are expected in their place, and with those that
    begin or end like them."""
    found: dict[int, tuple[int, Recurrence]] = {}
    for among, candidates in _candidates(asked, lines.forms, known, sites, site):
        for at in among:
            form, own = lines.forms[at], lines.numbers.get(at)
            least, most = _sizes(len(form))
            for number, line, other, limit in candidates:
                if number != own and least <= line.size <= most and _is_alike(form, other, limit):
                    found[at] = number, line
                    break
    return found


def _candidates(
    asked: Set[int], forms: Sequence[str], known: _Known, sites: SiteLines, site: str
) -> Iterator[tuple[list[int], list[_Candidate]]]:
    """Give lines of the document, and those of the site that they may be copies of.

    In a table the same lines stand around many of it; what is expected there is looked up once.
    """
    places, parts = _places(asked, forms, known), _parts(asked, forms, known.forms)
    sides = {place: line_sides(*place) for place in {NOWHERE, *places.values()}}
    like = sites.find_like(site, set().union(*sides.values(), *parts.values()))
    expected = _expected(sides, like, sites, site)
    lines: dict[tuple[_Place, Set[int]], list[int]] = {}
    begun = {at: NONE.union(*[like.get(part, ()) for part in parts[at]]) for at in parts}
    for at in places.keys() | parts.keys():
        lines.setdefault((places.get(at, NOWHERE), begun.get(at, NONE)), []).append(at)
    wanted: set[int] = set().union(*expected.values(), *begun.values())
    recurring, known_forms = sites.find(site, wanted), sites.forms(site, wanted)
    for (place, others), among in lines.items():
        here = expected[place]
        yield (
            among,
            [
                (n, recurring[n], known_forms[n], ALIKE if n in here else ALIKE_ANYWHERE)
                for n in sorted(here | others)
                if n in recurring and n in known_forms
            ],
        )


def _expected(
    sides: Mapping[_Place, Iterable[int]],
    like: Mapping[int, Sequence[int]],
    sites: SiteLines,
    site: str,
) -> dict[_Place, set[int]]:
    """Give the hashes of the lines that mostly stand in some places: beside their neighbours, or
    next but one, for the line between may be missing."""
    around = sites.find(site, set(chain.from_iterable(sides)))
    near = {}
    for before, after in sides:
        one, other = around.get(before), around.get(after)
        near[before, after] = one.following if one else 0, other.preceding if other else 0
    recurring = sites.find(site, set(chain.from_iterable(near.values())))
    expected = {}
    for place, pair in near.items():
        found = set(pair)
        for number in pair:
            if line := recurring.get(number):
                found |= {line.preceding, line.following}
        expected[place] = found.union(*[like[side] for side in sides[place] if side in like])
    return expected


def _places(asked: Set[int], forms: Sequence[str], known: _Known) -> dict[int, _Place]:
    """Give the hashes of the lines before and after those that stand beside a known one, or at an
    end of the page."""
    numbers, last = known.numbers, known.end - 1
    beside = {0, last, *[at - 1 for at in numbers], *[at + 1 for at in numbers]}
    return {
        at: (
            numbers.get(at - 1, 0) if at else PAGE_END,
            numbers.get(at + 1, 0) if at < last else PAGE_END,
        )
        for at in beside & asked
        if len(forms[at]) <= LONGEST_COPY
    }


def _parts(
    asked: Set[int], forms: Sequence[str], known: KnownForms | None
) -> dict[int, tuple[int, ...]]:
    """Give the numbers of lines' beginnings and ends, of those that begin or end like any of the
    site's, where that is known."""
    if known is None:
        return {at: parts for at in asked if (parts := line_parts(forms[at]))}
    first, last = known.first, known.last
    return {
        at: parts
        for at in asked
        if END_CHARS <= len(form := forms[at]) <= PARTED_CHARS
        and (form[:END_CHARS] in first or form[-END_CHARS:] in last)
        and (parts := line_parts(form))
    }


def _sizes(chars: int) -> tuple[float, float]:
    """Give which sizes lines have, as profiles round them, that a form of so many characters can be
    like; numbers are shorter in it."""
    return chars * LEAST, 2 * chars / LEAST + SIZE_STEP


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
