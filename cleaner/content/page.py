"""The page as a whole: what it says of itself, and which blocks repeat that."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from html import unescape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.addresses import split_address
from cleaner.content.characters import MONEY
from cleaner.model import Document

Floats = NDArray[np.floating[Any]]

#: Blocks of more words than this are not compared with the title.
LONGEST_TITLE = 40
#: How many characters of a block are looked for in the description or the body a page states.
COMPARED = 50
#: Fewer characters than this occur in any text by chance.
FEWEST = 16
#: schema.org types that say what a page is, most telling first.
TYPES = {
    "article": (
        "article",
        "newsarticle",
        "blogposting",
        "reportagenewsarticle",
        "scholarlyarticle",
    ),
    "forum": ("discussionforumposting", "qapage", "question", "socialmediaposting"),
    "product": ("product", "productgroup", "offer", "individualproduct"),
    "list": ("itemlist", "collectionpage", "searchresultspage", "offercatalog", "blog"),
    "docs": ("techarticle", "apireference", "howto", "softwaresourcecode", "softwareapplication"),
    "service": ("service", "localbusiness", "faqpage", "professionalservice", "organization"),
}
JSON_TYPE = re.compile(r'"@type"\s*+:\s*+(?:\[\s*+)?"([A-Za-z]+)"')


def add_matches(
    columns: dict[str, Floats], document: Document, split: Sequence[Sequence[str]]
) -> None:
    """Add how far blocks repeat the title, the description, the stated body, or each other.

    `split` are the lower-cased words of each block, as white space parts them.
    """
    blocks, head = document.blocks, document.head
    meta = dict(head.meta)
    title = frozenset(f"{head.title} {meta.get('og:title', '')}".lower().split())
    described = folded(meta.get("og:description") or meta.get("description") or "")
    body = folded(stated_body(head.json_ld))
    overlap = [
        len(title.intersection(words)) / len(words) if 0 < len(words) <= LONGEST_TITLE else 0.0
        for words in split
    ]
    columns["title-overlap"] = np.array(overlap, np.float32)
    texts = [block.text for block in blocks]
    for name, text in (("described", described), ("stated-body", body)):
        if text:
            starts = [start[:COMPARED].lower() for start in texts]
            found = [len(start) >= FEWEST and start in text for start in starts]
            columns[name] = np.array(found, np.float32)
        else:
            columns[name] = np.full(len(blocks), -1, np.float32)
    counts = Counter(texts)
    columns["copies"] = np.array([counts[text] for text in texts], np.float32)


def folded(text: str) -> str:
    """Fold case, white space and entities, as the blocks of a page have them."""
    return " ".join(unescape(text).lower().split())


def stated_body(json_ld: tuple[str, ...]) -> str:
    """Give the article bodies that the page's JSON-LD states, joined."""
    found: list[str] = []
    for source in json_ld:
        if '"articleBody"' not in source:
            continue
        try:
            queue = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue:
            node = queue.pop()
            if isinstance(node, list):
                queue.extend(node)
            elif isinstance(node, dict):
                queue.extend(value for value in node.values() if isinstance(value, list | dict))
                if isinstance(body := node.get("articleBody"), str):
                    found.append(body)
    return "\n".join(found)


KIND_COLUMNS = ("kind-heading", "kind-list_item", "kind-table_row", "kind-code", "kind-caption")
MEANS = tuple(name.replace("kind", "page", 1) for name in KIND_COLUMNS)
#: Columns whose share of the page's words is told of the page.
SHARE_COLUMNS = (
    "in-comment", "in-thread", "in-member", "in-price", "in-card", "in-author", "in-date",
    "in-docs", "in-rating", "in-hero", "in-code", "in-toc", "in-pager", "in-related",
    "<article>", "<main>", "<form>", "<table>", "<li>",
)  # fmt: skip
WORD_SHARES = tuple(f"page-{name}" for name in SHARE_COLUMNS)


def describe(
    document: Document,
    columns: dict[str, Floats],
    words: Floats,
    links: Floats,
    prose: Floats,
    classes: Floats,
) -> dict[str, float]:
    """Describe the page as a whole, for its type; part of it is added to every block's row."""
    total = max(float(words.sum()), 1.0)
    prose_words = float((words * prose).sum())
    page = {
        "page-words": total,
        "page-blocks": float(len(words)),
        "page-prose": prose_words,
        "page-prose-share": prose_words / total,
        "page-links": float((words * links).sum()) / total,
        "page-median": float(np.sort(words)[len(words) // 2]),
        "page-longest": float(words.max()),
        "page-money": float(classes[:, MONEY].sum()),
    }
    page.update(
        zip(
            MEANS,
            np.array([columns[name] for name in KIND_COLUMNS]).mean(axis=1).tolist(),
            strict=True,
        )
    )
    shares = np.array([columns[name] for name in SHARE_COLUMNS]) @ words / total
    page.update(zip(WORD_SHARES, shares.tolist(), strict=True))
    page["page-articles"] = float([element.tag for element in document.elements].count("article"))
    for name, values in list(page.items()):
        if name in SHARED:
            columns[name] = np.full(len(words), values, np.float32)
    page.update(_stated(document))
    for name in ("stated-article", "stated-product", "stated-forum", "path-depth", "path-hyphens"):
        columns[name] = np.full(len(words), page[name], np.float32)
    return page


#: What of the page's description stands in every block's row.
SHARED = frozenset(
    ("page-words", "page-blocks", "page-prose-share", "page-links", "page-articles",
     "page-median", "page-in-card", "page-list_item", "page-in-price", "page-in-thread",
     "page-longest")
)  # fmt: skip


def _stated(document: Document) -> dict[str, float]:
    """What kind of page its own data name, and the shape of its address."""
    head = document.head
    types = {name.lower() for source in head.json_ld for name in JSON_TYPE.findall(source)}
    stated = {f"stated-{kind}": float(not types.isdisjoint(names)) for kind, names in TYPES.items()}
    meta = dict(head.meta)
    kind = meta.get("og:type", "").lower()
    stated["og-article"] = float(kind == "article")
    stated["og-product"] = float(kind.startswith("product"))
    stated["og-website"] = float(kind == "website")
    stated["dated"] = float(any(name.startswith("article:publish") for name in meta))
    links = dict(head.links)
    url = document.url or links.get("canonical") or meta.get("og:url") or ""
    parts = [part for part in split_address(url).path.split("/") if part]
    last = parts[-1] if parts else ""
    stated["path-depth"] = float(len(parts)) if url else -1.0
    stated["path-hyphens"] = float(last.count("-") + last.count("_"))
    stated["path-digits"] = float(sum(map(str.isdigit, "".join(parts))))
    return stated
