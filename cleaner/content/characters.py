"""What blocks are made of: letters, digits, punctuation, stopwords."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

OTHER, UPPER, LOWER, DIGIT, SPACE, STOP, COMMA, MARK, UNSPACED, MONEY = range(10)
CLASSES = 10
#: Code points from here on are letters of unspaced scripts, or symbols; below, a table tells.
TABLE_SIZE = 0x3000
#: Ideographs, kana and their extensions; Hangul (0xAC00-0xD7A3) is written with spaces.
UNSPACED_RANGES = ((0x3040, 0xA4D0), (0xF900, 0xFB00), (0x20000, 0x32000))
THAI = (0x0E00, 0x0E80)
#: Signs that part or adorn lines of navigation more than prose.
MARKS = "|/\\•·»«›‹→←▶►✓★☆©®™#*_+=<>~^"
STOPS = ".!?…。！？।؟۔"

#: ISO 639-1 code -> name of the jusText stoplist.
STOPLISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ka": "Georgian", "kk": "Kazakh", "kn": "Kannada", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mr": "Marathi", "ms": "Malay",
    "nb": "Norwegian_Bokmal", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
}  # fmt: skip


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    table = np.zeros(TABLE_SIZE, np.uint8)
    for point in range(TABLE_SIZE):
        category = unicodedata.category(chr(point))
        if category in ("Lu", "Lt"):
            table[point] = UPPER
        elif category[0] in "LM":
            table[point] = LOWER
        elif category == "Nd":
            table[point] = DIGIT
        elif category == "Sc":
            table[point] = MONEY
        elif category[0] == "Z" or point < 0x20:
            table[point] = SPACE
    for signs, kind in ((MARKS, MARK), (STOPS, STOP), (",;:،、", COMMA)):
        for sign in signs:
            if ord(sign) < TABLE_SIZE:
                table[ord(sign)] = kind
    table[THAI[0] : THAI[1]] = UNSPACED
    return table


class Characters(NamedTuple):
    """`counts` is blocks x `CLASSES`; of each block the lines' and question marks in it, and the
    code point of its last character."""

    counts: NDArray[np.float32]
    breaks: NDArray[np.int64]
    questions: NDArray[np.int64]
    last: NDArray[np.unsignedinteger]


def count_classes(texts: Sequence[str]) -> Characters:
    """Count the characters of each class in texts that are not empty."""
    text = "".join(texts)
    points: NDArray[np.unsignedinteger]
    if text.isascii():
        points = np.frombuffer(text.encode("ascii"), np.uint8)
        kinds = _classes()[points]
    else:
        points = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
        kinds = _classes()[np.minimum(points, TABLE_SIZE - 1)]
        for low, high in UNSPACED_RANGES:
            kinds[(points >= low) & (points < high)] = UNSPACED
        kinds[(points >= 0xAC00) & (points < 0xD7A4)] = LOWER
        for sign, kind in (("。", STOP), ("！", STOP), ("？", STOP), ("、", COMMA), ("，", COMMA)):
            kinds[points == ord(sign)] = kind
    size = len(texts)
    ends = np.cumsum(np.array([*map(len, texts)]))
    bounds = np.concatenate(([0], ends))
    counts = np.empty((size, CLASSES), np.float32)
    for kind in range(CLASSES):
        counts[:, kind] = np.add.reduceat(kinds == kind, bounds[:-1], dtype=np.int32)
    breaks, questions = (
        np.diff(np.searchsorted(np.flatnonzero(points == ord(sign)), bounds)) for sign in "\n?"
    )
    return Characters(counts, breaks, questions, points[ends - 1])


@lru_cache(maxsize=128)
def stopwords(language: str | None) -> frozenset[str]:
    """Give jusText's stoplist of a language (ISO 639-1); empty where it has none."""
    import justext  # here: it brings lxml along, which nothing else needs

    name = STOPLISTS.get(language or "")
    return justext.get_stoplist(name) if name else frozenset()


def count_stopwords(words: Sequence[Sequence[str]], language: str | None) -> NDArray[np.float32]:
    """Count the stopwords among the lower-cased words of each block."""
    known = stopwords(language).__contains__
    return np.array([sum(map(known, own)) for own in words], np.float32)
