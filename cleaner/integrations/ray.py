"""Ray Data: a dataset of documents in, a dataset of records out; needs the extra `ray`.

Ray retries for ever where a record kills or hangs its worker. Here each document is cleaned in a
supervised child of Ray's worker, so that it costs itself alone and comes out as a failed row.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Unpack

import pyarrow as pa
import ray
from ray.data import Dataset

from cleaner.batch.guard import Limits
from cleaner.batch.records import Fields
from cleaner.integrations.arrow import clean_table
from cleaner.integrations.profiles import (
    SIGHTINGS,
    Shipped,
    sample_hosts,
    sight_batches,
    with_profiles,
    write_profiles,
)
from cleaner.options import OptionValues
from cleaner.sites import SiteProfiles

#: Rows that a task of Ray cleans at once: enough that starting a child for them costs nothing.
BATCH_ROWS = 256


def clean_dataset(
    dataset: Dataset,
    *,
    fields: Fields | None = None,
    limits: Limits | None = None,
    batch_rows: int = BATCH_ROWS,
    **options: Unpack[OptionValues],
) -> Dataset:
    """Clean a dataset with the columns that `fields` names; its rows are `result_schema`'s.

    Lazy, as everything of Ray Data. A task cleans `batch_rows` rows on one CPU. Site profiles
    (`sites`) go to the workers through Ray's store.
    """
    profiles = options.pop("sites", None)
    clean = partial(clean_table, fields=fields, limits=limits, **options)
    if isinstance(profiles, SiteProfiles):
        shipped = Shipped.pack(profiles, lambda content: partial(ray.get, ray.put(content)))
        clean = partial(with_profiles, clean=clean, shipped=shipped)
    return dataset.map_batches(clean, batch_format="pyarrow", batch_size=batch_rows)


def learn_profiles(
    dataset: Dataset,
    path: str | Path,
    *,
    seen: str,
    fields: Fields | None = None,
    limits: Limits | None = None,
    batch_rows: int = 16 * BATCH_ROWS,
) -> SiteProfiles:
    """Learn site profiles from a dataset into a file here, as `cleaner learn` would.

    `seen` is the day the pages were fetched (ISO 8601). Pages are grouped by host by Ray.
    """
    sight = partial(_sight, seen=seen, fields=fields, limits=limits)
    sightings = dataset.map_batches(sight, batch_format="pyarrow", batch_size=batch_rows)
    sampled = sightings.groupby("host").map_groups(sample_hosts, batch_format="pyarrow")
    return write_profiles(sampled.iter_batches(batch_format="pyarrow"), Path(path))


def _sight(table: pa.Table, **given: Any) -> pa.Table:
    return pa.Table.from_batches(sight_batches(table.to_batches(), **given), SIGHTINGS)
