"""Inputs → tasks: files, directories, standard input; HTML, text and JSONL, gzipped or not."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Literal, cast

from cleaner.batch.tasks import Failure, Task
from cleaner.errors import InputFormatError
from cleaner.model import MediaType

InputFormat = Literal["auto", "html", "text", "jsonl"]

#: Suffixes that tell the format, before a `.gz`.
SUFFIXES: dict[str, InputFormat] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
MEDIA_TYPES: dict[InputFormat, MediaType] = {"html": "text/html", "text": "text/plain"}
#: A document of more bytes than this, unpacked, is refused; the largest articles have 2 MB.
MOST_BYTES = 128 * 1024 * 1024
STDIN = "-"


def read_inputs(
    inputs: Iterable[str], *, input_format: InputFormat = "auto", url: str | None = None
) -> Iterator[Task | Failure]:
    """Give a task for every document of the inputs, in order; a directory's files by name.

    An input that can't be read, or a line of JSONL that is no record, gives a failure.
    """
    for name in inputs:
        try:
            for path in _files(name, input_format):
                yield from _read_one(path, input_format, url)
        except (InputFormatError, OSError, EOFError, zlib.error) as error:
            yield failure(name, error)


def failure(id: str | int, error: Exception) -> Failure:
    """Give an error as the failure of a document; errors of our own name their step."""
    if isinstance(error, InputFormatError):
        return Failure(id, error.step, type(error).__name__, error.cause)
    return Failure(id, InputFormatError.step, type(error).__name__, _cause(error))


def read_document(path: Path) -> bytes:
    """Read a file, unpacked if it is gzipped; raises `InputFormatError` where that fails."""
    try:
        with _open(str(path)) as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputFormatError(_cause(error)) from None
    if len(content) > MOST_BYTES:
        raise InputFormatError(f"the document has more than {MOST_BYTES:,} bytes")
    return content


def input_files(inputs: Iterable[str], *, input_format: InputFormat = "auto") -> Iterator[Path]:
    """Give the files that `read_inputs` reads; raises `InputFormatError` as it would name it."""
    for name in inputs:
        if name != STDIN:
            yield from map(Path, _files(name, input_format))


def read_lines(name: str) -> Iterator[tuple[str, bytes]]:
    """Give the lines of a file that are not blank, each with its place (`name:number`).

    Raises `InputFormatError` where the file can't be read or unpacked.
    """
    try:
        with _open(name) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield f"{name}:{number}", line
    except (OSError, EOFError, zlib.error) as error:
        raise InputFormatError(_cause(error), source=name) from None


def _files(name: str, input_format: InputFormat) -> Iterator[str]:
    """Give the files of an input: itself, or a directory's, sorted, hidden ones left out."""
    if name == STDIN or not Path(name).is_dir():
        yield name
        return
    found = False
    for path in sorted(Path(name).rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(name).parts)
        if hidden or not path.is_file() or (input_format == "auto" and not _named_format(path)):
            continue
        found = True
        yield str(path)
    if not found:
        raise InputFormatError("there are no documents in this directory")


def _named_format(path: Path) -> InputFormat | None:
    suffixes = path.suffixes[:-1] if path.suffix == ".gz" else path.suffixes
    return SUFFIXES.get(suffixes[-1].lower()) if suffixes else None


def _read_one(name: str, input_format: InputFormat, url: str | None) -> Iterator[Task | Failure]:
    known = input_format if input_format != "auto" else _named_format(Path(name))
    if known in MEDIA_TYPES and name != STDIN:
        yield Task(name, Path(name), MEDIA_TYPES[known], url)
        return
    with _open(name) as stream:
        if known == "jsonl" or (known is None and _looks_like_records(stream)):
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _record(f"{name}:{number}", line, url)
        elif name == STDIN:
            content = stream.read(MOST_BYTES)
            yield Task(name, content, MEDIA_TYPES[known] if known else None, url)
        else:
            yield Task(name, Path(name), None, url)


@contextmanager
def _open(name: str) -> Iterator[io.BufferedReader]:
    """Open a file or standard input, unpacking gzip data whatever the name says."""
    with nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb") as opened:
        stream = cast(io.BufferedReader, opened)
        if stream.peek(2)[:2] == b"\x1f\x8b":
            stream = io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=stream)))
        yield stream


def _looks_like_records(stream: io.BufferedReader) -> bool:
    head = stream.peek(64).lstrip()[:32]
    return head.startswith(b"{") and head[1:].lstrip().startswith(b'"')


def _record(place: str, line: bytes, url: str | None) -> Task | Failure:
    """Read a line `{"id", "url", "html"}` or `{"id", "url", "text"}`."""
    try:
        record = json.loads(line)
    except ValueError as error:
        return failure(place, InputFormatError(f"not JSON: {error}"))
    if not isinstance(record, dict):
        return failure(place, InputFormatError("not a JSON object"))
    id = record.get("id")
    if not isinstance(id, str | int) or isinstance(id, bool):
        id = place
    for field, media_type in (("html", "text/html"), ("text", "text/plain")):
        if isinstance(content := record.get(field), str):
            stated = record.get("url")
            page = stated if isinstance(stated, str) else url
            return Task(id, content, cast(MediaType, media_type), page)
    return failure(id, InputFormatError('the record has neither "html" nor "text"'))


def _cause(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
