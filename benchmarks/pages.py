"""The benchmark pages as documents, with their gold and the fold each belongs to."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tld import get_fld

from cleaner.decode import decode
from cleaner.errors import CleanerError
from cleaner.language import detect_language
from cleaner.model import Document
from cleaner.parse import parse
from cleaner.segment_html import segment_html

FOLDS = 5
#: Pages are drawn by this seed, so that two runs look at the same ones.
SEED = 5


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a benchmark: its gold row and its markup as it was saved."""

    gold: dict[str, Any]
    source: bytes

    @property
    def id(self) -> str:
        """Give the id, unique within its set."""
        return str(self.gold["id"])

    @property
    def url(self) -> str:
        """Give the address the page was saved from."""
        return str(self.gold.get("url") or "")

    @property
    def page_type(self) -> str:
        """Give the type of page that the gold states (articles where it states none)."""
        return str(self.gold.get("page_type") or "article")

    @property
    def fold(self) -> int:
        """Give the fold of the page's registered domain: pages of a site are never parted."""
        domain = get_fld(self.url, fail_silently=True) or urlsplit(self.url).hostname or self.id
        return int(hashlib.sha256(domain.encode()).hexdigest(), 16) % FOLDS


def read_pages(data: Path, limit: int = 0) -> Iterator[Page]:
    """Read a set (a folder with `gold.jsonl` and `html/`), in the gold's order."""
    with (data / "gold.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit and number >= limit:
                return
            gold = json.loads(line)
            yield Page(
                gold, gzip.decompress((data / "html" / f"{gold['id']}.html.gz").read_bytes())
            )


def read_document(page: Page) -> Document | None:
    """Parse and segment a page, language told; None where that fails."""
    try:
        source = decode(page.source, media_type="text/html")
        document = segment_html(
            parse(source.text), url=page.url, digest=source.digest, encoding=source.encoding
        )
    except CleanerError:
        return None
    return replace(document, language=detect_language(document))


def draw_pages(data: Path, limit: int) -> list[Path]:
    """Draw so many of the saved pages below a folder, the same ones each time."""
    paths = sorted(data.rglob("*.html.gz"))
    return random.Random(SEED).sample(paths, min(limit, len(paths)))
