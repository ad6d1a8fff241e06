"""Bodies of requests → tasks, within limits of size and time."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Iterator
from email.message import Message
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from fastapi import Request
from starlette.requests import ClientDisconnect

from cleaner.batch.files import read_limited_lines
from cleaner.batch.records import Fields, read_jsonl, to_task
from cleaner.batch.tasks import Failure, Task
from cleaner.errors import InputFormatError
from cleaner.model import MediaType

#: Content types of a document sent as it is.
RAW: dict[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}
#: Bytes of a body that are held in memory; more goes to a file.
SPOOLED = 1 << 20
#: What a document of a request is called where it has no name of its own.
NAME = "document"


class Refused(Exception):
    """A request that can't be taken: an HTTP status, the kind of error, and the cause."""

    def __init__(self, status: int, kind: str, cause: str) -> None:
        super().__init__(cause)
        self.status, self.kind, self.cause = status, kind, cause


async def read_body(request: Request, *, most: int, seconds: float) -> IO[bytes]:
    """Read a request's body; raises `Refused` where it is too large or too slow."""
    body: IO[bytes] = SpooledTemporaryFile(SPOOLED)  # noqa: SIM115 # the caller closes it
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > most:
                    raise Refused(413, "TooLarge", f"the body has more than {most:,} bytes")
                body.write(chunk)
    except TimeoutError:
        cause = f"the body took longer than {seconds:g} s to arrive"
        raise Refused(408, "TooSlow", cause) from None
    except ClientDisconnect:
        raise Refused(400, "ClientGone", "the client went away before the body's end") from None
    body.seek(0)
    return body


def read_task(body: bytes, header: str, url: str | None) -> Task | Failure:
    """Make a task of the body of a request for one document.

    Raises `Refused` for a content type that is none of JSON, HTML and plain text.
    """
    kind, encoding = _parsed(header)
    if kind in RAW:
        return Task(url or NAME, body, RAW[kind], url, encoding=encoding)
    if kind != "application/json":
        known = ", ".join((*RAW, "application/json"))
        raise Refused(415, "UnsupportedType", f"can't clean {kind!r}; Content-Type is {known}")
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, InputFormatError.__name__, f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise Refused(400, InputFormatError.__name__, "not a JSON object")
    return to_task(NAME, "1", {"id": NAME, **record}, Fields())


def read_lines(body: IO[bytes], header: str, max_bytes: int) -> Iterator[Task | Failure]:
    """Make tasks of the lines of a batch; raises `Refused` for another type than NDJSON."""
    if (kind := _parsed(header)[0]) != "application/x-ndjson":
        raise Refused(415, "UnsupportedType", f"a batch is application/x-ndjson, not {kind!r}")
    lines = read_limited_lines(cast(io.BufferedReader, body), max_bytes)
    return (item for item in read_jsonl("batch", lines, Fields()))


def _parsed(header: str) -> tuple[str, str | None]:
    """Part a Content-Type header into the type and the charset."""
    message = Message()
    message["Content-Type"] = header
    return message.get_content_type() if header else "nothing", message.get_content_charset()
