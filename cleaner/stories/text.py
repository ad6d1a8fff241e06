"""A cleaned document as it is compared with others: paragraphs, names, runs of words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from cleaner.dates.words import date_words
from cleaner.model import Article, Span
from cleaner.model.story import Id
from cleaner.text import fold, is_unspaced, words

#: Shorter paragraphs are said alike by chance.
FEWEST_CHARS = 60
#: Unspaced scripts say the same in about 2.5 times fewer characters.
FEWEST_UNSPACED = 24
#: Words a shingle has.
SHINGLE_WORDS = 3
#: Names of a text that are compared: those it has most often.
MOST_NAMES = 20
LINE = re.compile(r"\S(?:[^\n]*\S)?")
#: Where a sentence or a quote begins, a capital tells nothing.
OPENING = re.compile(r"(?:[.!?…:]|[\"“„«]|\n|^)[\s\"'“„«(]*")
WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
POSSESSIVE = re.compile(r"[’']s$")

Hashes = np.ndarray[Any, np.dtype[np.uint64]]


class Paragraph(NamedTuple):
    """A paragraph: its place in the clean text, and its folded form."""

    span: Span
    form: str


class StoryText(NamedTuple):
    """A document as stories are found from it; `date` is ISO 8601, as exact as it is known."""

    id: Id
    size: int
    headline: str | None
    date: str | None
    agency: str | None
    paragraphs: tuple[Paragraph, ...]
    names: tuple[tuple[str, int], ...]
    shingles: Hashes


def read_story(article: Article) -> StoryText:
    """Read off a cleaned document what it is compared by."""
    metadata, text = article.metadata, article.text
    paragraphs = tuple(
        Paragraph(Span(*found.span()), fold(found.group()))
        for found in LINE.finditer(text)
        if _is_long(found.group())
    )
    return StoryText(
        id=article.provenance.digest if article.id is None else article.id,
        size=len(text),
        headline=metadata.headline,
        date=metadata.date_published,
        agency=metadata.source_organization,
        paragraphs=paragraphs,
        names=_names(f"{metadata.headline or ''}\n{text}"),
        shingles=_hashes(shingles(text)),
    )


def shingles(text: str) -> list[str]:
    """Give the runs of words of a text; of characters in scripts without spaces."""
    units = list("".join(text.split())) if is_unspaced(text) else words(text)
    size = SHINGLE_WORDS
    return [" ".join(units[at : at + size]) for at in range(max(1, len(units) - size + 1))]


def _is_long(line: str) -> bool:
    return len(line) >= FEWEST_CHARS or (len(line) >= FEWEST_UNSPACED and is_unspaced(line))


def _names(text: str) -> tuple[tuple[str, int], ...]:
    """Count the words that are written with a capital where no sentence begins, and never
    without: names, for want of knowing better. Days and months are none."""
    openings = {found.end() for found in OPENING.finditer(text)}
    counts: Counter[str] = Counter()
    small: set[str] = set()
    for found in WORD.finditer(text):
        word = POSSESSIVE.sub("", found.group())
        if word[0].islower():
            small.add(word)
        elif word[0].isupper() and len(word) > 1 and found.start() not in openings:
            counts[word.casefold()] += 1
    known = date_words()
    named = [
        (name, count)
        for name, count in counts.items()
        if name not in small and name not in known.months and not known.known.is_one(name)
    ]
    return tuple(sorted(named, key=lambda item: (-item[1], item[0]))[:MOST_NAMES])


def _hashes(runs: list[str]) -> Hashes:
    digests = b"".join(hashlib.blake2b(run.encode(), digest_size=8).digest() for run in runs)
    return np.unique(np.frombuffer(digests, dtype=np.uint64))
