"""Pages of a site → the lines that recur on them, counted such that copies count once.

A page that is a copy of another (a print view, a story posted twice) shares the other's own text;
such pages are one, or the text of a story posted three times would pass for the site's template.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from cleaner.sites.lines import LINE, PROSE, unpack

#: Lines on at most this share of the pages can be a page's own text.
OWN_SHARE = 0.5
#: Prose on a larger share of the pages says nothing of where a page's own prose stands.
BODY_SHARE = 0.34
#: Two pages that share this much of the own text of either are copies; two stories of one event
#: on the same site share a few paragraphs of background.
COPIED_SHARE = 0.5
#: Shorter lines (steps of 8 characters) don't show whose text a page has.
FEWEST_STEPS = 4
#: So many recurring lines in a row may be a box or a menu.
RUN_LINES = 2
#: Stands for either end of a page where the hash of a neighbouring line would.
PAGE_END = 1

Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


class Counted(NamedTuple):
    """A line that recurs on a site, with the fields of `Recurrence`."""

    line: int
    pages: int
    edges: int
    runs: int
    bonds: int
    between: int
    preceding: int
    following: int
    size: int
    flags: int


class _Lines(NamedTuple):
    """The lines of all pages one after the other; `line` and `page` are indexes."""

    numbers: Ints
    line: Ints
    page: Ints
    last: Bools
    rows: np.ndarray[Any, np.dtype[np.void]]


def count_lines(pages: Sequence[Sequence[bytes]]) -> tuple[int, list[Counted]]:
    """Count the lines of a site's pages, each given as its packed versions.

    Gives how many pages have text of their own, and the lines that stand on two of them or more,
    by their hash. The order of pages makes no difference.
    """
    lines = _read(pages)
    if len(pages) < 2 or not len(lines.line):
        return len(pages), []
    groups, of = _tell_copies(lines, len(pages))
    group = groups[lines.page]
    counted = group >= 0  # pages without text of their own tell nothing
    count = _spread(lines.line, group, counted, len(lines.numbers), of)
    recurs = count[lines.line] >= 2
    own = count[lines.line] <= max(1, BODY_SHARE * of)
    edge = _edges(lines, recurs & ~own, own)
    runs = _in_runs(lines, recurs)
    bonds, preceding, following, framed = _bonds(lines, recurs & counted)
    at_edge = _spread(lines.line, group, counted & edge, len(lines.numbers), of)
    in_run = _spread(lines.line, group, counted & runs, len(lines.numbers), of)
    between = _spread(lines.line, group, counted & framed, len(lines.numbers), of)
    size = np.zeros(len(lines.numbers), dtype=np.int64)
    flags = np.zeros(len(lines.numbers), dtype=np.int64)
    np.maximum.at(size, lines.line, lines.rows["size"])
    np.maximum.at(flags, lines.line, lines.rows["flags"])
    found = np.flatnonzero(count >= 2)
    columns = (
        lines.numbers,
        count,
        at_edge,
        in_run,
        np.minimum(bonds, count),
        between,
        preceding,
        following,
        size,
        flags,
    )
    rows = zip(*(column[found].tolist() for column in columns), strict=True)
    return of, [Counted(*row) for row in rows]


def _read(pages: Sequence[Sequence[bytes]]) -> _Lines:
    packed = [(at, version) for at, versions in enumerate(pages) for version in versions]
    rows = unpack(b"".join(version for _, version in packed))
    sizes = [len(version) // LINE.itemsize for _, version in packed]
    page = np.repeat(np.array([at for at, _ in packed], dtype=np.int64), sizes)
    last = np.zeros(len(rows), dtype=bool)
    last[np.cumsum([size for size in sizes if size]) - 1] = True
    numbers, line = np.unique(rows["line"], return_inverse=True)
    return _Lines(numbers, line.astype(np.int64), page, last, rows)


def _spread(line: Ints, group: Ints, where: Bools, lines: int, groups: int) -> Ints:
    """Count the groups of pages each line stands on, where it stands as asked."""
    pairs = np.unique(line[where] * max(1, groups) + group[where])
    return np.bincount(pairs // max(1, groups), minlength=lines)


def _tell_copies(lines: _Lines, pages: int) -> tuple[Ints, int]:
    """Number the pages such that copies share a number; -1 for pages without own text."""
    pairs = np.unique(lines.line * pages + lines.page)
    line, page = pairs // pages, pairs % pages
    spread = np.bincount(line, minlength=len(lines.numbers))
    weight = np.zeros(len(lines.numbers), dtype=np.float32)
    np.maximum.at(weight, lines.line, lines.rows["size"].astype(np.float32))
    weight[(weight < FEWEST_STEPS) | (spread > max(2, OWN_SHARE * pages))] = 0
    own = np.bincount(page, weights=weight[line], minlength=pages)
    shared = np.flatnonzero((spread >= 2) & (weight > 0))
    column = np.full(len(lines.numbers), -1, dtype=np.int64)
    column[shared] = np.arange(len(shared))
    taken = column[line] >= 0
    there = np.zeros((pages, len(shared)), dtype=np.float32)
    there[page[taken], column[line[taken]]] = 1
    overlap = (there * weight[shared]) @ there.T
    alike = overlap >= COPIED_SHARE * np.maximum(1, np.minimum(own[:, None], own[None, :]))
    group = np.arange(pages)
    for one, other in np.argwhere(np.triu(alike, 1)).tolist():
        low, high = sorted((group[one], group[other]))
        group[group == high] = low
    group[own == 0] = -1
    kept = np.unique(group[group >= 0])
    numbered = np.searchsorted(kept, group)
    numbered[group < 0] = -1
    return numbered, len(kept)


def _edges(lines: _Lines, common: Bools, own: Bools) -> Bools:
    """Say which lines stand before the first, or after the last prose of their page's own.

    Prose between two common lines may be an edited notice, and doesn't count where there is
    other. On a page without prose nothing is known to be an edge.
    """
    version = np.concatenate(([0], np.cumsum(lines.last)[:-1]))
    versions = int(version[-1]) + 1
    at = np.arange(len(version))
    prose = ((lines.rows["flags"] & PROSE) != 0) & own
    opens = np.append(True, lines.last[:-1])
    alone = _beside(common | lines.last, lines.last) | lines.last
    alone &= _beside((common | opens)[::-1], opens[::-1])[::-1] | opens
    sure = np.bincount(version[prose & ~alone], minlength=versions) > 0
    prose &= ~alone | ~sure[version]
    first = np.full(versions, len(version))
    final = np.full(versions, -1)
    np.minimum.at(first, version[prose], at[prose])
    np.maximum.at(final, version[prose], at[prose])
    outside = (at < first[version]) | (at > final[version])
    result: Bools = outside & (final[version] >= 0)
    return result


def _beside(common: Bools, last: Bools) -> Bools:
    """Say which lines have a common one as their next, or next but one, on their page."""
    one = np.append(common[1:], True)
    other = np.append(one[1:], True)
    result: Bools = one | (other & ~np.append(last[1:], True))
    return result


def _in_runs(lines: _Lines, recurs: Bools) -> Bools:
    """Say which lines stand in a row of recurring ones.

    A single other line between two of them, such as an edited one, doesn't part the row unless it
    is prose.
    """
    version = np.concatenate(([0], np.cumsum(lines.last)[:-1]))
    row = recurs.copy()
    framed = recurs[:-2] & recurs[2:] & (version[:-2] == version[2:])
    row[1:-1] |= framed & ((lines.rows["flags"][1:-1] & PROSE) == 0)
    changes = np.flatnonzero((np.diff(version) != 0) | (np.diff(row.astype(np.int8)) != 0)) + 1
    starts = np.concatenate(([0], changes))
    sizes = np.diff(np.concatenate((starts, [len(row)])))
    result: Bools = recurs & np.repeat(sizes >= RUN_LINES, sizes)
    return result


def _bonds(lines: _Lines, recurs: Bools) -> tuple[Ints, Ints, Ints, Bools]:
    """Count how often each line stands beside its most common neighbours, on the side where it
    does so more often; give the hashes of the neighbours before it and after, and say where a line
    has both of them near. The page's two ends are neighbours too.
    """
    size = len(lines.numbers)
    bonds = np.zeros(size, dtype=np.int64)
    mostly: list[Ints] = []
    framed = recurs.copy()
    numbers = np.append(lines.numbers, [PAGE_END, 0])
    opens = np.append(True, lines.last[:-1])
    for step, ends in ((1, opens), (-1, lines.last)):
        beside = np.where(ends, size, np.roll(lines.line, step))
        usual, counts = _usual(lines.line, beside, recurs, size)
        bonds = np.maximum(bonds, counts)
        mostly.append(numbers[usual[:size]])
        framed &= _is_near(lines.line, beside, np.where(ends, -1, np.roll(beside, step)), usual)
    before, after = mostly
    return bonds, before, after, framed


def _usual(line: Ints, beside: Ints, recurs: Bools, size: int) -> tuple[Ints, Ints]:
    """Give for each line its most common recurring neighbour, and how often it has it; `size` is
    the page's end, `size + 1` none."""
    known = np.append(np.zeros(size, dtype=bool), True)
    known[line[recurs]] = True
    where = recurs & known[beside]
    pairs, counts = np.unique(line[where] * (size + 1) + beside[where], return_counts=True)
    one, other = pairs // (size + 1), pairs % (size + 1)
    order = np.lexsort((-other, counts, one))  # the last of a line is its most common
    chosen = order[np.flatnonzero(np.diff(np.append(one[order], size)) != 0)]
    usual = np.full(size + 2, size + 1)
    often = np.zeros(size, dtype=np.int64)
    usual[one[chosen]], often[one[chosen]] = other[chosen], counts[chosen]
    return usual, often


def _is_near(line: Ints, beside: Ints, beyond: Ints, usual: Ints) -> Bools:
    """Say where a line has its usual neighbour, or that one's, beside it or next but one: one of
    them may be missing or edited."""
    result = np.zeros(len(line), dtype=bool)
    for expected in (usual[line], usual[usual[line]]):
        result |= (beside == expected) | (beyond == expected)
    return result
