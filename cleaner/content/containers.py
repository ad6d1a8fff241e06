"""The elements around blocks: which blocks each holds, what it is, how often it is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.content.vocabulary import read_tokens
from cleaner.model import Document

Ints = NDArray[np.int64]

#: Tags that tell what the text inside is, each a bit.
TAGS = (
    "li p td section span a div article header footer aside form figure ul"
    " main nav table tr ol dl blockquote noscript button select pre details figcaption"
    " h1 h2 h3 h4 h5 h6 time label strong template summary dialog dd body"
).split()
TAG_BIT = {tag: 1 << bit for bit, tag in enumerate(TAGS)}


class Containers(NamedTuple):
    """Arrays with an entry an element, in document order; `parent` of the root is the root.

    `first` and `last` are the range of blocks inside, `wider` the nearest element around that
    holds more blocks, `tags` and `tokens` what the element is (bits of `TAGS` and of the
    vocabulary), `around_tags` and `around_tokens` the same with all elements around it,
    `alike` how many siblings share tag and class, `most_alike` the most of it and those around,
    `style` a number for tag and class.
    """

    parent: Ints
    first: Ints
    last: Ints
    wider: Ints
    depth: Ints
    tags: Ints
    tokens: Ints
    around_tags: Ints
    around_tokens: Ints
    alike: Ints
    most_alike: Ints
    style: Ints


def read_containers(document: Document) -> Containers:
    """Work out what is known of each element."""
    elements = document.elements
    stated = np.array([element.parent for element in elements], np.int64)
    parents = np.maximum(stated, 0)
    first, last = np.array(_ranges([b.element for b in document.blocks], parents.tolist()))
    known_tags, tag = _number([element.tag for element in elements])
    known_tokens, token = _number([element.tokens for element in elements])
    tags = np.array([TAG_BIT.get(name, 0) for name in known_tags], np.int64)[tag]
    tokens = np.array(read_tokens(known_tokens), np.int64)[token]
    style = tag * len(known_tokens) + token
    _, group, count = np.unique(
        stated * (style.max() + 1) + style, return_inverse=True, return_counts=True
    )
    alike = count[group]
    return Containers(
        parents,
        first,
        last,
        _wider(parents, first, last),
        _with_around(parents, np.minimum(np.arange(len(elements)), 1), np.add),
        tags,
        tokens,
        _with_around(parents, tags, np.bitwise_or),
        _with_around(parents, tokens, np.bitwise_or),
        alike,
        _with_around(parents, alike, np.maximum),
        style,
    )


def _number(values: Sequence[str]) -> tuple[list[str], Ints]:
    """Give the different values, and for each value its number among them."""
    index = {value: at for at, value in enumerate(dict.fromkeys(values))}
    return [*index], np.array([index[value] for value in values], np.int64)


def _with_around(parents: Ints, values: Ints, join: np.ufunc) -> Ints:
    """Join each element's value with those of all elements around."""
    return _follow(parents, values, join)[1]


def _wider(parents: Ints, first: Ints, last: Ints) -> Ints:
    """Give the nearest element around each that holds more blocks."""
    same = (first == first[parents]) & (last == last[parents])
    reached, _ = climb(np.where(same, parents, np.arange(len(parents))))
    return parents[reached]


def climb(ways: Ints) -> tuple[Ints, Ints]:
    """Follow ways from element to element to their ends: give those, and how many steps it is."""
    return _follow(ways, (ways != np.arange(len(ways))).astype(np.int64), np.add)


def _follow(ways: Ints, values: Ints, join: np.ufunc) -> tuple[Ints, Ints]:
    """Follow ways to their ends, and join the values met on each; every turn doubles the ways.

    An element whose way leads to itself is an end; joined once more, its value changes nothing.
    """
    while True:
        values = join(values, values[ways])
        further = ways[ways]
        if np.array_equal(further, ways):
            return ways, values
        ways = further


def _ranges(own: list[int], parents: list[int]) -> tuple[list[int], list[int]]:
    """Give the first block of each element and the one past its last, from each block's element."""
    size, none = len(parents), len(own)
    first, last = [none] * size, [0] * size
    for index, at in enumerate(own):
        if first[at] == none:
            first[at] = index
        last[at] = index + 1
    for at in range(size - 1, 0, -1):
        parent = parents[at]
        if first[at] < first[parent]:  # noqa: PLR1730  twice as fast as min()
            first[parent] = first[at]
        if last[at] > last[parent]:  # noqa: PLR1730  twice as fast as max()
            last[parent] = last[at]
    return first, last
