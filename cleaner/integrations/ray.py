"""Ray Data: a dataset of documents in, a dataset of records out; needs the extra `ray`.

Ray retries for ever where a record kills or hangs its worker. Here each document is cleaned in a
supervised child of Ray's worker, so that it costs itself alone and comes out as a failed row.
"""

from __future__ import annotations

from functools import partial
from typing import Unpack

from ray.data import Dataset

from cleaner.batch.guard import Limits
from cleaner.batch.records import Fields
from cleaner.integrations.arrow import clean_table
from cleaner.options import OptionValues

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

    Lazy, as everything of Ray Data. A task cleans `batch_rows` rows on one CPU.
    """
    clean = partial(clean_table, fields=fields, limits=limits, **options)
    return dataset.map_batches(clean, batch_format="pyarrow", batch_size=batch_rows)
