"""The file of site profiles: SQLite, written whole, the same bytes for the same pages.

Pages are the evidence: of each host those with the smallest numbers, as hashes of their lines. A
set of pages can be united with another in any order, twice or once, and what recurs is counted
out of it in the end; so order, workers, restarts and merges can't change a result. Bottom-k
sampling after Broder, "On the resemblance and containment of documents", 1997.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import ProfileError

#: Pages of a host that are kept, and of a domain that are counted: enough to tell shares of a
#: tenth apart, few enough that a site of millions of pages takes no more than a megabyte.
MOST_PAGES = 192
#: The form of the file; another number is another form.
FORMAT = 1
APPLICATION = 0x41436C53

SCHEMA = """
CREATE TABLE pages (
    host TEXT NOT NULL, page INTEGER NOT NULL, version INTEGER NOT NULL,
    seen TEXT NOT NULL, lines BLOB NOT NULL,
    PRIMARY KEY (host, page, version)) WITHOUT ROWID;
CREATE TABLE sites (
    site TEXT PRIMARY KEY, number INTEGER NOT NULL, pages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE lines (
    site INTEGER NOT NULL, line INTEGER NOT NULL, pages INTEGER NOT NULL, edges INTEGER NOT NULL,
    runs INTEGER NOT NULL, bonds INTEGER NOT NULL, between_ INTEGER NOT NULL,
    preceding INTEGER NOT NULL, following INTEGER NOT NULL,
    size INTEGER NOT NULL, flags INTEGER NOT NULL,
    PRIMARY KEY (site, line)) WITHOUT ROWID;
CREATE TABLE halves (
    site INTEGER NOT NULL, half INTEGER NOT NULL, line INTEGER NOT NULL,
    PRIMARY KEY (site, half, line)) WITHOUT ROWID;
CREATE TABLE forms (line INTEGER PRIMARY KEY, form TEXT NOT NULL);
CREATE TABLE inputs (name TEXT PRIMARY KEY, software TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class PageRow(NamedTuple):
    """A page as it is kept; `version` is a hash of its lines, `seen` the day it was last seen."""

    host: str
    page: int
    version: int
    seen: str
    lines: bytes


UNITE = """
INSERT INTO pages VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)
"""


def open_profile(path: Path) -> sqlite3.Connection:
    """Open a file of profiles for reading; raises `ProfileError` where it is none of ours."""
    if not path.is_file():
        raise ProfileError("there is no such file", source=str(path))
    try:
        opened = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        [application] = opened.execute("PRAGMA application_id").fetchone()
        [form] = opened.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise ProfileError(f"not a file of site profiles: {error}", source=str(path)) from None
    if (application, form) != (APPLICATION, FORMAT):
        opened.close()
        raise ProfileError("not a file of site profiles of this version", source=str(path))
    return opened


def create(path: Path, *, durable: bool = False) -> sqlite3.Connection:
    """Create an empty file of profiles in the place of whatever is there; raises `OSError`."""
    path.write_bytes(b"")  # sqlite has no word for a folder that isn't there or may not be written
    for old in (Path(f"{path}-journal"), Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(FileNotFoundError):
            old.unlink()
    made = sqlite3.connect(path, isolation_level=None)
    made.execute("PRAGMA journal_mode = OFF" if not durable else "PRAGMA journal_mode = DELETE")
    made.execute("PRAGMA synchronous = OFF")
    made.execute("PRAGMA cache_size = -65536")
    made.execute(f"PRAGMA application_id = {APPLICATION}")
    made.execute(f"PRAGMA user_version = {FORMAT}")
    made.executescript(SCHEMA)
    return made


@contextmanager
def reading(path: Path | str) -> Iterator[None]:
    """Tell damage that reading comes upon as a `ProfileError` of the file."""
    try:
        yield
    except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
        raise ProfileError(f"the file is damaged: {error}", source=str(path)) from None


def read_pages(opened: sqlite3.Connection) -> Iterator[PageRow]:
    """Give all pages, by host and number."""
    query = "SELECT host, page, version, seen, lines FROM pages ORDER BY 1, 2, 3"
    return map(PageRow._make, read_rows(opened, query))


def read_rows(opened: sqlite3.Connection, query: str) -> Iterator[Any]:
    """Give the rows that answer a query, which is not asked before the first of them is taken."""
    yield from opened.execute(query)


def content_digest(rows: Iterable[PageRow]) -> str:
    """Give the digest of a set of pages, given in order; days make no difference to it."""
    digest = hashlib.sha256()
    for row in rows:
        name = f"{row.host}\0{row.page}\0{row.version}\n"
        digest.update(name.encode("utf-8", "surrogatepass"))
    return f"sha256:{digest.hexdigest()}"


def read_about(path: Path) -> dict[str, str]:
    """Give what a file says of itself: `digest`, `pages`, `sites`, `first_seen`, `last_seen`.

    Raises `ProfileError` where it is damaged or none of ours.
    """
    with closing(open_profile(path)) as opened, reading(path):
        return dict(opened.execute("SELECT name, value FROM about ORDER BY name"))
