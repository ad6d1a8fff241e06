"""Labelled lines to train and measure the line model: text-dev, and texts made of other pages.

text-dev comes with its labels. The pages of news-dev are turned into text the way crawls
and extractors do it, and labelled by aligning their lines with the gold text. The pages of
snippets-dev have no gold text: what the pipeline for pages makes of them stands for it.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Container, Iterator
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
from benchmarks.pages import Page as SavedPage
from benchmarks.pages import read_pages
from cleaner import Pipeline
from cleaner.content import judge_content
from cleaner.errors import CleanerError
from cleaner.judge import all_rules, apply_rules, read_page
from cleaner.language import detect_language
from cleaner.lexicon import lexicon
from cleaner.lines.features import PROSE_CHARS
from cleaner.lines.words import stopwords
from cleaner.model import Document, Verdict
from cleaner.rule import Page
from cleaner.segment_text import segment_text
from cleaner.text import ends_sentence, key, words

#: A text that lost more of the gold than this is no sample of an article with chrome around it.
LEAST_GOLD = 0.85
#: Lines of which at least (at most) this share aligns with the gold are article (chrome).
ARTICLE, CHROME = 0.75, 0.2
#: A page without gold is learned from when the content model finds this many words on it, and a
#: block when the model gives it less than this chance of being the other.
FEWEST_GUESSED, SURE = 120, 0.15
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
    for page in read_pages(bench / "news-dev", limit):
        id = f"news-dev/{page.id}"
        head = (page.gold["title"] or "", *(page.gold.get("summary") or ()))
        yield from _from_page(page, id, page.gold["main_content"], doubtful=set(map(key, head)))
        yield from _clean(id, page.url, page.gold["main_content"], True)
    yield from _guessed(bench / "snippets-dev", limit)


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


def _guessed(folder: Path, limit: int) -> Iterator[Sample]:
    """Give texts of article pages without gold, labelled by what the whole pipeline keeps, and
    without any chrome.

    Its model of pages knows tags and links, and so much more than a line shows. A page counts where
    the pipeline keeps what its snippets ask for, and nothing that they rule out.
    """
    pipeline = Pipeline(media_type="text/html")
    for saved in read_pages(folder, limit):
        guess = _guess(pipeline, saved)
        if guess is None:
            continue
        gold, doubtful = guess
        id, is_news = f"{folder.name}/{saved.id}", b"NewsArticle" in saved.source
        texts: set[str] = set()
        for sample in _from_page(saved, id, gold, doubtful, is_news):
            if 1 in sample.labels and sample.page.document.text not in texts:
                yield replace(sample, labels=_without_leads(sample))
            texts.add(sample.page.document.text)
        yield from _clean(id, saved.url, gold, is_news)


def _guess(pipeline: Pipeline, saved: SavedPage) -> tuple[str, set[str]] | None:
    """Give what the pipeline keeps of an article page, and the keys of what has no label: the
    headline, what the model is in doubt about, and the rules of another mind."""
    try:
        examined = pipeline.examine(saved.source, url=saved.url)
    except CleanerError:
        return None  # a page without text
    blocks = examined.page.document.blocks
    kept = [d.action != "remove" for d in examined.decisions]
    gold = "\n".join(b.text for b, keep in zip(blocks, kept, strict=True) if keep)
    if examined.page_type != "article" or len(words(gold)) < FEWEST_GUESSED:
        return None
    told = _told(gold)
    wanted = [(_told(snippet), how) for how in ("with", "without") for snippet in saved.gold[how]]
    if any((snippet in told) != (how == "with") for snippet, how in wanted):
        return None
    scores = judge_content(examined.page.document).scores
    doubtful = {examined.page.headline or ""} | {
        block.text
        for block, keep, p in zip(blocks, kept, scores, strict=True)
        if min(p, 1 - p) > SURE or keep != (p >= 0.5)
    }
    return gold, set(map(key, doubtful))


def _told(text: str) -> str:
    return " ".join(text.lower().split())


def _without_leads(sample: Sample) -> NDArray[np.int8]:
    """Take the label off running text that was removed above the end of the article: there the
    pipeline takes standfirsts and captions off, and short texts lost their leads by it."""
    labels = sample.labels.copy()
    above = labels[: np.flatnonzero(labels == 1).max(initial=0)]
    prose = [
        len(block.text) >= PROSE_CHARS and ends_sentence(block.text)
        for block in sample.page.document.blocks[: len(above)]
    ]
    above[(above == 0) & np.array(prose, bool)] = -1
    return labels


def _from_page(
    saved: SavedPage, id: str, gold: str, doubtful: Container[str], is_news: bool = True
) -> Iterator[Sample]:
    """Give the texts of a page that hold its gold; lines with `doubtful` keys have no label."""
    for variant, text in _texts(saved.source.decode("utf-8", "replace"), gold):
        document = segment_text(text)
        shares = align(document, gold)
        sizes = [len(words(block.text)) for block in document.blocks]
        found = sum(share * size for share, size in zip(shares, sizes, strict=True))
        if not sizes or found < LEAST_GOLD * len(words(gold)):
            continue
        page, verdicts = examine(text)
        labels = [
            -1 if line in doubtful else 1 if share >= ARTICLE else 0 if share <= CHROME else -1
            for line, share in zip(page.keys, shares, strict=True)
        ]
        row = {"id": id, "url": saved.url, "variant": variant, "news": is_news, "gold_text": gold}
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
