"""datatrove: a pipeline step that cleans `Document`s; needs the extra `datatrove`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from typing import Any, Unpack

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.typeshelper import StatHints

from cleaner.batch.clean import clean_all
from cleaner.batch.guard import Limits
from cleaner.batch.tasks import Done, Failure, Task
from cleaner.options import OptionValues

#: Reason of a document that was cleaned and of which no text is left.
EMPTY = "empty"


class Cleaner(PipelineStep):  # type: ignore[misc]
    """Clean documents: `text` becomes the clean text, `metadata` gains what is known of it.

    The new metadata are strings, empty where nothing is known, as writers of typed columns like
    them: `headline`, `author`, `date_published`, `language`, and `record`, the whole record but
    for its text. `metadata["url"]` is taken for the page's address. What fails or has no article
    is dropped; `exclusion_writer` gets it as it was, with `metadata["filter_reason"]`.

    Each document is cleaned in a child process, within `limits`: one that hangs or crashes is
    dropped alone.
    """

    name = "🧹 article-cleaner"
    type = "🛢 - EXTRAC"

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        exclusion_writer: DiskWriter | None = None,
        **options: Unpack[OptionValues],
    ) -> None:
        super().__init__()
        self.limits, self.options = limits or Limits(), options
        self.exclusion_writer = exclusion_writer

    def run(
        self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Clean the documents of a task, in their order."""
        waiting: dict[int, Document] = {}
        with self.exclusion_writer or nullcontext() as writer:
            items = _tasks(data or (), waiting)
            results = clean_all(items, self.options, **asdict(self.limits))
            for number, _, result in results:
                document = waiting.pop(number)
                reason = self._take(document, result)
                if reason is None:
                    yield document
                elif writer is not None:
                    document.metadata["filter_reason"] = reason
                    writer.write(document, rank)

    def _take(self, document: Document, result: Any) -> str | None:
        """Put a result into its document; the reason why it is dropped, if it is."""
        self.stat_update(StatHints.total)
        reason = None
        if isinstance(result, Done):
            self.stat_update("removed_chars", value=result.removed, unit="doc")
            if result.empty is not None:
                reason = EMPTY
        else:
            reason = result.kind if isinstance(result, Failure) else result.what
        if reason is not None:
            self.stat_update(StatHints.dropped, f"dropped_{reason}")
            return reason
        record = json.loads(result.output)
        document.text = record.pop("text")
        document.metadata.update(_metadata(record))
        self.stat_update(StatHints.forwarded)
        self.update_doc_stats(document)
        return None


def _tasks(data: Iterable[Document], waiting: dict[int, Document]) -> Iterator[tuple[int, Task]]:
    """Number the documents, and keep each until its result is there."""
    for number, document in enumerate(data):
        waiting[number] = document
        url = document.metadata.get("url")
        yield number, Task(document.id, document.text, None, url if isinstance(url, str) else None)


def _metadata(record: dict[str, Any]) -> dict[str, str]:
    told = record["metadata"]
    return {
        "headline": told["headline"] or "",
        "author": "; ".join(told["author"]),
        "date_published": told["datePublished"] or "",
        "language": told["inLanguage"] or "",
        "record": json.dumps(record),
    }
