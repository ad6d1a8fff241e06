"""Site profiles on an engine: learned by its own grouping by host, and sent to its workers.

A partition gives what profiles need of its pages, cut back to the sample of pages that counts of
each host: one host with a third of all pages costs the shuffle no more than any other. The engine
groups these by host and cuts back once more; what is left fits on one machine, which writes the
file. The same pages give the same profiles as `cleaner learn`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import pyarrow as pa

from cleaner.batch.guard import Limits
from cleaner.batch.learn import look
from cleaner.batch.records import Fields
from cleaner.batch.workers import run
from cleaner.integrations.arrow import read_items
from cleaner.sites import Learner, Sighting, SiteProfiles
from cleaner.sites.freeze import MOST_VERSIONS
from cleaner.sites.hosts import number
from cleaner.sites.store import MOST_PAGES

#: What is known of a page: the fields of `Sighting`.
SIGHTINGS = pa.schema([("host", pa.string()), ("page", pa.int64()), ("seen", pa.string()),
                       ("lines", pa.binary()), ("forms", pa.list_(pa.string()))])  # fmt: skip
#: Pages after which a partition's sightings are cut back.
PARTITION_PAGES = 4096


def sight_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    seen: str,
    fields: Fields | None = None,
    limits: Limits | None = None,
) -> Iterator[pa.RecordBatch]:
    """Read a partition's pages, each in a child process, and give what profiles need of them.

    `seen` is the day they were fetched (ISO 8601). Pages that fail or whose host isn't known
    are left out.
    """
    given = limits or Limits()
    items = read_items(batches, fields or Fields())
    work = partial(look, seen=seen, max_bytes=given.max_bytes)
    results = run(work, items, jobs=1, timeout=given.timeout, memory=given.memory)
    held: list[Sighting] = []
    for _, result in results:
        if isinstance(result, Sighting):
            held.append(result)
            if len(held) >= PARTITION_PAGES:
                held = list(_sample(held))
                if len(held) > PARTITION_PAGES // 2:  # many hosts: nothing to be gained by waiting
                    yield _batch(held)
                    held = []
    yield _batch(_sample(held))


def sample_hosts(sightings: pa.Table) -> pa.Table:
    """Cut the sightings of hosts back to the pages that count: the engine's aggregation."""
    rows = (Sighting(**row) for row in sightings.to_pylist())
    return pa.Table.from_batches([_batch(_sample(list(rows)))])


def write_profiles(tables: Iterable[pa.Table], path: Path) -> SiteProfiles:
    """Write the file of profiles from sightings."""
    with Learner(path, anew=True) as learner:
        for table in tables:
            for row in table.to_pylist():
                learner.add(Sighting(**{**row, "forms": tuple(row["forms"])}))
        learner.finish()
    return SiteProfiles(path)


def _sample(sightings: list[Sighting]) -> Iterator[Sighting]:
    """Give of each host the pages with the smallest numbers, as a profile keeps them."""
    latest: dict[tuple[str, int, int], Sighting] = {}
    for found in sightings:
        key = (found.host, found.page, number(found.lines))
        known = latest.get(key)
        if known is None or found.seen > known.seen:
            latest[key] = found
    for _, of_host in groupby(sorted(latest), key=lambda key: key[0]):
        for _, versions in islice(groupby(of_host, key=lambda key: key[1]), MOST_PAGES):
            yield from (latest[key] for key in islice(versions, MOST_VERSIONS))


def _batch(sightings: Iterable[Sighting]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([found._asdict() for found in sightings], SIGHTINGS)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A file of profiles on its way to the workers of an engine.

    `content` gets the bytes through the engine, once in each worker.
    """

    digest: str
    content: Callable[[], bytes] = field(compare=False)

    @classmethod
    def pack(cls, profiles: SiteProfiles, ship: Callable[[bytes], Callable[[], bytes]]) -> Self:
        """Hand a file's bytes to the engine; `ship` gives what gets them in a worker."""
        return cls(profiles.digest, ship(Path(profiles.path).read_bytes()))

    def open(self) -> SiteProfiles:
        """Give the profiles, out of a file of this worker's own."""
        return SiteProfiles(Path(_unpacked(self).name) / "profiles")


@lru_cache(maxsize=2)
def _unpacked(shipped: Shipped) -> TemporaryDirectory[str]:
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="cleaner-")
    (Path(folder.name) / "profiles").write_bytes(shipped.content())
    return folder


def with_profiles(rows: Any, *, clean: Callable[..., Any], shipped: Shipped) -> Any:
    """Clean rows with the profiles that were shipped."""
    return clean(rows, sites=shipped.open())
