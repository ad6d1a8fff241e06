"""Count classes of characters by line, over the whole document at once."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.model import Document

Floats = NDArray[np.float32]
Counts = NDArray[np.int64]

OTHER, UPPER, LOWER, CASELESS, DIGIT, SPACE, NEWLINE, STOP, COMMA, QUOTE, BULLET, LINK = range(12)
CLASSES = 12

#: Characters with a class of their own; all others follow their Unicode category.
MARKS = {
    STOP: ".!?…。！？؟۔।॥",
    COMMA: ",;:、，；：،",
    QUOTE: "\"'“”„‘’«»‹›「」『』",
    BULLET: "•·*◦▪●■►▶‣–—-",
    LINK: "|/@>→_#=&+©®™[]{}<\\",
    NEWLINE: "\n\r",
}
CATEGORIES = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": CASELESS, "Lm": CASELESS}
PLANE = 0x10000


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint8]:
    classes = np.zeros(PLANE, dtype=np.uint8)
    for code in range(PLANE - 1):
        category = unicodedata.category(chr(code))
        if category[0] == "Z" or code == 9:
            classes[code] = SPACE
        elif category[0] == "M":
            classes[code] = CASELESS
        else:
            classes[code] = DIGIT if category == "Nd" else CATEGORIES.get(category, OTHER)
    for mark, characters in MARKS.items():
        for character in characters:
            classes[ord(character)] = mark
    return classes


class Characters(NamedTuple):
    """Per line: counts of each class (`counts[line, class]`), capitals at the start of words,
    words by white space, and the class of the first and the last character."""

    counts: Counts
    capitals: Counts
    words: Counts
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    sizes: Counts


def count_characters(document: Document) -> Characters:
    """Count a document's characters by line; the white space after a line counts as its own."""
    codes = np.frombuffer(document.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _table()[np.minimum(codes, PLANE - 1)]
    spans = np.array([*chain.from_iterable([block.span for block in document.blocks])])
    starts, ends = spans[::2], spans[1::2]
    size = len(starts)
    bounds = np.concatenate(([0], starts[1:], [len(classes)]))
    line = np.repeat(np.arange(0, size * CLASSES, CLASSES), np.diff(bounds))
    counts = np.bincount(line + classes, minlength=size * CLASSES)
    blank = (classes == SPACE) | (classes == NEWLINE)
    begins = ~blank
    begins[1:] &= blank[:-1]
    begun = np.flatnonzero(begins)
    upper = begun[classes[begun] == UPPER]
    words, capitals = (np.diff(np.searchsorted(at, bounds)) for at in (begun, upper))
    return Characters(
        counts.reshape(size, CLASSES), capitals, words, classes[starts], classes[ends - 1],
        ends - starts,
    )  # fmt: skip
