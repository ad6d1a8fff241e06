"""Labelled lines to train and measure the line model: text-dev, and news pages of 34 countries.

text-dev comes with its labels. The pages of news-dev are turned into text the way crawls and
extractors do it, and labelled by aligning their lines with the gold text.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import justext
import numpy as np
import tldextract
import trafilatura
from lxml import etree, html
from numpy.typing import NDArray
from readability import Document as Readable
from resiliparse.extract.html2text import extract_plain_text

from benchmarks.labels import align
from cleaner.judge import all_rules, apply_rules, read_page
from cleaner.language import detect_language
from cleaner.lexicon import lexicon
from cleaner.lines.words import stopwords
from cleaner.model import Document, Verdict
from cleaner.rule import Page
from cleaner.segment_text import segment_text
from cleaner.text import key, words

#: A text that lost more of the gold than this is no sample of an article with chrome around it.
LEAST_GOLD = 0.85
#: Lines of which at least (at most) this share aligns with the gold are article (chrome).
ARTICLE, CHROME = 0.75, 0.2
#: Repeats of at least this many characters are the duplicate finder's, not the model's.
REPEAT_CHARS = 60
#: jusText as text-dev has it.
JUSTEXT = {"length_low": 20, "length_high": 50, "stopwords_low": 0.1, "stopwords_high": 0.2}
BLOCKS = "p div li h1 h2 h3 h4 h5 h6 td blockquote figcaption dt dd pre br tr section".split()
SKIPPED = ("script", "style", "noscript", "template", "svg", "iframe")
#: Of the texts in text-dev these hold the gold of most pages; each page's gold is taken once.
CLEANEST = "container"
DOMAIN = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(frozen=True, slots=True)
class Sample:
    """One text: its page, what the rules said, and a label a block (1 article, 0 chrome, -1
    unlabelled). `row` is text-dev's own row, `lines` the line of its text each block is."""

    id: str
    variant: str
    domain: str
    is_news: bool
    page: Page
    verdicts: tuple[tuple[Verdict, ...], ...]
    labels: NDArray[np.int8]
    words: NDArray[np.float32]
    row: dict[str, Any]
    lines: tuple[int, ...]


def read_samples(bench: Path, limit: int = 0) -> Iterator[Sample]:
    """Read all samples of a bench folder; `limit` documents a file at most (0: all)."""
    for path in sorted((bench / "text-dev").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for at, line in enumerate(rows):
                if limit and at >= limit:
                    break
                row = json.loads(line)
                if row["text"].strip():
                    yield _from_row(row)
                if row["variant"] == CLEANEST:
                    yield from _clean(row["id"], row["url"], row["gold_text"], row["news"])
    with (bench / "news-dev" / "gold.jsonl").open(encoding="utf-8") as rows:
        for at, line in enumerate(rows):
            if limit and at >= limit:
                break
            gold = json.loads(line)
            yield from _from_page(bench / "news-dev", gold)
            yield from _clean(f"news-dev/{gold['id']}", gold["url"], gold["main_content"], True)


def _clean(id: str, url: str, gold: str, is_news: bool) -> Iterator[Sample]:
    """Give texts without any chrome: the gold text, and a part of it drawn by its id."""
    lines = [line for line in gold.split("\n") if line.strip()]
    draw = random.Random(id)
    first = draw.randrange(max(1, len(lines) - 1))
    for variant, part in (("gold", lines), ("part", lines[first : first + draw.randint(1, 12)])):
        row = {"id": id, "url": url, "variant": variant, "news": is_news, "gold_text": gold}
        page, verdicts = examine("\n".join(part))
        numbers = _line_numbers(page.document)
        yield _sample(row, page, verdicts, [1] * len(numbers), numbers)


def domain_of(url: str) -> str:
    """Give the registered domain of an address."""
    return DOMAIN(url).top_domain_under_public_suffix or url


def examine(text: str) -> tuple[Page, tuple[tuple[Verdict, ...], ...]]:
    """Do what the pipeline does before it asks the line model."""
    document = segment_text(text)
    document = replace(document, language=detect_language(document))
    page = read_page(document)
    languages = tuple(dict.fromkeys((document.language or "en", "en")))
    verdicts = apply_rules(page, all_rules(), lexicon(languages))
    return page, tuple(tuple(spoken) for spoken in verdicts)


def _from_row(row: dict[str, Any]) -> Sample:
    page, verdicts = examine(row["text"])
    lines = _line_numbers(page.document)
    labels = [
        _label(row["labels"][line], block.text)
        for line, block in zip(lines, page.document.blocks, strict=True)
    ]
    return _sample(row, page, verdicts, labels, lines)


def _label(stated: str, text: str) -> int:
    if stated == "duplicate":
        return 0 if len(text) < REPEAT_CHARS else -1
    return {"keep": 1, "chrome": 0}.get(stated, -1)


def _line_numbers(document: Document) -> tuple[int, ...]:
    numbers, line, at = [], 0, 0
    for block in document.blocks:
        line += document.text.count("\n", at, block.span.start)
        at = block.span.start
        numbers.append(line)
    return tuple(numbers)


def _sample(
    row: dict[str, Any],
    page: Page,
    verdicts: tuple[tuple[Verdict, ...], ...],
    labels: list[int],
    lines: tuple[int, ...],
) -> Sample:
    sizes = [len(words(block.text)) for block in page.document.blocks]
    return Sample(
        id=row["id"],
        variant=row["variant"],
        domain=domain_of(row["url"]),
        is_news=row["news"],
        page=page,
        verdicts=verdicts,
        labels=np.array(labels, dtype=np.int8),
        words=np.array(sizes, dtype=np.float32),
        row=row,
        lines=lines,
    )


def _from_page(folder: Path, gold: dict[str, Any]) -> Iterator[Sample]:
    source = gzip.decompress((folder / "html" / f"{gold['id']}.html.gz").read_bytes())
    page_html = source.decode("utf-8", "replace")
    head = {key(text) for text in (gold["title"] or "", *(gold.get("summary") or ()))}
    for variant, text in _texts(page_html, gold["main_content"]):
        document = segment_text(text)
        shares = align(document, gold["main_content"])
        sizes = [len(words(block.text)) for block in document.blocks]
        found = sum(share * size for share, size in zip(shares, sizes, strict=True))
        if not sizes or found < LEAST_GOLD * len(words(gold["main_content"])):
            continue
        page, verdicts = examine(text)
        labels = [
            -1 if line in head else 1 if share >= ARTICLE else 0 if share <= CHROME else -1
            for line, share in zip(page.keys, shares, strict=True)
        ]
        row = {**gold, "id": f"news-dev/{gold['id']}", "variant": variant, "news": True}
        yield _sample(row, page, verdicts, labels, _line_numbers(document))


def _texts(source: str, gold: str) -> Iterator[tuple[str, str]]:
    """Turn a page into text as a crawl, two extractors, and two cuts of the page have it."""
    whole = extract_plain_text(source, main_content=False, alt_texts=False)
    yield "wet_resili", "\n".join(line.strip() for line in whole.split("\n") if line.strip())
    if found := trafilatura.extract(source, favor_recall=True, include_comments=True):
        yield "recall", found
    if stops := stopwords(detect_language(segment_text(gold))):
        paragraphs = justext.justext(source, stops, **JUSTEXT)
        yield "justext", "\n".join(p.text for p in paragraphs if not p.is_boilerplate)
    yield "readability", _text(html.fromstring(Readable(source).summary()))
    tree = html.fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    if articles := [*tree.iter("article", "main")]:
        yield "article_tag", max(map(_text, articles), key=len)
    least = LEAST_GOLD * len(gold)
    holding = (e for e in tree.iter("div", "article", "section", "main", "td"))
    texts = [text for e in holding if len(text := _text(e)) >= least and _holds(text, gold)]
    if texts:
        yield "container", min(texts, key=len)


def _holds(text: str, gold: str) -> bool:
    wanted = set(words(gold))
    return len(wanted & set(words(text))) >= 0.95 * len(wanted)


def _text(element: html.HtmlElement) -> str:
    """Give an element's text, one block a line."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if not isinstance(node.tag, str) or _is_skipped(node):
            parts.append((node.tail or "") if event != "start" and node is not element else "")
            continue
        if node.tag in BLOCKS:
            parts.append("\n")
        parts.append((node.text if event == "start" else node is not element and node.tail) or "")
    lines = (" ".join(line.split()) for line in "".join(parts).replace("\r", "").split("\n"))
    return "\n".join(line for line in lines if line)


def _is_skipped(node: html.HtmlElement) -> bool:
    return node.tag in SKIPPED or any(a.tag in SKIPPED for a in node.iterancestors())
