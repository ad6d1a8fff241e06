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

#: Values in one query; SQLite takes no more than 32,766.
MOST_ASKED = 4096
#: Sites whose numbers are remembered.
MOST_SITES = 1 << 14
COLUMNS = "pages, edges, runs, bonds, between_, preceding, following, size"


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
        self._numbers: dict[str, Any] = {}

    @property
    def digest(self) -> str:
        """Give the digest of the pages the profiles were counted from."""
        return self._digest

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open file behind: another process opens it for itself."""
        return {"path": self.path, "_digest": self._digest, "_opened": None, "_numbers": {}}

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
        query = f"SELECT line, {COLUMNS} FROM lines WHERE site = ? AND line"
        for name, number, of in self._sites(site):
            for line, *row in self._ask(query, lines, number):
                known = found.get(line)
                if known is None or row[0] * known.of > known.pages * of:
                    found[line] = _recurrence(name, of, row)
        return found

    def find_like(self, site: str | None, parts: Sequence[int]) -> Mapping[int, list[int]]:
        """Look up lines of a host, or its domain, by the hashes of their beginnings and ends."""
        found: dict[int, list[int]] = {}
        query = "SELECT half, line FROM halves WHERE site = ? AND half"
        for _, number, _ in self._sites(site):
            for part, line in self._ask(query, parts, number):
                found.setdefault(part, []).append(line)
        return found

    def forms(self, lines: Sequence[int]) -> Mapping[int, str]:
        """Give the beginnings of lines in their comparison form, as far as they are kept."""
        return dict(self._ask("SELECT line, form FROM forms WHERE line", lines))

    def _ask(self, query: str, values: Sequence[int], *others: int) -> Iterator[Any]:
        """Ask for rows by many values; queries come in few lengths, which SQLite remembers."""
        opened = self._open()
        for start in range(0, len(values), MOST_ASKED):
            asked = values[start : start + MOST_ASKED]
            size = 1 << (len(asked) - 1).bit_length()
            marks = ",".join("?" * size)
            padding = (None,) * (size - len(asked))
            yield from opened.execute(f"{query} IN ({marks})", (*others, *asked, *padding))

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
