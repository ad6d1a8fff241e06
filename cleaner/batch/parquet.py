"""Lines of JSON → Parquet, with typed columns and row groups of bounded size."""

from __future__ import annotations

import io
import itertools
import os
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
    pyarrow, parquet = _libraries()
    from pyarrow import json as reader

    schema = _schema(pyarrow)
    options = reader.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    part = place.with_name(f".{place.name}.columns.part")
    with (
        lines.open("rb") as source,
        parquet.ParquetWriter(part, schema, compression="zstd") as writer,
    ):
        while group := list(itertools.islice(source, GROUP_ROWS)):
            block = max(len(line) for line in group) + len(b"".join(group))
            table = reader.read_json(
                io.BytesIO(b"".join(group)),
                read_options=reader.ReadOptions(use_threads=False, block_size=block),
                parse_options=options,
            )
            writer.write_table(table.select(schema.names), row_group_size=GROUP_ROWS)
    os.replace(part, place)


def _libraries() -> tuple[Any, Any]:
    return need("pyarrow", "Parquet"), need("pyarrow.parquet", "Parquet")


def _schema(pyarrow: Any) -> Any:
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
