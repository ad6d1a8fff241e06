"""Tasks → results: each document cleaned in a worker process, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from cleaner.batch.sources import read_document
from cleaner.batch.tasks import Done, Failure, Task
from cleaner.batch.workers import Lost, run
from cleaner.emit import renderer
from cleaner.errors import CleanerError
from cleaner.model import Article
from cleaner.options import OptionValues
from cleaner.pipeline import Pipeline

#: Seconds that a document may take before its worker is killed; the slowest benchmark page
#: takes less than one.
TIMEOUT = 30.0
#: Bytes of memory that a document may take; the largest benchmark page takes 150 MB.
MEMORY = 2 << 30


def clean_all(
    tasks: Iterable[Task | Failure],
    options: OptionValues,
    *,
    output_format: str = "jsonl",
    jobs: int = 1,
    timeout: float = TIMEOUT,
    memory: int | None = MEMORY,
    ordered: bool = True,
) -> Iterator[Done | Failure]:
    """Clean every document in `jobs` processes; results and failures in the order of the tasks,
    or as they come if not `ordered`.

    Whatever a document does (a raised exception, a dead or hanging worker) is its own failure
    and the rest goes on.
    """
    work = partial(_clean_and_render, options=options, output_format=output_format)
    pairs = run(work, tasks, jobs=jobs, timeout=timeout, memory=memory, ordered=ordered)
    for task, result in pairs:
        if isinstance(result, Lost):
            yield Failure(task.id, "clean", result.kind, result.cause)
        else:
            yield result


def attempt(task: Task, options: OptionValues) -> Article | Failure:
    """Clean one document here and now; every exception becomes the document's failure."""
    given: OptionValues = {**options}
    if task.media_type:
        given["media_type"] = task.media_type
    try:
        content = read_document(task.content) if isinstance(task.content, Path) else task.content
        return Pipeline(**given)(content, url=task.url, id=task.id)
    except CleanerError as error:
        return Failure(task.id, error.step, type(error).__name__, error.cause)
    except MemoryError:
        raise  # the worker is to end with it
    except Exception as error:  # a fault of ours or of a library is this document's alone
        return Failure(task.id, "clean", type(error).__name__, str(error) or "no message")


def _clean_and_render(
    task: Task | Failure, *, options: OptionValues, output_format: str
) -> Done | Failure:
    if isinstance(task, Failure):
        return task
    result = attempt(task, options)
    if isinstance(result, Failure):
        return result
    empty = None if result.text.strip() else "; ".join(result.provenance.notes)
    return Done(task.id, renderer(output_format)(result), empty)
