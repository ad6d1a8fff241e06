"""Scrapy: a real crawl of a site, to records; items of other types; failures in the statistics."""

from __future__ import annotations

import json

import pytest
from made import page
from programs import run_program

from cleaner import clean


@pytest.fixture(autouse=True)
def _libraries(needs):
    needs("scrapy", "scrapy")


def test_a_crawl_of_a_site(site, run_example, tmp_path):
    printed = run_example("scrapy", replace={"https://news.example/": f"{site}/"})
    assert printed.strip() == "7 articles, 1 other"
    lines = (tmp_path / "articles.jsonl").read_text().splitlines()
    records = {record["id"].removeprefix(site): record for record in map(json.loads, lines)}
    assert set(records) == {*(f"/articles/{n}" for n in (0, 1, 2, 3, 4, 77)), "/cafe"}
    assert "café council" in records["/cafe"]["text"]
    plain = clean(page(1).encode(), url=f"{site}/articles/1", profile="recall").to_dict()
    assert records["/articles/1"]["text"] == plain["text"]
    assert records["/articles/1"]["metadata"] == plain["metadata"]
    assert set(records["/articles/1"]) == set(plain)


CRAWL = """
import dataclasses, json, scrapy
from scrapy.crawler import CrawlerProcess

PAGE = {page!r}

@dataclasses.dataclass
class Story:
    address: str
    html: str
    section: str
    article: dict | None = None

class News(scrapy.Spider):
    name = "news"
    start_urls = ["{site}/"]
    custom_settings = {{
        "ITEM_PIPELINES": {{"cleaner.integrations.scrapy.CleanPipeline": 300}},
        "CLEANER_URL_FIELD": "address",
        "CLEANER_TIMEOUT": 20,
        "CLEANER_MAX_BYTES": 5000,
    }}

    def parse(self, response):
        yield Story("https://a.example/1", PAGE, "sea")
        yield {{"html": "%PDF-1.7 \\0\\1", "address": None}}
        yield {{"html": PAGE * 9, "address": "https://a.example/long"}}
        yield {{"name": "no page at all"}}

items = []
process = CrawlerProcess({{"LOG_LEVEL": "ERROR"}})
crawler = process.create_crawler(News)
def take(item):
    items.append(item)
crawler.signals.connect(take, scrapy.signals.item_scraped)
process.crawl(crawler)
process.start()
items = [dataclasses.asdict(i) if not isinstance(i, dict) else i for i in items]
print(json.dumps([items, crawler.stats.get_stats()], default=str))
"""


def test_items_of_other_types(site, tmp_path):
    printed = run_program(CRAWL.format(page=page(1), site=site), tmp_path)
    items, stats = json.loads(printed)
    [story] = [item for item in items if "section" in item]
    assert story["section"] == "sea"
    assert story["article"]["text"] == clean(page(1)).text
    assert story["article"]["metadata"]["url"] == "https://a.example/1"
    assert {"name": "no page at all"} in items
    assert len(items) == 2
    assert stats["cleaner/cleaned"] == 1
    assert stats["cleaner/failed/InputFormatError"] == 1
    assert stats["cleaner/failed/DecodeError"] == 1
    assert stats["cleaner/failed"] == stats["item_dropped_count"] == 2
    assert sum(n for name, n in stats.items() if name.startswith("cleaner/removals/")) > 0
