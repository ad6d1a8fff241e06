"""Tasks → results: each document cleaned in a worker process."""

from __future__ import annotations

import codecs
import hashlib
from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

from cleaner.batch.sources import MOST_BYTES, read_document
from cleaner.batch.tasks import Done, Failure, Skipped, Task, failed
from cleaner.batch.workers import Lost, run
from cleaner.emit import renderer
from cleaner.errors import InputFormatError
from cleaner.model import Article, MediaType
from cleaner.options import OptionValues
from cleaner.pipeline import Pipeline

#: Seconds that a document may take before its worker is killed; the slowest benchmark page
#: takes less than one.
TIMEOUT = 30.0
#: Bytes of memory that a document may take; the largest benchmark page takes 150 MB.
MEMORY = 2 << 30

#: What is cleaned first, for nothing but to have everything loaded.
WARM = "The council met on Tuesday to talk about the old bridge, which is closed since the flood."

#: Encodings of two or four bytes a character.
WIDE = ("utf-16", "utf-32")

Item = Task | Failure | Skipped
Result = Done | Failure | Skipped


def clean_all(
    items: Iterable[tuple[int, Item]],
    options: OptionValues,
    *,
    output_format: str = "jsonl",
    jobs: int = 1,
    timeout: float = TIMEOUT,
    memory: int | None = MEMORY,
    max_bytes: int = MOST_BYTES,
    ordered: bool = True,
) -> Generator[tuple[int, Item, Result], None, None]:
    """Clean numbered documents in `jobs` processes: number, task and result of each, in the
    order of the tasks or as they come if not `ordered`.

    Whatever a document does (a raised exception, a dead or hanging worker) is its own failure
    and the rest goes on.
    """
    work = partial(
        _clean_and_render, options=options, output_format=output_format, max_bytes=max_bytes
    )
    _warm_up(options)
    pairs = run(work, items, jobs=jobs, timeout=timeout, memory=memory, ordered=ordered)
    for (number, item), result in pairs:
        if isinstance(result, Lost):
            failure = Failure(item.id, "clean", result.kind, result.cause)
            yield number, item, _placed(failure, item)
        else:
            yield number, item, result


def _warm_up(options: OptionValues) -> None:
    """Load models and phrases before the workers are forked: each, and each that takes the place
    of a killed one, then starts ready, and its first document has all of its time to itself."""
    for media_type in get_args(MediaType):
        attempt(Task("", f"<p>{WARM}</p>\n", media_type), options)


def attempt(task: Task, options: OptionValues, *, max_bytes: int = MOST_BYTES) -> Article | Failure:
    """Clean one document here and now; every exception becomes the document's failure."""
    given: OptionValues = {**options}
    if task.media_type:
        given["media_type"] = task.media_type
    try:
        content = task.content
        if isinstance(content, Path):
            content = read_document(content, max_bytes=max_bytes)
        if len(content) > max_bytes:
            raise InputFormatError(f"the document has more than {max_bytes:,} bytes")
        if task.encoding and isinstance(content, bytes) and _fits(content, task.encoding):
            given["encoding"] = task.encoding
        article = Pipeline(**given)(
            content, url=task.url, id=task.id, site=task.site, story=task.story
        )
        if task.warc:
            article = replace(article, metadata=replace(article.metadata, warc=task.warc))
        return article
    except MemoryError:
        raise  # the worker is to end with it
    except Exception as error:  # a fault of ours or of a library is this document's alone
        return failed(task.id, "clean", error)


def _fits(content: bytes, encoding: str) -> bool:
    """Say whether what a server said of the encoding can be true; browsers heed marks first."""
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    try:
        name = codecs.lookup(encoding).name
        if name.startswith(WIDE) and b"\0" not in content:
            return False  # markup, spaces and line ends have zeros there
        content.decode(name)
    except (LookupError, ValueError):
        return False
    return True


def _clean_and_render(
    numbered: tuple[int, Item], *, options: OptionValues, output_format: str, max_bytes: int
) -> Result:
    item = numbered[1]
    if not isinstance(item, Task):
        return item
    result = attempt(item, options, max_bytes=max_bytes)
    if isinstance(result, Failure):
        return _placed(result, item)
    removals = result.provenance.removals
    return Done(
        item.id,
        renderer(output_format)(result),
        empty=None if result.text.strip() else "; ".join(result.provenance.notes),
        kept=len(result.text),
        removed=sum(removal.end - removal.start for removal in removals),
        read=_size(item),
        rules=tuple(Counter(removal.rule for removal in removals).items()),
    )


def _size(task: Task) -> int:
    content = task.content
    if isinstance(content, Path):
        return content.stat().st_size
    return len(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


def _placed(failure: Failure, item: Item) -> Failure:
    """Say where a document that failed stands, and its digest."""
    return replace(failure, source=item.source, part=item.part, digest=_digest(item))


def _digest(item: Item) -> str | None:
    if not isinstance(item, Task):
        return None
    content = item.content
    if isinstance(content, Path):
        try:
            if not content.is_file():
                return None  # a pipe has no content of its own
            with content.open("rb") as file:
                return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return "sha256:" + hashlib.sha256(raw).hexdigest()
