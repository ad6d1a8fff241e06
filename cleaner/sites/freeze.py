"""The pages of a working file → a file of profiles: what recurs on each site, in order.

The same pages make the same bytes, in whatever order they came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from cleaner.sites.counts import Counted, count_lines
from cleaner.sites.hosts import ALL_HOSTS, domain_of
from cleaner.sites.lines import fewest_copied, line_ways
from cleaner.sites.store import FORMAT, MOST_PAGES, PageRow, content_digest, read_pages

#: Versions of one page that are kept: the site's page, and what extractors made of it.
MOST_VERSIONS = 4


def freeze(work: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """Write a working file's pages in order, and what recurs on them, in one transaction."""
    made.execute("BEGIN")
    domains: dict[str, list[str]] = {}
    for host, rows in groupby(read_pages(work), key=lambda row: row.host):
        made.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", _sample(rows, MOST_PAGES))
        if domain := domain_of(host):
            domains.setdefault(domain, []).append(host)
    sites = {host: [host] for host in _column(made, "SELECT DISTINCT host FROM pages ORDER BY 1")}
    sites |= {domain: hosts for domain, hosts in domains.items() if len(hosts) > 1}
    recurring: set[int] = set()
    counted: list[int] = []
    for at, site in enumerate(sorted(sites)):
        of, lines = count_lines(_packed(made, sites[site]))
        made.execute("INSERT INTO sites VALUES (?, ?, ?)", (site, at, of))
        counted.append(of)
        made.executemany(f"INSERT INTO lines VALUES ({at}{', ?' * len(Counted._fields)})", lines)
        recurring.update(line.line for line in lines)
    for form in work.execute("SELECT line, form FROM forms ORDER BY line"):
        if form[0] in recurring:
            made.execute("INSERT INTO forms VALUES (?, ?)", form)
    for at, of in enumerate(counted):
        made.executemany("INSERT INTO halves VALUES (?, ?, ?)", _ways(made, at, of))
    inputs = work.execute("SELECT name, software FROM inputs ORDER BY name")
    made.executemany("INSERT INTO inputs VALUES (?, ?)", inputs)
    made.executemany("INSERT INTO about VALUES (?, ?)", sorted(_about(made).items()))
    made.execute("COMMIT")


def _ways(made: sqlite3.Connection, site: int, of: int) -> list[tuple[int, int, int]]:
    """Give the ways to a site's lines other than by their own hashes, in order."""
    query = (
        "SELECT line, preceding, following, form FROM lines JOIN forms USING (line)"
        " WHERE site = ? AND pages >= ?"
    )
    return sorted(
        {
            (site, way, line)
            for line, preceding, following, form in made.execute(query, (site, fewest_copied(of)))
            for way in line_ways(form, preceding, following)
        }
    )


def _sample(rows: Iterable[PageRow], most: int) -> Iterator[PageRow]:
    """Give the pages with the smallest numbers, and of each the versions with the smallest."""
    pages = groupby(rows, key=lambda row: (row.host, row.page))
    for _, versions in islice(pages, most):
        yield from islice(versions, MOST_VERSIONS)


def _packed(made: sqlite3.Connection, hosts: list[str]) -> list[list[bytes]]:
    """Give the packed versions of each page of some hosts, as many pages as are counted."""
    query = "SELECT host, page, version, seen, lines FROM pages WHERE host = ? ORDER BY 2, 3"
    rows = [PageRow(*row) for host in hosts for row in made.execute(query, (host,))]
    rows.sort(key=lambda row: (row.page, row.host, row.version))
    pages = groupby(rows, key=lambda row: (row.page, row.host))
    return [[row.lines for row in versions] for _, versions in islice(pages, MOST_PAGES)]


def _about(made: sqlite3.Connection) -> dict[str, str]:
    [pages, first, last] = made.execute(
        "SELECT count(*), coalesce(min(seen), ''), coalesce(max(seen), '') FROM pages"
    ).fetchone()
    [sites] = made.execute(
        "SELECT count(*) FROM sites WHERE site NOT LIKE ?", (f"{ALL_HOSTS}%",)
    ).fetchone()
    return {
        "digest": content_digest(read_pages(made)),
        "format": str(FORMAT),
        "pages": str(pages),
        "hosts": str(sites),
        "first_seen": first,
        "last_seen": last,
    }


def _column(made: sqlite3.Connection, query: str) -> list[str]:
    return [str(row[0]) for row in made.execute(query)]
