"""Site profiles as a cleaning uses them: read from a file, never changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import ProfileError
from cleaner.model import KnownForms, Recurrence
from cleaner.sites.hosts import domain_of
from cleaner.sites.lines import (
    REGION_SHIFT,
    REGIONS,
    SIZE_STEP,
    fewest_copied,
    known_forms,
    line_ways,
)
from cleaner.sites.store import open_profile, read_about, reading

#: Values in one query; SQLite takes no more than 32,766.
MOST_ASKED = 4096
#: Sites whose numbers are remembered.
MOST_SITES = 1 << 14
#: Rows that are remembered in each process: some 30 MB.
MOST_REMEMBERED = 1 << 17
#: Lines of a site that are read all at once: reading one costs a tenth of looking for it, and a
#: page asks for some fifty.
MOST_AT_ONCE = 1024
COLUMNS = "pages, edges, runs, bonds, between_, preceding, following, size"
#: What is asked for one site and some values (forms are those of all sites).
QUERIES = {
    "lines": f"SELECT line, {COLUMNS} FROM lines WHERE site = ? AND line",
    "halves": "SELECT half, line FROM halves WHERE site = ? AND half",
    "forms": "SELECT line, form FROM forms WHERE ? = 0 AND line",
}
#: What is asked of a site that is read all at once, by its number, name and pages; each row ends as
#: `Recurrence` has it.
ALL_LINES = (
    "SELECT line, form, ?2, pages, ?3, edges, runs, bonds, between_, preceding, following,"
    f" {SIZE_STEP} * size FROM lines LEFT JOIN forms USING (line) WHERE site = ?1"
    f" LIMIT {MOST_AT_ONCE + 1}"
)
NAMED = "SELECT site, number, pages FROM sites WHERE site IN (?, ?)"


#: A host or a domain: its name, its number, and how many of its pages are known.
_Site = tuple[str, int, int]


class _Read(NamedTuple):
    """All that is known of a host or a domain with few lines: how they recur, which ways lead to
    them (other than their own hashes), and their forms."""

    lines: dict[int, Recurrence]
    ways: dict[int, list[int]]
    forms: dict[int, str]


class _Whole(NamedTuple):
    """All that is known of a host and its domain; `known` where all forms are."""

    read: _Read
    known: KnownForms | None


class ShownLine(NamedTuple):
    """A recurring line for people: the region of the page it stands in, and its words if kept."""

    recurrence: Recurrence
    region: str
    form: str


class SiteProfiles:
    """A file of site profiles that `cleaner learn` wrote, frozen.

    It is picklable and may be used in several processes: each opens the file for itself and
    raises `ProfileError` where it is no longer the same.
    """

    def __init__(self, path: str | Path) -> None:
        """Open a file; raises `ProfileError` where there is none, or it is no profile."""
        self.path = str(Path(path).resolve())
        with reading(self.path):
            self._digest = read_about(Path(self.path))["digest"]
        self._opened: tuple[int, sqlite3.Connection] | None = None
        self._named: dict[str, list[_Site]] = {}
        self._known: dict[tuple[str, int], dict[int, tuple[Any, ...]]] = {}
        self._read: dict[str, _Read | None] = {}
        self._wholes: dict[str | None, _Whole | None] = {}
        self._count = 0

    @property
    def digest(self) -> str:
        """Give the digest of the pages the profiles were counted from."""
        return self._digest

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open file behind: another process opens it for itself."""
        kept = {"path": self.path, "_digest": self._digest, "_opened": None}
        return {**kept, "_named": {}, "_known": {}, "_read": {}, "_wholes": {}, "_count": 0}

    def __str__(self) -> str:
        return self._digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteProfiles) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self._digest)

    def pages(self, site: str | None) -> int:
        """Give how many pages of a host are known, or of its domain where those are more."""
        return max((of for _, _, of in self._sites(site)), default=0)

    def find(self, site: str | None, lines: Collection[int]) -> Mapping[int, Recurrence]:
        """Look up lines as they recur on a host, or on its registered domain.

        A line that recurs on both is answered with the larger share of pages. Others may be in the
        answer, as in the next two: of a small site it is all that is known.
        """
        if whole := self._whole(site):
            return whole.read.lines
        found: dict[int, Recurrence] = {}
        for name, number, of in self._sites(site):
            rows = self._look_up("lines", number, lines, partial(_recurrence, name, of))
            _add_lines(found, {line: rows[line][0] for line in lines if rows[line]})
        return found

    def find_like(self, site: str | None, parts: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Look up lines of a host, or its domain, by the hashes of their beginnings and ends, and
        of their sides: the lines they mostly stand beside."""
        if whole := self._whole(site):
            return whole.read.ways
        found: dict[int, list[int]] = {}
        for _, number, _ in self._sites(site):
            rows = self._look_up("halves", number, parts, itemgetter(0))
            _add_ways(found, {part: rows[part] for part in parts if rows[part]})
        return found

    def forms(self, site: str | None, lines: Collection[int]) -> Mapping[int, str]:
        """Give the beginnings of lines in their comparison form, as far as they are kept."""
        if whole := self._whole(site):
            return whole.read.forms
        rows = self._look_up("forms", 0, lines, itemgetter(0))
        return {line: form for line in lines for form in rows[line]}

    def known_forms(self, site: str | None) -> KnownForms | None:
        """Give what the lines of a host and its domain say; None where they are too many, or not
        all of their forms are kept."""
        whole = self._whole(site)
        return whole.known if whole else None

    def _whole(self, site: str | None) -> _Whole | None:
        """Give all of a host and its domain; None where that is too much to read at once."""
        self._make_room()
        if site not in self._wholes:
            parts = [self._read_all(*known) for known in self._sites(site)]
            self._wholes[site] = _united([part for part in parts if part]) if all(parts) else None
            self._count += 1
        return self._wholes[site]

    def _read_all(self, name: str, site: int, of: int) -> _Read | None:
        """Read all rows of a site; None where they are too many."""
        if name in self._read:
            return self._read[name]
        rows = self._rows(ALL_LINES, site, name, of)
        self._read[name] = None
        if len(rows) <= MOST_AT_ONCE:
            lines = {row[0]: Recurrence(*row[2:]) for row in rows}
            forms = {row[0]: row[1] for row in rows if row[1] is not None}
            least = fewest_copied(of)
            ways: dict[int, list[int]] = {}  # quicker worked out than read
            for number, form in forms.items():
                line = lines[number]
                if line.pages >= least:
                    for way in line_ways(form, line.preceding, line.following):
                        ways.setdefault(way, []).append(number)
            self._read[name] = _Read(lines, ways, forms)
            self._count += len(lines) + len(ways)
        return self._read[name]

    def _look_up(
        self, table: str, site: int, values: Collection[int], read: Callable[[Sequence[Any]], Any]
    ) -> Mapping[int, tuple[Any, ...]]:
        """Give what is read off the rows of values, and maybe of others.

        It is remembered, for the next page of the site asks for most of it again.
        """
        self._make_room()
        known = self._known.setdefault((table, site), {})
        new = [value for value in values if value not in known]
        known |= dict.fromkeys(new, ())
        for value, *row in self._ask(QUERIES[table], site, new):
            known[value] = (*known[value], read(row))
        self._count += len(new)
        return known

    def _make_room(self) -> None:
        if self._count > MOST_REMEMBERED:
            for remembered in (self._known, self._wholes, self._read):
                remembered.clear()
            self._count = 0

    def _ask(self, query: str, site: int, values: Sequence[int]) -> Iterator[Any]:
        """Ask for rows by many values; queries come in few lengths, which SQLite remembers."""
        for start in range(0, len(values), MOST_ASKED):
            asked = values[start : start + MOST_ASKED]
            size = 1 << (len(asked) - 1).bit_length()
            marks = ",".join("?" * size)
            padding = (None,) * (size - len(asked))
            yield from self._rows(f"{query} IN ({marks})", site, *asked, *padding)

    def _sites(self, site: str | None) -> Sequence[_Site]:
        """Give those of a host and its domain that are known."""
        if site is None:
            return ()
        if site not in self._named:
            if len(self._named) >= MOST_SITES:
                self._named.clear()
            rows = self._rows(NAMED, site, domain_of(site))
            self._named[site] = sorted(rows, key=lambda row: row[0] != site)
        return self._named[site]

    def _rows(self, query: str, *values: object) -> list[Any]:
        """Ask the file; raises `ProfileError` where it is damaged."""
        opened = self._open()
        with reading(self.path):
            return opened.execute(query, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        if self._opened is None or self._opened[0] != os.getpid():
            opened = open_profile(Path(self.path))
            with reading(self.path):
                found = opened.execute("SELECT value FROM about WHERE name = 'digest'").fetchone()
            if found != (self._digest,):
                raise ProfileError("the file changed during the run", source=self.path)
            self._opened = os.getpid(), opened
        return self._opened[1]

    def sites(self) -> list[tuple[str, int]]:
        """List the hosts and domains there are, each with its pages."""
        return self._rows("SELECT site, pages FROM sites ORDER BY site")

    def lines(self, site: str) -> list[ShownLine]:
        """List the lines that recur on a host or domain, the most common first."""
        query = (
            f"SELECT {COLUMNS}, flags, coalesce(form, '') FROM lines LEFT JOIN forms USING (line)"
        )
        known = [(number, of) for name, number, of in self._sites(site) if name == site]
        return [
            ShownLine(_recurrence(site, of, row), REGIONS[flags >> REGION_SHIFT], form)
            for number, of in known
            for *row, flags, form in self._rows(
                f"{query} WHERE site = ? ORDER BY pages DESC, line", number
            )
        ]


def _recurrence(site: str, of: int, row: Sequence[int]) -> Recurrence:
    pages, *counts, size = row
    return Recurrence._make((site, pages, of, *counts, size * SIZE_STEP))


def _united(sites: Sequence[_Read]) -> _Whole:
    """Unite what is known of a host and of its domain."""
    if len(sites) == 1:
        united = sites[0]
    else:
        united = _Read({}, {}, {})
        for one in sites:
            _add_lines(united.lines, one.lines)
            _add_ways(united.ways, one.ways)
            united.forms.update(one.forms)
    return _Whole(united, known_forms(united.lines, united.forms))


def _add_lines(found: dict[int, Recurrence], more: Mapping[int, Recurrence]) -> None:
    """Add lines to those of another site: the larger share of pages counts."""
    for line, recurs in more.items():
        other = found.get(line)
        if other is None or recurs.pages * other.of > other.pages * recurs.of:
            found[line] = recurs


def _add_ways(found: dict[int, list[int]], more: Mapping[int, Sequence[int]]) -> None:
    for way, lines in more.items():
        found[way] = [*found.get(way, ()), *lines]
