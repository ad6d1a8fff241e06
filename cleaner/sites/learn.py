"""Pages in, a file of site profiles out: in bounded memory, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from cleaner.errors import ProfileError
from cleaner.model import Document
from cleaner.sites.freeze import MOST_VERSIONS, freeze
from cleaner.sites.hosts import domain_of, number, page_number, site_of
from cleaner.sites.lines import LINE, page_lines, unpack
from cleaner.sites.store import (
    MOST_PAGES,
    UNITE,
    PageRow,
    create,
    open_profile,
    read_pages,
    read_rows,
    reading,
)

T = TypeVar("T")

#: Pages taken into the file at once; they are sorted first, which is what makes it fast.
BATCH_PAGES = 8192
#: A host's pages in the working file are cut back when there are so many times too many.
SLACK = 4
#: Bits of the filter that tells whether a line was seen before: 64 MB, wrong for one line in
#: twenty where there are thirty million, which costs a form that is thrown away in the end.
FILTER_BITS = 1 << 29


class Sighting(NamedTuple):
    """A page that was seen: its host, its number, the day (ISO 8601), its lines, packed, and the
    beginnings of their forms."""

    host: str
    page: int
    seen: str
    lines: bytes
    forms: tuple[str, ...]


def sight(document: Document, *, seen: str, site: str | None = None) -> Sighting | None:
    """Read off a document what profiles need; None where its site isn't known or it has no lines.

    `site` is what names its site where it has no URL (else a page may state its address); `seen` is
    the day, such as `"2026-01-31"`.
    """
    host = site_of(document, site)
    lines = page_lines(document)
    if host is None or not lines.packed:
        return None
    page = page_number(document.url, lines.packed)
    return Sighting(host, page, seen, lines.packed, lines.forms)


class Learner:
    """Takes pages in and writes a file of profiles in the end.

    What the file holds so far stays in it and counts with the new pages; a page that comes again
    changes nothing but the day it was last seen. Use it as a context manager: the file is written
    by `finish`, and without that nothing is.
    """

    def __init__(self, path: Path, *, inputs: Iterable[str] = (), anew: bool = False) -> None:
        """Open a working file beside `path`; raises `ProfileError` where `path` is no profile.

        `inputs` name what is learned from; with `anew` the file's pages so far don't count. Raises
        it too where another run is at the file.
        """
        self._path, self._part = path, path.with_name(f"{path.name}.part")
        self._new = path.with_name(f"{path.name}.new")
        earlier = [path] if path.exists() and not anew else []
        for known in earlier:
            open_profile(known).close()
        self._lock = _locked(self._part, path)
        self._work = create(self._part)
        self._batch: list[Sighting] = []
        self._rows: dict[str, int] = {}
        self._limits: dict[str, int] = {}
        self._seen = np.zeros(FILTER_BITS // 8, dtype=np.uint8)
        self._work.execute("BEGIN")
        with ExitStack() as opened:
            opened.push(self)
            for known in earlier:
                self.unite(known)
            software = f"article-cleaner {_version()}"
            rows = [(name, software) for name in sorted(set(inputs))]
            self._work.executemany("INSERT OR REPLACE INTO inputs VALUES (?, ?)", rows)
            opened.pop_all()

    def __enter__(self) -> Learner:
        """Give the learner itself."""
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Drop the working files; raises `ProfileError` where it could not be written on."""
        self._work.close()
        self._part.unlink(missing_ok=True)
        self._new.unlink(missing_ok=True)
        os.close(self._lock)
        if isinstance(error, sqlite3.Error):
            cause = f"the file can't be written: {error}"
            raise ProfileError(cause, source=str(self._path)) from None

    def add(self, page: Sighting) -> None:
        """Take a page in."""
        if page.page <= self._limits.get(page.host, page.page):
            self._batch.append(page)
            if len(self._batch) >= BATCH_PAGES:
                self._flush()

    def unite(self, other: Path, *, since: str = "") -> None:
        """Take in what another file holds, or its pages that were seen on a day or later."""
        with closing(open_profile(other)) as opened:
            rows = (row for row in _sound(read_pages(opened), other) if row.seen >= since)
            while batch := list(islice(rows, BATCH_PAGES)):
                self._keep(batch)
                with reading(other):
                    codes = [unpack(row.lines)["line"] ^ _code(row.host) for row in batch]
                self._mark(np.concatenate(codes))
            forms = _sound(read_rows(opened, "SELECT line, form FROM forms"), other)
            self._work.executemany("INSERT OR IGNORE INTO forms VALUES (?, ?)", forms)
            inputs = _sound(read_rows(opened, "SELECT name, software FROM inputs"), other)
            self._work.executemany("INSERT OR IGNORE INTO inputs VALUES (?, ?)", inputs)

    def finish(self) -> None:
        """Write the file: it appears whole, in the place of the one that was there."""
        self._flush()
        with closing(create(self._new)) as made:
            freeze(self._work, made)
        with self._new.open("rb+") as file:
            os.fsync(file.fileno())
        self._new.replace(self._path)

    def _flush(self) -> None:
        """Bring the batch into the working file, and the forms of lines seen before."""
        batch = sorted(self._batch)
        self._batch.clear()
        self._keep([PageRow(s.host, s.page, number(s.lines), s.seen, s.lines) for s in batch])
        if not batch:
            return
        sizes = [len(s.lines) // LINE.itemsize for s in batch]
        lines = unpack(b"".join(s.lines for s in batch))["line"]
        hosts = np.repeat(np.array([_code(s.host) for s in batch]), sizes)
        codes, first, counts = np.unique(lines ^ hosts, return_index=True, return_counts=True)
        again = self._mark(codes) | (counts > 1)
        forms = [form for s in batch for form in s.forms]
        rows = sorted((int(lines[at]), forms[at]) for at in first[again].tolist())
        self._work.executemany("INSERT OR IGNORE INTO forms VALUES (?, ?)", rows)

    def _mark(self, codes: np.ndarray[Any, np.dtype[np.int64]]) -> Any:
        """Say which lines of hosts were seen before, and remember all."""
        at = codes & (FILTER_BITS - 1)
        cell, bit = at >> 3, (1 << (at & 7)).astype(np.uint8)
        known = (self._seen[cell] & bit) != 0
        np.bitwise_or.at(self._seen, cell, bit)
        return known

    def _keep(self, rows: list[PageRow]) -> None:
        """Take rows in; of a host with far too many pages the smallest numbers stay."""
        self._work.executemany(UNITE, rows)
        for row in rows:
            self._rows[row.host] = self._rows.get(row.host, 0) + 1
        for host in {row.host for row in rows}:
            if self._rows[host] > SLACK * MOST_PAGES:
                self._limits[host] = self._trim(host)
                self._rows[host] = MOST_PAGES

    def _trim(self, host: str) -> int:
        """Drop a host's pages past those that are kept; give the largest number that may stay."""
        pages = "SELECT DISTINCT page FROM pages WHERE host = ? ORDER BY page LIMIT 1 OFFSET ?"
        found = self._work.execute(pages, (host, MOST_PAGES - 1)).fetchone()
        limit = int(found[0]) if found else (1 << 63) - 1
        self._work.execute("DELETE FROM pages WHERE host = ? AND page > ?", (host, limit))
        self._work.execute(
            "DELETE FROM pages WHERE host = ?1 AND (page, version) IN (SELECT page, version FROM"
            " (SELECT page, version, row_number() OVER (PARTITION BY page ORDER BY version) AS n"
            " FROM pages WHERE host = ?1) WHERE n > ?2)",
            (host, MOST_VERSIONS),
        )
        return limit


@lru_cache(maxsize=1 << 16)
def _code(host: str) -> int:
    """Give the number that tells a line of a host, or of others of its domain, from other lines."""
    return number((domain_of(host) or host).encode())


def _locked(part: Path, path: Path) -> int:
    """Give the working file of a path, locked; raises `ProfileError` where another run has it."""
    import fcntl  # here: what is learned elsewhere is used on systems without it, too

    file = os.open(part, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file), os.stat(part)):
            return file
    except (BlockingIOError, FileNotFoundError):  # the other run's, or gone with its end just now
        pass
    os.close(file)
    raise ProfileError("another run is learning into this file", source=str(path))


def _sound(rows: Iterator[T], path: Path) -> Iterator[T]:
    with reading(path):
        yield from rows


def merge(target: Path, sources: Iterable[Path]) -> None:
    """Write one file of profiles from several; as if all their pages had been learned at once.

    Raises `ProfileError` where a source is no file of profiles.
    """
    with Learner(target, anew=True) as learner:
        for source in sources:
            learner.unite(source)
        learner.finish()


def expire(path: Path, since: str) -> None:
    """Drop the pages of a file that were last seen before a day (ISO 8601)."""
    with Learner(path, anew=True) as learner:
        learner.unite(path, since=since)
        learner.finish()


def _version() -> str:
    try:
        return version("article-cleaner")
    except PackageNotFoundError:
        return "unknown"
