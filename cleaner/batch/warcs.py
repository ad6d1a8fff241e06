"""WARC and WET files → tasks: what servers answered, and texts taken out of that.

Records come from fastwarc. Damage is told and passed over: a record that is shorter than it says
is a failure, and after a member that can't be unpacked reading goes on at the next sound one.
"""

from __future__ import annotations

import io
import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.batch.extras import need
from cleaner.batch.files import GZIP, STDIN
from cleaner.batch.tasks import Failure, Skipped, Task
from cleaner.errors import InputFormatError
from cleaner.model import MediaType

#: Kinds of answers that hold a document, and what they are to us.
DOCUMENTS: dict[str, MediaType | None] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "": None,
    "application/octet-stream": None,
}
#: Headers of a record that are kept with the article.
KEPT = ("WARC-Record-ID", "WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest")
#: Answers with another status (redirects, errors) hold no article.
FINE = range(200, 300)
STEP = InputFormatError.step
#: Every record has it; one without was cut off before.
LENGTH = "Content-Length"
#: What members of gzip begin with, method and all; what records begin with.
MEMBER = GZIP + b"\x08"
VERSION = b"WARC/1."
ANSWER = (
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n"
)


def read_warc(
    name: str, stream: io.BufferedReader | None, *, max_bytes: int
) -> Iterator[Task | Failure | Skipped]:
    """Read the response and conversion records of a file, or of standard input."""
    if name == STDIN:
        yield from _read_from(name, stream, 0, max_bytes, [])
        return
    with Path(name).open("rb") as file:
        start, quiet = 0, False
        while True:
            file.seek(start)
            failed: list[int] = []
            for item in _read_from(name, file, start, max_bytes, failed):
                if not (quiet and failed):  # a place that only looks like a record is no news
                    yield item
                quiet = quiet and bool(failed)
            if not failed:
                return
            following = _next_record(file, max(failed[0], start) + 1)
            if following is None:
                return
            start, quiet = following, True


def _read_from(
    name: str, stream: Any, start: int, max_bytes: int, failed: list[int]
) -> Iterator[Task | Failure | Skipped]:
    """Read records until the end, or until one can't be: its offset goes into `failed`."""
    warc = need("fastwarc.warc", "WARC")
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.conversion
    at = start
    try:
        records = warc.ArchiveIterator(stream, record_types=kinds, parse_http=False)
        for record in records:
            at = start + record.stream_pos
            yield from _read_record(name, str(at), record, max_bytes)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        failed.append(at)
        cause = f"damaged after this place: {error}; reading goes on at the next sound record"
        yield Failure(f"{name}:{at}", STEP, "InputFormatError", cause, name, f"{at}+")


def _read_record(
    name: str, part: str, record: Any, max_bytes: int
) -> Iterator[Task | Failure | Skipped]:
    headers = record.headers
    id = headers.get("WARC-Record-ID") or f"{name}:{part}"
    length = int(record.content_length)
    if length > max_bytes:
        yield Failure(id, STEP, "InputFormatError", f"the record has more than {max_bytes:,} bytes",
                      name, part)  # fmt: skip
        return
    block = record.reader.read()
    if LENGTH not in headers:
        yield Failure(id, STEP, "InputFormatError", "the record is cut short in its header",
                      name, part)  # fmt: skip
        return
    if len(block) < length:
        cause = f"the record is cut short: {len(block):,} of {length:,} bytes"
        yield Failure(id, STEP, "InputFormatError", cause, name, part)
        return
    kept = tuple((key, str(headers[key])) for key in KEPT if key in headers)
    url = headers.get("WARC-Target-URI")
    if not record.is_http:
        yield Task(id, block, "text/plain", url, name, part, "utf-8", kept)
        return
    answer = _parsed(block)
    if isinstance(answer, str):
        yield Failure(id, STEP, "InputFormatError", answer, name, part)
        return
    status, kind, charset, body = answer
    if status not in FINE or kind not in DOCUMENTS:
        yield Skipped(id, kind if status in FINE else f"HTTP status {status}", name, part)
    elif len(body) > max_bytes:
        yield Failure(id, STEP, "InputFormatError", f"the answer has more than {max_bytes:,} bytes",
                      name, part)  # fmt: skip
    else:
        yield Task(id, body, DOCUMENTS[kind], url, name, part, charset, kept)


def _parsed(block: bytes) -> tuple[int, str, str | None, bytes] | str:
    """Give status, kind, charset and unpacked body of an answer, or what is wrong with it."""
    warc = need("fastwarc.warc", "WARC")
    # the block has been read to see whether it is whole: give it to the reader once more
    again = io.BytesIO(ANSWER % len(block) + block + b"\r\n\r\n")
    try:
        copy = next(iter(warc.ArchiveIterator(again, auto_decode="all")), None)
        if copy is None or copy.http_headers is None:
            return "the record has no HTTP headers"
        status = int(copy.http_headers.status_code or 0)
        kind = (copy.http_content_type or "").strip().lower()
        return status, kind, copy.http_charset, copy.reader.read()
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        return f"the answer can't be unpacked: {error}"


def _next_record(file: Any, start: int) -> int | None:
    """Find where the next member or record may begin."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        packed = content[:2] == GZIP
        at = content.find(MEMBER if packed else b"\n" + VERSION, start)
        if at < 0:
            return None
        return at if packed else at + 1
