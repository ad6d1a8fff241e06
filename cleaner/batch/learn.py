"""Tasks → a file of site profiles: each document read in a worker process, counted in this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cleaner.batch.clean import MEMORY, TIMEOUT, Item
from cleaner.batch.sources import MOST_BYTES, read_document
from cleaner.batch.tasks import Failure, Skipped, Task, failed
from cleaner.batch.workers import Lost, run
from cleaner.decode import decode
from cleaner.pipeline import segment
from cleaner.sites import Learner, Sighting, sight

#: Header of a WARC record that says when the page was fetched.
FETCHED = "WARC-Date"
#: What a document is that can't be counted.
NO_SITE = "a document without site"
#: Characters of a day in ISO 8601.
DAY = len("2026-01-31")


@dataclass(slots=True)
class Learned:
    """What came of learning: documents by their fate."""

    pages: int = 0
    without_site: int = 0
    skipped: int = 0
    failed: int = 0


def learn_all(
    items: Iterable[Item],
    path: Path,
    learned: Learned,
    *,
    seen: str,
    inputs: Iterable[str] = (),
    jobs: int = 1,
    timeout: float = TIMEOUT,
    memory: int | None = MEMORY,
    max_bytes: int = MOST_BYTES,
) -> Iterator[Failure]:
    """Learn site profiles from documents into a file, and give those that failed as they do.

    `seen` is the day (ISO 8601) of documents that don't have their own. The file is written when
    all is read; it is the same for any order of documents and number of `jobs`. Pages that the
    file holds so far stay in it. `learned` is counted up as it goes on. Raises `ProfileError`
    where the file is there and is no profile.
    """
    work = partial(look, seen=seen, max_bytes=max_bytes)
    with Learner(path, inputs=inputs) as learner:
        results = run(work, items, jobs=jobs, timeout=timeout, memory=memory, ordered=False)
        with closing(results) as pairs:  # type: ignore[type-var] # it is a generator
            for item, result in pairs:
                if isinstance(result, Lost | Failure):
                    learned.failed += 1
                    step = result.step if isinstance(result, Failure) else "read"
                    yield Failure(item.id, step, result.kind, result.cause, item.source, item.part)
                elif isinstance(result, Skipped):
                    learned.without_site += result.what == NO_SITE
                    learned.skipped += result.what != NO_SITE
                else:
                    learned.pages += 1
                    learner.add(result)
        learner.finish()


def look(item: Item, *, seen: str, max_bytes: int) -> Sighting | Failure | Skipped:
    """Read off one document what profiles need; every exception becomes its failure."""
    if not isinstance(item, Task):
        return item
    try:
        content = item.content
        if isinstance(content, Path):
            content = read_document(content, max_bytes=max_bytes)
        document = segment(decode(content, media_type=item.media_type), item.url)
        day = dict(item.warc).get(FETCHED, seen)[:DAY]
        return sight(document, seen=day, site=item.site) or Skipped(item.id, NO_SITE)
    except MemoryError:
        raise  # the worker is to end with it
    except Exception as error:  # a fault of ours or of a library is this document's alone
        return failed(item.id, "read", error)
