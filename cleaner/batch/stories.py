"""Tasks → what they share: each document cleaned in a worker process, compared in this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from cleaner.batch.clean import MEMORY, TIMEOUT, Item, attempt
from cleaner.batch.sources import MOST_BYTES
from cleaner.batch.tasks import Failure, Skipped, Task
from cleaner.batch.workers import Lost, run
from cleaner.model import StoryNote
from cleaner.options import OptionValues
from cleaner.stories import Keeping, StoryText, find_stories, notes, read_story


def read_stories(
    items: Iterable[Item],
    options: OptionValues,
    *,
    jobs: int = 1,
    timeout: float = TIMEOUT,
    memory: int | None = MEMORY,
    max_bytes: int = MOST_BYTES,
) -> Iterator[StoryText | Failure | Skipped]:
    """Clean documents and give what each is compared by, in the order of the items."""
    work = partial(_read, options=options, max_bytes=max_bytes)
    for item, result in run(work, items, jobs=jobs, timeout=timeout, memory=memory):
        if isinstance(result, Lost):
            yield Failure(item.id, "clean", result.kind, result.cause, item.source, item.part)
        else:
            yield result


def story_notes(
    results: Iterable[StoryText | Failure | Skipped], keeping: Keeping
) -> dict[int, StoryNote]:
    """Give what is to be noted of documents, by their numbers in the run."""
    numbered = [(at, text) for at, text in enumerate(results) if isinstance(text, StoryText)]
    made = notes(find_stories([text for _, text in numbered]), keeping)
    return {at: note for (at, _), note in zip(numbered, made, strict=True) if note != StoryNote()}


def with_notes(items: Iterable[Item], noted: Mapping[int, StoryNote]) -> Iterator[Item]:
    """Hand tasks on with what is to be noted of them."""
    for at, item in enumerate(items):
        yield replace(item, story=noted.get(at)) if isinstance(item, Task) else item


def _read(item: Item, *, options: OptionValues, max_bytes: int) -> StoryText | Failure | Skipped:
    if not isinstance(item, Task):
        return item
    result = attempt(item, options, max_bytes=max_bytes)
    return result if isinstance(result, Failure) else read_story(result)
