"""Data frames: a column of documents in, a column of structs out; needs the extra `frames`.

For pandas, Polars and Arrow, and for DuckDB as a function of SQL. Each of these is imported only
where its own columns come in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isnan
from typing import Any, TypeVar, Unpack

import pyarrow as pa

from cleaner.batch.guard import Limits
from cleaner.batch.records import Fields, to_task
from cleaner.batch.tasks import Failure, Task
from cleaner.integrations.arrow import clean_items, result_schema
from cleaner.options import OptionValues

C = TypeVar("C")


def clean_column(
    column: C,
    *,
    urls: Any = None,
    ids: Any = None,
    limits: Limits | None = None,
    jobs: int = 1,
    **options: Unpack[OptionValues],
) -> C:
    """Clean a column of pages or texts; a column of the same library with a struct for each.

    Takes an Arrow array or chunked array, a pandas series (its index is kept) or a Polars series,
    of strings or bytes; `urls` and `ids` are columns beside it. The struct has the fields of
    `result_schema`. Null stays null; what fails is a struct with its `failure`. Whether a
    document is a page or a text is sniffed unless `media_type` says it. Raises `TypeError` for
    any other column.
    """
    library = type(column).__module__.partition(".")[0]
    if library not in ("pyarrow", "pandas", "polars"):
        raise TypeError(f"not a column of Arrow, pandas or Polars: {type(column).__name__}")
    values = _values(column)
    tasks = _tasks(values, _values(urls, len(values)), _values(ids, len(values)))
    batches = clean_items(tasks, limits=limits, jobs=jobs, **options)
    records = pa.Table.from_batches(batches, schema=result_schema())
    cleaned: C = _like(column, library, _spread(records, values))
    return cleaned


def register(
    connection: Any,
    name: str = "clean_article",
    *,
    limits: Limits | None = None,
    **options: Unpack[OptionValues],
) -> None:
    """Teach a DuckDB connection the function `name(document, url)`, which gives a struct.

    DuckDB calls it with a chunk of rows at a time; each chunk has a worker process of its own.
    """

    def clean(pages: pa.ChunkedArray, urls: pa.ChunkedArray) -> pa.ChunkedArray:
        return clean_column(pages, urls=urls, limits=limits, **options)

    none = pa.array([], pa.struct(list(result_schema())))
    (struct,) = connection.from_arrow(pa.table({"record": none})).types
    connection.create_function(
        name, clean, ["VARCHAR", "VARCHAR"], struct, type="arrow", null_handling="special"
    )


def _values(column: Any, size: int = 0) -> list[Any]:
    """Give a column as Python objects, None where there is nothing, or that many times None."""
    if column is None:
        return [None] * size
    listed = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
    return [None if _is_missing(value) else value for value in listed]


def _is_missing(value: object) -> bool:
    """Say whether a value is None, or what pandas has for it: NaN."""
    return value is None or (isinstance(value, float) and isnan(value))


def _tasks(
    values: Sequence[Any], urls: Sequence[Any], ids: Sequence[Any]
) -> Iterator[Task | Failure]:
    rows = zip(values, urls, ids, strict=True)
    for number, (value, url, id) in enumerate(rows):
        if value is None:
            continue
        row = {"id": number if id is None else id, "url": url, "html": value}
        item = to_task("row", str(number), row, Fields())
        yield replace(item, media_type=None) if isinstance(item, Task) else item


def _spread(records: pa.Table, values: Sequence[Any]) -> pa.Array:
    """Give the records as structs, with null where there was no document."""
    following = iter(range(len(values)))
    places = [None if value is None else next(following) for value in values]
    structs = records.to_struct_array().combine_chunks()
    return structs.take(pa.array(places, pa.int64()))


def _like(column: Any, library: str, structs: pa.Array) -> Any:
    if library == "pandas":
        import pandas as pd

        array = pd.arrays.ArrowExtensionArray(structs)
        return pd.Series(array, index=column.index, name=column.name)
    if library == "polars":
        import polars as pl

        return pl.Series(column.name, structs)
    return pa.chunked_array([structs]) if isinstance(column, pa.ChunkedArray) else structs
