"""What the words of a line say: stopwords, and how many it shares with the rest of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import justext
import numpy as np

from cleaner.lines.characters import Floats
from cleaner.model import Block

#: jusText's stoplists by language code.
STOPLISTS = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip
#: Only this much of a line is read: enough to tell what it is about.
READ_CHARS = 240
#: Words this short say little of the subject.
SHORTEST = 4
#: Lines with this share of unspaced characters are cut into pairs of characters.
PAIRS = re.compile(r"(?=(\w\w))")
WORD = re.compile(r"\w+")


class Words(NamedTuple):
    """Per line: share of stopwords (-1 where the language has no list), share of subject words
    that stand in prose, in any other line, in the headline, and how many subject words it has."""

    stopwords: Floats
    in_prose: Floats
    in_others: Floats
    in_headline: Floats
    subject: Floats


@lru_cache(maxsize=32)
def stopwords(language: str | None) -> frozenset[str]:
    """Give the stopwords of a language; none where jusText has no list."""
    name = STOPLISTS.get(language or "")
    return justext.get_stoplist(name) if name in justext.get_stoplists() else frozenset()


def read_words(
    blocks: Sequence[Block],
    prose: Sequence[bool],
    unspaced: bool,
    language: str | None,
    headline: str | None,
) -> Words:
    """Read the words of all lines; `prose` says which lines are running text."""
    stops = stopwords(language)
    split = PAIRS if unspaced else WORD
    least = 2 if unspaced else SHORTEST
    shares, subjects = [], []
    for block in blocks:
        words = split.findall(block.text[:READ_CHARS].lower())
        rest = [word for word in words if word not in stops] if stops else words
        shares.append(1 - len(rest) / len(words) if words and stops else -1.0)
        subjects.append({word for word in rest if len(word) >= least})
    everywhere: Counter[str] = Counter()
    in_prose: Counter[str] = Counter()
    for subject, running in zip(subjects, prose, strict=True):
        everywhere.update(subject)
        if running:
            in_prose.update(subject)
    title = set(split.findall((headline or "").lower())) - stops
    rows = [
        _shares(subject, running, in_prose, everywhere, title)
        for subject, running in zip(subjects, prose, strict=True)
    ]
    prose_share, others, titled, size = np.array(rows, dtype=np.float32).reshape(-1, 4).T
    return Words(np.array(shares, dtype=np.float32), prose_share, others, titled, size)


def _shares(
    subject: set[str],
    running: bool,
    in_prose: Counter[str],
    everywhere: Counter[str],
    title: set[str],
) -> tuple[float, float, float, int]:
    size = len(subject)
    if not size:
        return -1.0, -1.0, -1.0, 0
    own = 1 if running else 0
    prose = sum([in_prose[word] > own for word in subject])
    others = sum([everywhere[word] > 1 for word in subject])
    return prose / size, others / size, len(subject & title) / size, size
