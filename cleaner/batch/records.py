"""Tables of documents → tasks: lines of JSON, CSV, Parquet, with the fields that are named."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from cleaner.batch.extras import need
from cleaner.batch.tasks import Failure, Task
from cleaner.errors import InputFormatError
from cleaner.model import MediaType

#: Rows of Parquet held at once.
BATCH_ROWS = 16
STEP = InputFormatError.step
#: So many fields of a record are named where none is the content's, and so much of each.
MOST_NAMES, LONGEST_NAME = 8, 40
#: Fields that name the site of a record without URL.
SITE_FIELDS = ("site", "source")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a record hold what; of `html` and `text` the first that is there counts."""

    id: str = "id"
    url: str = "url"
    html: str = "html"
    text: str = "text"


def read_jsonl(
    name: str, lines: Iterable[tuple[int, bytes | None]], fields: Fields
) -> Iterator[Task | Failure]:
    """Read numbered lines of JSON; a line that is None was too long."""
    for number, line in lines:
        part = str(number)
        if line is None:
            yield _refused(name, part, "the line is too long")
        elif line.strip():
            yield _read_line(name, part, line, fields)


def _read_line(name: str, part: str, line: bytes, fields: Fields) -> Task | Failure:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _refused(name, part, f"not JSON: {error}")
    if not isinstance(record, dict):
        return _refused(name, part, "not a JSON object")
    return to_task(name, part, record, fields)


def read_csv(
    name: str, stream: io.BufferedReader, fields: Fields, max_bytes: int
) -> Iterator[Task | Failure]:
    """Read rows of CSV by the names in its first row.

    Raises `InputFormatError` where none of them is that of the content.
    """
    csv.field_size_limit(max_bytes)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    rows = csv.DictReader(text)
    number = 0
    while True:
        number += 1
        try:
            if number == 1:
                _check_columns(rows.fieldnames, fields)
                continue
            row = next(rows, None)
        except csv.Error as error:
            yield _refused(name, str(number), f"not CSV: {error}")
            return
        if row is None:
            return
        yield to_task(name, str(number), row, fields)


def read_parquet(name: str, stream: io.BufferedReader, fields: Fields) -> Iterator[Task | Failure]:
    """Read rows of Parquet, the columns that are needed only, a few rows at a time.

    Raises `InputFormatError` where the file is damaged or has no column of content.
    """
    pyarrow, parquet = need("pyarrow", "Parquet"), need("pyarrow.parquet", "Parquet")
    try:
        table = parquet.ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read()))
        wanted = [fields.id, fields.url, fields.html, fields.text, *SITE_FIELDS]
        columns = [column for column in wanted if column in table.schema_arrow.names]
        _check_columns(table.schema_arrow.names, fields)
        number = 0
        batches = table.iter_batches(batch_size=BATCH_ROWS, columns=columns, use_threads=False)
        for batch in batches:
            for row in batch.to_pylist():
                number += 1
                yield to_task(name, str(number), row, fields)
    except (pyarrow.ArrowException, ValueError) as error:
        raise InputFormatError(f"not sound Parquet: {error}") from None


def _check_columns(names: Sequence[str] | None, fields: Fields) -> None:
    """Check that a table has a column of content, unless it is empty."""
    if names is not None and fields.html not in names and fields.text not in names:
        cause = f'there is no column "{fields.html}" or "{fields.text}"'
        raise InputFormatError(cause + _but(names))


def to_task(name: str, part: str, record: Mapping[str, Any], fields: Fields) -> Task | Failure:
    """Make a task of a record; its id is its place where it has none."""
    id = record.get(fields.id)
    if not isinstance(id, str | int) or isinstance(id, bool):
        id = f"{name}:{part}"
    for field, media_type in ((fields.html, "text/html"), (fields.text, "text/plain")):
        content = record.get(field)
        if isinstance(content, str | bytes) and content:
            url = record.get(fields.url)
            page = url if isinstance(url, str) and url else None
            kind, site = cast(MediaType, media_type), None if page else _site(record)
            return Task(id, content, kind, page, source=name, part=part, site=site)
        if content is not None and not isinstance(content, str | bytes):
            return _refused(name, part, f'"{field}" is no text but {type(content).__name__}', id)
    empty = [field for field in (fields.html, fields.text) if field in record]
    if empty:
        return _refused(name, part, f'"{empty[0]}" is empty', id)
    cause = f'the record has neither "{fields.html}" nor "{fields.text}"'
    return _refused(name, part, cause + _but(record), id)


def _but(names: Iterable[str | None]) -> str:
    """Say what fields there are in place of the content's, as far as it helps."""
    told = [f'"{name[:LONGEST_NAME]}"' for name in names if name][:MOST_NAMES]
    return f", but {', '.join(told)}" if told else ""


def _site(record: Mapping[str, Any]) -> str | None:
    """Give what a record without URL names as its site."""
    named = (record.get(field) for field in SITE_FIELDS)
    return next((name for name in named if isinstance(name, str) and name.strip()), None)


def _refused(name: str, part: str, cause: str, id: str | int | None = None) -> Failure:
    id = f"{name}:{part}" if id is None else id
    return Failure(id, STEP, "InputFormatError", cause, source=name, part=part)
