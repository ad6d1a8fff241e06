"""Site profiles by partitions: the same as learned at once, however the pages are parted."""

from __future__ import annotations

import pickle

import pyarrow as pa
import pytest

from cleaner.batch.learn import Learned, learn_all
from cleaner.batch.tasks import Task
from cleaner.integrations.profiles import (
    Shipped,
    sample_hosts,
    sight_batches,
    write_profiles,
)
from cleaner.sites.store import MOST_PAGES

DAY = "2026-01-01"


@pytest.fixture(scope="module")
def rows():
    """Pages of two hosts, of one more than a profile keeps, and one that is no page."""
    page = "<!DOCTYPE html><p>Read our paper daily<p>The ferry sails at {} in the winter months."
    sizes = {"big": MOST_PAGES + 40, "small": 12}
    made = [{"id": f"{host}-{n}", "url": f"https://{host}.example/{n}", "html": page.format(n)}
            for host, size in sizes.items() for n in range(size)]  # fmt: skip
    return [*made, {"id": "none", "url": "https://big.example/x", "html": ""}]


@pytest.mark.parametrize("parts", [1, 3])
def test_partitions_give_what_learning_at_once_gives(rows, tmp_path, parts):
    tasks = [Task(row["id"], row["html"], "text/html", row["url"]) for row in rows]
    assert [f.id for f in learn_all(tasks, tmp_path / "plain", Learned(), seen=DAY)] == ["none"]
    sighted = [
        batch
        for part in range(parts)
        for batch in sight_batches(pa.Table.from_pylist(rows[part::parts]).to_batches(), seen=DAY)
    ]
    seen = pa.Table.from_batches(sighted)
    hosts = [seen.filter(pa.compute.equal(seen["host"], host)) for host in seen["host"].unique()]
    sampled = [sample_hosts(host) for host in hosts]
    assert sorted(table.num_rows for table in sampled) == [12, MOST_PAGES]
    learned = write_profiles(sampled, tmp_path / "learned")
    plain = write_profiles([], tmp_path / "nothing")
    assert learned.digest != plain.digest
    plain = type(learned)(tmp_path / "plain")
    assert learned.digest == plain.digest
    assert learned.sites() == plain.sites()


def test_profiles_are_sent_as_their_content(tmp_path):
    here = write_profiles([], tmp_path / "here")
    kept = []
    shipped = Shipped.pack(here, lambda content: kept.append(content) or Content(content))
    (tmp_path / "here").unlink()
    there = pickle.loads(pickle.dumps(shipped)).open()
    assert there.digest == here.digest
    assert kept


class Content:
    """What an engine would hand to a worker."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __call__(self) -> bytes:
        return self.content
