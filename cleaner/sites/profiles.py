"""Site profiles as a cleaning uses them: read from a file, never changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import ProfileError
from cleaner.model import Recurrence
from cleaner.sites.hosts import domain_of
from cleaner.sites.lines import REGION_SHIFT, REGIONS, SIZE_STEP
from cleaner.sites.store import open_profile, read_about

#: Lines looked up in one query; SQLite takes no more than 32,766 values.
MOST_ASKED = 4096
COLUMNS = (
    "l.pages, s.pages, edges, runs, bonds, between_, preceding, following, size, coalesce(form, '')"
)
TABLES = "sites s JOIN lines l ON l.site = s.number LEFT JOIN forms f USING (line)"


class ShownLine(NamedTuple):
    """A recurring line for people: its recurrence, and the region of the page it stands in."""

    recurrence: Recurrence
    region: str


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

    @property
    def digest(self) -> str:
        """Give the digest of the pages the profiles were counted from."""
        return self._digest

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open file behind: another process opens it for itself."""
        return {"path": self.path, "_digest": self._digest, "_opened": None}

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
        if site is None:
            return {}
        found: dict[int, Recurrence] = {}
        for name in filter(None, (site, domain_of(site))):
            for number, line in self._look_up(name, lines):
                known = found.get(number)
                if known is None or line.pages * known.of > known.pages * line.of:
                    found[number] = line
        return found

    def find_like(self, site: str | None, parts: Sequence[int]) -> Mapping[int, list[Recurrence]]:
        """Look up lines of a host, or its domain, by the hashes of their beginnings and ends."""
        found: dict[int, list[Recurrence]] = {}
        for name in filter(None, (site, site and domain_of(site))):
            for start in range(0, len(parts), MOST_ASKED):
                asked = parts[start : start + MOST_ASKED]
                marks = ",".join("?" * len(asked))
                query = (
                    f"SELECT half, {COLUMNS} FROM halves h JOIN sites s ON s.number = h.site"
                    " JOIN lines l ON (l.site, l.line) = (h.site, h.line)"
                    " LEFT JOIN forms f ON f.line = l.line"
                    f" WHERE s.site = ? AND half IN ({marks}) ORDER BY half, l.line"
                )
                for part, *row in self._open().execute(query, (name, *asked)):
                    found.setdefault(part, []).append(_recurrence(name, row))
        return found

    def _look_up(self, site: str, lines: Sequence[int]) -> Iterator[tuple[int, Recurrence]]:
        opened = self._open()
        for start in range(0, len(lines), MOST_ASKED):
            asked = lines[start : start + MOST_ASKED]
            marks = ",".join("?" * len(asked))
            query = f"SELECT line, {COLUMNS} FROM {TABLES} WHERE s.site = ? AND line IN ({marks})"
            for number, *row in opened.execute(query, (site, *asked)):
                yield number, _recurrence(site, row)

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
            f"SELECT {COLUMNS}, flags FROM {TABLES} WHERE s.site = ? ORDER BY l.pages DESC, line"
        )
        return [
            ShownLine(_recurrence(site, row[:-1]), REGIONS[row[-1] >> REGION_SHIFT])
            for row in self._open().execute(query, (site,))
        ]


def _recurrence(site: str, row: Sequence[Any]) -> Recurrence:
    *counts, size, form = row
    return Recurrence._make((site, *counts, size * SIZE_STEP, form))
