"""Inputs → tasks: files, folders, patterns, standard input; pages, texts and tables of them."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from cleaner.batch.files import (
    MOST_BYTES,
    PACKED,
    READ_ERRORS,
    RECURSIVE,
    STDIN,
    bare_suffix,
    cause,
    expand,
    once,
    open_unpacked,
    read_document,
    read_limited_lines,
    walk,
)
from cleaner.batch.records import Fields, read_csv, read_jsonl, read_parquet
from cleaner.batch.tasks import Failure, Skipped, Task
from cleaner.batch.warcs import read_warc
from cleaner.errors import InputFormatError
from cleaner.model import MediaType

__all__ = ["MOST_BYTES", "STDIN", "Fields", "InputFormat", "failure", "holds_many",
           "input_files", "read_document", "read_inputs", "read_lines", "size_of"]  # fmt: skip

InputFormat = Literal["auto", "html", "text", "jsonl", "csv", "parquet", "warc"]
Item = Task | Failure | Skipped

#: Suffixes that tell the format, before a `.gz` or `.zst`.
SUFFIXES: dict[str, InputFormat] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
MEDIA_TYPES: dict[InputFormat, MediaType] = {"html": "text/html", "text": "text/plain"}
#: Of these the size says nothing about that of their documents.
UNTOLD = (".parquet", ".warc", ".wet")
#: First bytes, unpacked, that tell more than any name.
SIGNATURES: dict[bytes, InputFormat] = {b"PAR1": "parquet", b"WARC/": "warc"}
#: First bytes of UTF-16, which lines can't be told apart in.
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: How far into a text its `<html>` is looked for, should its name say that it is plain.
HEAD_BYTES = 1024


def read_inputs(
    inputs: Iterable[str],
    *,
    input_format: InputFormat = "auto",
    url: str | None = None,
    site: str | None = None,
    fields: Fields | None = None,
    max_bytes: int = MOST_BYTES,
    is_own: Callable[[str], bool] | None = None,
) -> Iterator[Item]:
    """Give a task for every document of the inputs, in order; a folder's files by name.

    An input that can't be read, or a record that holds no document, gives a failure; what is in
    a folder or a WARC besides documents is given as skipped. Inputs are streamed, never read as a
    whole. `site` names the site of documents that have no URL and name none. `is_own` says which
    files of a folder or a pattern the run itself writes: they are no inputs.
    """
    fields = fields or Fields()
    for name in inputs:
        try:
            for path in _files(name, input_format, is_own):
                if not isinstance(path, str):
                    yield path
                else:
                    items = _read_safely(path, input_format, fields, max_bytes)
                    yield from (_placed(item, url, site) for item in items)
        except READ_ERRORS as error:
            yield failure(name, error)


def _placed(item: Item, url: str | None, site: str | None) -> Item:
    """Name the URL, or else the site, of a document that names none."""
    if not isinstance(item, Task) or item.url:
        return item
    if url:
        return replace(item, url=url)
    return replace(item, site=site) if site and not item.site else item


def failure(name: str, error: Exception) -> Failure:
    """Give an error as the failure of a whole input; errors of our own name their step."""
    return Failure(name, InputFormatError.step, type(error).__name__, cause(error), source=name)


def input_files(
    inputs: Iterable[str],
    *,
    input_format: InputFormat = "auto",
    is_own: Callable[[str], bool] | None = None,
) -> Iterator[Path]:
    """Give the files that `read_inputs` reads; raises `InputFormatError` as it would name it."""
    for name in inputs:
        if name != STDIN:
            found = _files(name, input_format, is_own)
            yield from (Path(path) for path in found if isinstance(path, str))


def holds_many(name: str) -> bool:
    """Say whether a file of that name is a table or an archive of documents."""
    return SUFFIXES.get(bare_suffix(name), "text") not in MEDIA_TYPES


def size_of(inputs: Iterable[str]) -> int | None:
    """Give the bytes of documents in the inputs; None where only reading tells.

    A line of JSON or CSV is little more than its document; packed files, archives and standard
    input don't tell.
    """
    size = 0
    try:
        for name in inputs:
            for path in _files(name, "auto"):
                if isinstance(path, Skipped):
                    continue
                if name == STDIN or isinstance(path, Failure):
                    return None
                if path.endswith(PACKED) or bare_suffix(path) in UNTOLD:
                    return None
                size += Path(path).stat().st_size
    except READ_ERRORS:
        return None
    return size


def read_lines(name: str) -> Iterator[tuple[str, bytes]]:
    """Give the lines of a file that are not blank, each with its place (`name:number`).

    Raises `InputFormatError` where the file can't be read or unpacked.
    """
    try:
        with open_unpacked(name) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield f"{name}:{number}", line
    except READ_ERRORS as error:
        raise InputFormatError(cause(error), source=name) from None


def _files(
    pattern: str, input_format: InputFormat, is_own: Callable[[str], bool] | None = None
) -> Iterator[str | Failure | Skipped]:
    """Give the files of an input: itself, or those of folders that have a name we know."""
    found = _found(pattern, input_format, is_own)
    if RECURSIVE not in pattern:
        return found
    return once(found, lambda item: item if isinstance(item, str) else str(item.id))


def _found(
    pattern: str, input_format: InputFormat, is_own: Callable[[str], bool] | None
) -> Iterator[str | Failure | Skipped]:
    for name in expand(pattern):
        if name == STDIN or not Path(name).is_dir():
            if name == pattern or not (is_own and is_own(name)):
                yield name
            continue
        found = False
        for path in walk(name):
            if isinstance(path, OSError):
                found = True
                yield failure(str(path.filename), path)
            elif is_own and is_own(path):
                continue
            elif input_format != "auto" or bare_suffix(path) in SUFFIXES:
                found = True
                yield path
            else:
                suffix = bare_suffix(path)
                yield Skipped(path, f"*{suffix}" if suffix else "files without suffix", path)
        if not found:
            raise InputFormatError("there are no documents in this directory")


def _read_safely(
    name: str, input_format: InputFormat, fields: Fields, max_bytes: int
) -> Iterator[Item]:
    """Read one file; what breaks off in the middle is a failure after what was read."""
    try:
        yield from _read_one(name, input_format, fields, max_bytes)
    except READ_ERRORS as error:
        yield failure(name, error)


def _read_one(
    name: str, input_format: InputFormat, fields: Fields, max_bytes: int
) -> Iterator[Item]:
    known = input_format if input_format != "auto" else SUFFIXES.get(bare_suffix(name))
    if name != STDIN and not Path(name).is_file():
        Path(name).stat()  # raises where there is nothing
        yield Task(name, Path(name), MEDIA_TYPES.get(known or "auto"), source=name)
        return  # a pipe can't be looked into: the worker reads it, under its deadline
    if known == "warc" and name != STDIN:
        yield from read_warc(name, None, max_bytes=max_bytes)  # opens it: members may be damaged
        return
    with open_unpacked(name) as stream:
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        kind = input_format if input_format != "auto" else _by_content(head, known)
        if kind in ("jsonl", "csv") and head.startswith(WIDE):
            raise InputFormatError(f"the text is UTF-16; {kind} has to be UTF-8")
        if kind == "warc":
            yield from read_warc(name, stream, max_bytes=max_bytes)
        elif kind == "parquet":
            yield from read_parquet(name, stream, fields)
        elif kind == "jsonl":
            yield from read_jsonl(name, read_limited_lines(stream, max_bytes), fields)
        elif kind == "csv":
            yield from read_csv(name, stream, fields, max_bytes)
        elif name == STDIN:
            content = stream.read(max_bytes + 1)
            if len(content) > max_bytes:
                raise InputFormatError(f"the document has more than {max_bytes:,} bytes")
            yield Task(name, content, MEDIA_TYPES.get(kind), source=name)
        else:
            yield Task(name, Path(name), MEDIA_TYPES.get(kind), source=name)


def _by_content(head: bytes, named: InputFormat | None) -> InputFormat:
    """Tell the format by the first bytes; by the name where they don't tell."""
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{") and start[1:].lstrip().startswith((b'"', b"}")):
        return "jsonl"
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return "auto" if named in ("parquet", "warc", None) else named
