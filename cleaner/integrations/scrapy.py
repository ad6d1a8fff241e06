"""Scrapy: an item pipeline and a helper for `parse`; needs the extra `scrapy`.

Settings: `ITEM_PIPELINES = {"cleaner.integrations.scrapy.CleanPipeline": 300}` and, where the
defaults won't do, `CLEANER_OPTIONS` (a dict of the cleaner's options), `CLEANER_JOBS`,
`CLEANER_TIMEOUT` (seconds), `CLEANER_MEMORY` and `CLEANER_MAX_BYTES`, and for items of your own
`CLEANER_HTML_FIELD`, `CLEANER_URL_FIELD`, `CLEANER_ARTICLE_FIELD`.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from email.message import Message
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response

from cleaner.batch.clean import MEMORY, TIMEOUT, Result
from cleaner.batch.guard import Guards, Limits
from cleaner.batch.sources import MOST_BYTES
from cleaner.batch.tasks import Done, Failure, Skipped, Task
from cleaner.batch.warcs import DOCUMENTS


@dataclass(slots=True)
class PageItem:
    """A response as an item: what `CleanPipeline` makes an `ArticleItem` of."""

    url: str
    html: bytes
    kind: str = ""
    encoding: str | None = None


@dataclass(slots=True)
class ArticleItem:
    """A record as an item, with the fields of the record; feeds write it as `cleaner` would."""

    id: str
    text: str
    source: str | None
    added: str
    created: str | None
    metadata: dict[str, Any]
    provenance: dict[str, Any]


def page_item(response: Response) -> PageItem:
    """Make an item of a response, for `parse` to yield: its bytes, and what the server said of
    them. A response that is no document, such as a PDF, is dropped by the pipeline."""
    header = Message()
    header["Content-Type"] = (response.headers.get("Content-Type") or b"").decode("latin-1")
    kind = header.get_content_type() if header["Content-Type"] else ""
    return PageItem(response.url, response.body, kind, header.get_content_charset())


class CleanPipeline:
    """Cleans items in worker processes, so that no page can hang or kill the crawl.

    A `PageItem` becomes an `ArticleItem`. An item of another type that has an HTML field gets the
    record into its article field; one without passes as it is. What can't be cleaned is dropped.
    Needs Scrapy's asyncio reactor, which is its default.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings, self.stats = crawler.settings, crawler.stats
        self.html: str = settings.get("CLEANER_HTML_FIELD", "html")
        self.url: str = settings.get("CLEANER_URL_FIELD", "url")
        self.article: str = settings.get("CLEANER_ARTICLE_FIELD", "article")
        limits = Limits(
            timeout=settings.getfloat("CLEANER_TIMEOUT", TIMEOUT),
            memory=settings.getint("CLEANER_MEMORY", MEMORY),
            max_bytes=settings.getint("CLEANER_MAX_BYTES", MOST_BYTES),
        )
        options = settings.getdict("CLEANER_OPTIONS")
        self.guards = Guards(options, jobs=settings.getint("CLEANER_JOBS", 1), limits=limits)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawler, by its settings."""
        return cls(crawler)

    def close_spider(self) -> None:
        """End the workers."""
        self.guards.close()

    async def process_item(self, item: Any) -> Any:
        """Clean an item; raises `DropItem` for what can't be cleaned."""
        adapter = ItemAdapter(item)
        if not isinstance(item, PageItem) and adapter.get(self.html) is None:
            return item
        task = _task(item) if isinstance(item, PageItem) else self._task_of(adapter)
        result = task if isinstance(task, Skipped) else await self._clean(task)
        self._count(result)
        if isinstance(result, Skipped):
            raise DropItem(f"{result.id}: no document but {result.what}")
        if isinstance(result, Failure):
            raise DropItem(f"{result.id}: {result.step}: {result.cause} ({result.kind})")
        record = json.loads(result.output)
        if isinstance(item, PageItem):
            return ArticleItem(**record)
        adapter[self.article] = record
        return item

    async def _clean(self, task: Task) -> Result:
        return await asyncio.wrap_future(self.guards.submit(task))

    def _task_of(self, adapter: ItemAdapter) -> Task:
        url = adapter.get(self.url)
        return Task(url or "item", adapter[self.html], "text/html", url)

    def _count(self, result: Result) -> None:
        """Enter a result into the crawl's statistics."""
        count = self.stats.inc_value
        if isinstance(result, Done):
            count("cleaner/cleaned")
            count("cleaner/empty", int(result.empty is not None))
            count("cleaner/kept_chars", result.kept)
            count("cleaner/removed_chars", result.removed)
            for rule, pieces in result.rules:
                count(f"cleaner/removals/{rule}", pieces)
        elif isinstance(result, Failure):
            count("cleaner/failed")
            count(f"cleaner/failed/{result.kind}")
        else:
            count("cleaner/skipped")
            count(f"cleaner/skipped/{result.what}")


def _task(item: PageItem) -> Task | Skipped:
    if item.kind not in DOCUMENTS:
        return Skipped(item.url, item.kind)
    return Task(item.url, item.html, DOCUMENTS[item.kind], item.url, encoding=item.encoding)
