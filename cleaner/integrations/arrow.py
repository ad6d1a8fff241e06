"""Arrow: rows of documents in, rows of records out, a row for a row; needs the extra `frames`.

What Ray, Spark and data frames share: the partition's documents are cleaned in worker processes
of the task that has it, as `cleaner clean` does it, so that no document can hang or kill the
engine's own worker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any, Unpack

import pyarrow as pa

from cleaner.batch.clean import Item, Result, clean_all
from cleaner.batch.guard import Limits
from cleaner.batch.parquet import read_rows, row_schema
from cleaner.batch.records import Fields, to_task
from cleaner.batch.tasks import Done, Skipped
from cleaner.options import OptionValues

#: Rows of a batch that is given on: at some 20 KB a record with its provenance, 5 MB.
BATCH_ROWS = 256
#: Rows that are turned into Python objects at once.
READ_ROWS = 16


def result_schema() -> pa.Schema:
    """Give the schema of the rows that come out: the columns of `cleaner clean -o x.parquet`, and
    `failure`, null where the document was cleaned; where it failed all but `id` are null."""
    told = [("stage", pa.string()), ("error", pa.string()), ("message", pa.string()),
            ("digest", pa.string())]  # fmt: skip
    return row_schema().append(pa.field("failure", pa.struct(told)))


def clean_table(
    table: pa.Table,
    *,
    fields: Fields | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
    **options: Unpack[OptionValues],
) -> pa.Table:
    """Clean a table of documents; row for row its results, as `result_schema` has them.

    `fields` names the columns (`id`, `url`, and `html` or `text`), `limits` says what a document
    may take, `options` are those of `Pipeline`. Whatever a document does is its own failure.
    """
    batches = clean_batches(table.to_batches(), fields=fields, limits=limits, jobs=jobs, **options)
    return pa.Table.from_batches(batches, schema=result_schema())


def clean_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    fields: Fields | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
    **options: Unpack[OptionValues],
) -> Iterator[pa.RecordBatch]:
    """Clean a stream of record batches, such as a partition's, as `clean_table` cleans a table."""
    items = read_items(batches, fields or Fields())
    yield from clean_items(items, limits=limits, jobs=jobs, **options)


def read_items(batches: Iterable[pa.RecordBatch], fields: Fields) -> Iterator[Item]:
    """Make a task of each row; a row that holds no document is a failure."""
    rows = (row for batch in batches for row in _rows(batch, fields))
    return (to_task("row", str(number), row, fields) for number, row in enumerate(rows))


def clean_items(
    items: Iterable[Item],
    *,
    limits: Limits | None = None,
    jobs: int = 1,
    **options: Unpack[OptionValues],
) -> Iterator[pa.RecordBatch]:
    """Clean tasks, in order, to batches of `result_schema`."""
    schema = result_schema()
    given = asdict(limits or Limits())
    results = clean_all(enumerate(items), options, output_format="parquet", jobs=jobs, **given)
    lines = (_line(result) for _, _, result in results)
    while group := list(islice(lines, BATCH_ROWS)):
        yield from read_rows(group, schema).to_batches()


def _rows(batch: pa.RecordBatch, fields: Fields) -> Iterator[Mapping[str, Any]]:
    """Give the rows of a batch as mappings, those columns only that are documents."""
    wanted = [name for name in asdict(fields).values() if name in batch.schema.names]
    columns = batch.select(wanted)
    for start in range(0, batch.num_rows, READ_ROWS):
        yield from columns.slice(start, READ_ROWS).to_pylist()


def _line(result: Result) -> bytes:
    """Give a result as a line of JSON; nothing here makes one of `Skipped`, but a caller may."""
    if isinstance(result, Done):
        return result.output.encode("utf-8", "replace")  # Arrow has no lone surrogates
    failure = {"stage": "read", "error": "Skipped", "message": result.what, "digest": None} if (
        isinstance(result, Skipped)
    ) else {"stage": result.step, "error": result.kind, "message": result.cause,
            "digest": result.digest}  # fmt: skip
    return (json.dumps({"id": str(result.id), "failure": failure}) + "\n").encode()
