"""Site profiles as a cleaning uses them: read from a file, never changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import ProfileError
from cleaner.model import Recurrence
from cleaner.sites.hosts import domain_of
from cleaner.sites.lines import REGION_SHIFT, REGIONS, SIZE_STEP
from cleaner.sites.store import open_profile, read_about

#: Values in one query; SQLite takes no more than 32,766.
MOST_ASKED = 4096
#: Sites whose numbers are remembered.
MOST_SITES = 1 << 14
#: Values whose rows are remembered in each process: some 30 MB.
MOST_REMEMBERED = 1 << 17
#: Rows of a site in one table that are read all at once: reading one costs a tenth of looking for
#: it, and a page asks for some fifty.
MOST_AT_ONCE = 1024
COLUMNS = "pages, edges, runs, bonds, between_, preceding, following, size"
#: What is asked of each table, by the number of a site (forms are those of all) and many values.
QUERIES = {
    "lines": f"SELECT line, {COLUMNS} FROM lines WHERE site = ? AND line",
    "halves": "SELECT half, line FROM halves WHERE site = ? AND half",
    "forms": "SELECT line, form FROM forms WHERE ? = 0 AND line",
}


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
        self._digest = read_about(Path(self.path))["digest"]
        self._opened: tuple[int, sqlite3.Connection] | None = None
        self._numbers: dict[str, tuple[int, int] | None] = {}
        self._known: dict[tuple[str, int], tuple[dict[int, tuple[Any, ...]], bool]] = {}
        self._count = 0

    @property
    def digest(self) -> str:
        """Give the digest of the pages the profiles were counted from."""
        return self._digest

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open file behind: another process opens it for itself."""
        kept = {"path": self.path, "_digest": self._digest, "_opened": None}
        return {**kept, "_numbers": {}, "_known": {}, "_count": 0}

    def __str__(self) -> str:
        return self._digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteProfiles) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self._digest)

    def find(self, site: str | None, lines: Sequence[int]) -> Mapping[int, Recurrence]:
        """Look up lines as they recur on a host, or on its registered domain.

        A line that recurs on both is answered with the larger share of pages.
        """
        found: dict[int, Recurrence] = {}
        for name, number, of in self._sites(site):
            known = self._look_up("lines", number, lines, partial(_recurrence, name, of))
            for line in lines:
                for recurs in known.get(line, ()):
                    other = found.get(line)
                    if other is None or recurs.pages * other.of > other.pages * of:
                        found[line] = recurs
        return found

    def find_like(self, site: str | None, parts: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """Look up lines of a host, or its domain, by the hashes of their beginnings and ends, and
        of their sides: the lines they mostly stand beside."""
        found: dict[int, tuple[int, ...]] = {}
        for _, number, _ in self._sites(site):
            known = self._look_up("halves", number, parts, itemgetter(0))
            for part in parts:
                if lines := known.get(part):
                    found[part] = found.get(part, ()) + lines
        return found

    def forms(self, lines: Sequence[int]) -> Mapping[int, str]:
        """Give the beginnings of lines in their comparison form, as far as they are kept."""
        known = self._look_up("forms", 0, lines, itemgetter(0))
        return {line: form for line in lines for form in known[line]}

    def _look_up(
        self, table: str, site: int, values: Sequence[int], read: Callable[[Sequence[Any]], Any]
    ) -> Mapping[int, tuple[Any, ...]]:
        """Give what is read off the rows of those values that have some, and maybe of others.

        It is remembered, for the next page of the site asks for most of it again; where a site
        has few rows they are read all at once, which costs less than to look for many.
        """
        if self._count > MOST_REMEMBERED:
            self._known.clear()
            self._count = 0
        if (table, site) not in self._known:
            rows = self._read_all(table, site)
            self._known[table, site] = {}, rows is not None
            self._remember(table, site, rows or (), read)
        known, whole = self._known[table, site]
        new = [] if whole else [value for value in values if value not in known]
        if new:
            known |= dict.fromkeys(new, ())
            self._remember(table, site, self._ask(QUERIES[table], site, new), read)
            self._count += len(new)
        return known

    def _remember(
        self,
        table: str,
        site: int,
        rows: Iterable[Sequence[Any]],
        read: Callable[[Sequence[Any]], Any],
    ) -> None:
        known, _ = self._known[table, site]
        for value, *row in rows:
            known[value] = (*known.get(value, ()), read(row))
            self._count += 1

    def _read_all(self, table: str, site: int) -> Sequence[Any] | None:
        """Read all rows of a site; None where they are too many."""
        if table == "forms":
            return None
        query, _, _ = QUERIES[table].rpartition(" AND ")
        limited = f"{query} LIMIT {MOST_AT_ONCE + 1}"
        rows = self._open().execute(limited, (site,)).fetchall()
        return rows if len(rows) <= MOST_AT_ONCE else None

    def _ask(self, query: str, site: int, values: Sequence[int]) -> Iterator[Any]:
        """Ask for rows by many values; queries come in few lengths, which SQLite remembers."""
        opened = self._open()
        for start in range(0, len(values), MOST_ASKED):
            asked = values[start : start + MOST_ASKED]
            size = 1 << (len(asked) - 1).bit_length()
            marks = ",".join("?" * size)
            padding = (None,) * (size - len(asked))
            yield from opened.execute(f"{query} IN ({marks})", (site, *asked, *padding))

    def _sites(self, site: str | None) -> Iterator[tuple[str, int, int]]:
        """Give those of a host and its domain that are known: name, number, pages."""
        names = (site, domain_of(site)) if site is not None else ()
        for name in names:
            if name is None:
                continue
            if name not in self._numbers:
                if len(self._numbers) >= MOST_SITES:
                    self._numbers.clear()
                query = "SELECT number, pages FROM sites WHERE site = ?"
                self._numbers[name] = self._open().execute(query, (name,)).fetchone()
            if known := self._numbers[name]:
                yield name, *known

    def _open(self) -> sqlite3.Connection:
        if self._opened is None or self._opened[0] != os.getpid():
            opened = open_profile(Path(self.path))
            rows = opened.execute("SELECT value FROM about WHERE name = 'digest'")
            if rows.fetchone() != (self._digest,):
                raise ProfileError("the file changed during the run", source=self.path)
            self._opened = os.getpid(), opened
        return self._opened[1]

    def sites(self) -> list[tuple[str, int]]:
        """List the hosts and domains there are, each with its pages."""
        return self._open().execute("SELECT site, pages FROM sites ORDER BY site").fetchall()

    def lines(self, site: str) -> list[ShownLine]:
        """List the lines that recur on a host or domain, the most common first."""
        query = (
            f"SELECT {COLUMNS}, flags, coalesce(form, '') FROM lines LEFT JOIN forms USING (line)"
        )
        known = [(number, of) for name, number, of in self._sites(site) if name == site]
        return [
            ShownLine(_recurrence(site, of, row), REGIONS[flags >> REGION_SHIFT], form)
            for number, of in known
            for *row, flags, form in self._open().execute(
                f"{query} WHERE site = ? ORDER BY pages DESC, line", (number,)
            )
        ]


def _recurrence(site: str, of: int, row: Sequence[int]) -> Recurrence:
    pages, *counts, size = row
    return Recurrence._make((site, pages, of, *counts, size * SIZE_STEP))
