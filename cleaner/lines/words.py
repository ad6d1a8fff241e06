"""What the words of a line say: stopwords, and how many it shares with the rest of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from cleaner.lines.characters import Floats
from cleaner.rule import Page

#: jusText's stoplists by language code.
STOPLISTS = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip
#: Only this much of a line is read: enough to tell what it is about.
READ_CHARS = 160
#: Words this short say little of the subject.
SHORTEST = 4
#: What may stand around a word.
MARKS = ".,;:!?…\"'“”„‘’«»‹›()[]{}|/*•·–—-。、，；：！？؟،۔।॥"
#: Scripts without spaces are cut into pairs of characters.
PAIRS = re.compile(r"(?=(\w\w))")


class Words(NamedTuple):
    """Per line: share of stopwords (-1 where the language has no list), share of subject words
    that stand in prose, in any other line, in the headline, how many subject words it has, and
    how its words speak for article (above 0) or chrome (below)."""

    stopwords: Floats
    in_prose: Floats
    in_others: Floats
    in_headline: Floats
    subject: Floats
    wording: Floats


@lru_cache(maxsize=32)
def stopwords(language: str | None) -> frozenset[str]:
    """Give the stopwords of a language; none where jusText has no list."""
    import justext  # here: it brings lxml along, which nothing else needs

    name = STOPLISTS.get(language or "")
    return justext.get_stoplist(name) if name in justext.get_stoplists() else frozenset()


def line_words(text: str, unspaced: bool = False) -> set[str]:
    """Give the words at a line's beginning (pairs of characters in a script without spaces)."""
    start = text[:READ_CHARS].lower()
    if unspaced:
        return set(PAIRS.findall(start))
    return {word if word.isalnum() else word.strip(MARKS) for word in start.split()}


def read_words(
    page: Page, prose: Sequence[bool], unspaced: bool, weights: Mapping[str, int]
) -> Words:
    """Read the words of all lines; `prose` says which lines are running text."""
    stops = stopwords(page.document.language)
    least = 2 if unspaced else SHORTEST
    known = weights.keys()
    shares, subjects, wording = [], [], []
    for block in page.document.blocks:
        words = line_words(block.text, unspaced)
        rest = words - stops
        shares.append(1 - len(rest) / len(words) if words and stops else -1.0)
        subjects.append({word for word in rest if len(word) >= least})
        wording.append(weigh(words, weights, known))
    everywhere = _said_twice(subjects)
    running = [subject for subject, is_running in zip(subjects, prose, strict=True) if is_running]
    once, twice = set().union(*running), _said_twice(running)
    title = line_words(page.headline or "", unspaced) - stops
    rows = [
        (len(subject & (twice if is_running else once)), len(subject & everywhere),
         len(subject & title), len(subject))
        for subject, is_running in zip(subjects, prose, strict=True)
    ]  # fmt: skip
    counts = np.array(rows, dtype=np.float32).reshape(-1, 4).T
    size = counts[3]
    shared = np.full((3, len(rows)), -1.0, dtype=np.float32)
    np.divide(counts[:3], size, out=shared, where=size > 0)
    return Words(_floats(shares), shared[0], shared[1], shared[2], size, _floats(wording))


def weigh(words: Set[str], weights: Mapping[str, int], known: Set[str]) -> float:
    """Add up the weights of a line's known words, by the root of how many there are.

    Weights are whole hundredths: their sum is the same in any order of the words.
    """
    found = words & known
    return sum(map(weights.__getitem__, found)) / (100 * len(found) ** 0.5) if found else 0.0


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float32)


def _said_twice(subjects: Sequence[set[str]]) -> set[str]:
    times = Counter(chain.from_iterable(subjects))
    return {word for word, count in times.items() if count > 1}
