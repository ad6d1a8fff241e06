"""Lines of JSON → Parquet, with typed columns and row groups of bounded size."""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cleaner.batch.extras import need
from cleaner.model.metadata import SCHEMA_NAMES

#: Rows of a row group: at a few kilobytes an article some tens of megabytes, as readers like it.
GROUP_ROWS = 4096
LISTS = frozenset(("author", "contributor", "keywords", "correction"))


def write_parquet(lines: Path, place: Path) -> None:
    """Put a file of lines into columns beside `place` and move it there.

    Raises `OSError` where that can't be written, `MissingExtraError` without pyarrow.
    """
    parquet = need("pyarrow.parquet", "Parquet")
    schema = row_schema()
    part = place.with_name(f".{place.name}.columns.part")
    with (
        lines.open("rb") as source,
        parquet.ParquetWriter(part, schema, compression="zstd") as writer,
    ):
        while group := list(itertools.islice(source, GROUP_ROWS)):
            writer.write_table(read_rows(group, schema), row_group_size=GROUP_ROWS)
    os.replace(part, place)


def read_rows(lines: Sequence[bytes], schema: Any) -> Any:
    """Put lines of the format `parquet` into a table of Arrow; what a line lacks is null there."""
    from pyarrow import json as reader

    joined = b"".join(lines)
    # the reader looks at a block at a time and wants one that holds any line as a whole
    block = max((len(line) for line in lines), default=0) + len(joined)
    table = reader.read_json(
        io.BytesIO(joined),
        read_options=reader.ReadOptions(use_threads=False, block_size=block),
        parse_options=reader.ParseOptions(
            explicit_schema=schema, unexpected_field_behavior="ignore"
        ),
    )
    return table.select(schema.names)


def row_schema() -> Any:
    """Give the schema of a record's row, in Arrow's terms; raises `MissingExtraError`."""
    pyarrow = need("pyarrow", "Parquet")
    text, number = pyarrow.string(), pyarrow.int64()
    names = ["title", *SCHEMA_NAMES.values()]
    metadata = [(name, pyarrow.list_(text) if name in LISTS else text) for name in names]
    removal = [("rule", text), ("step", text), ("reason", text), ("start", number),
               ("end", number)]  # fmt: skip
    return pyarrow.schema(
        [
            ("id", text),
            ("text", text),
            ("source", text),
            ("added", text),
            ("created", text),
            ("metadata", pyarrow.struct(metadata)),
            ("removals", pyarrow.list_(pyarrow.struct(removal))),
            ("digest", text),
            ("provenance", text),
        ]
    )
