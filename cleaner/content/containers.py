"""The elements around blocks: which blocks each holds, what it is, how often it is repeated."""

from __future__ import annotations

from collections import Counter
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
    `alike` how many siblings share tag and class, `most_alike` the most of it and those around.
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


def read_containers(document: Document) -> Containers:
    """Work out what is known of each element."""
    elements = document.elements
    size, none = len(elements), len(document.blocks)
    first, last = [none] * size, [0] * size
    for block in document.blocks:
        at = block.element
        if first[at] == none:
            first[at] = block.index
        last[at] = block.index + 1
    parents = [element.parent for element in elements]
    parents[0] = 0
    for at in range(size - 1, 0, -1):
        parent = parents[at]
        if first[at] < first[parent]:  # noqa: PLR1730  twice as fast as min()
            first[parent] = first[at]
        if last[at] > last[parent]:  # noqa: PLR1730  twice as fast as max()
            last[parent] = last[at]
    tokens = read_tokens(elements)
    tags = [TAG_BIT.get(element.tag, 0) for element in elements]
    wider, depth = [0] * size, [0] * size
    for at in range(1, size):
        parent = parents[at]
        same = first[at] == first[parent] and last[at] == last[parent]
        wider[at] = wider[parent] if same else parent
        depth[at] = depth[parent] + 1
    alike = _count_alike(document)
    return Containers(
        np.array(parents, np.int64),
        np.array(first, np.int64),
        np.array(last, np.int64),
        np.array(wider, np.int64),
        np.array(depth, np.int64),
        np.array(tags, np.int64),
        tokens,
        _spread(tags, parents),
        _spread(tokens.tolist(), parents),
        np.array(alike, np.int64),
        _most(alike, parents),
    )


def _spread(own: list[int], parents: list[int]) -> Ints:
    """Join the bits of each element with those of all around it."""
    all_bits = list(own)
    for at in range(1, len(own)):
        all_bits[at] |= all_bits[parents[at]]
    return np.array(all_bits, np.int64)


def _most(own: list[int], parents: list[int]) -> Ints:
    most = list(own)
    for at in range(1, len(own)):
        above = most[parents[at]]
        if above > most[at]:  # noqa: PLR1730  twice as fast as max()
            most[at] = above
    return np.array(most, np.int64)


def _count_alike(document: Document) -> list[int]:
    keys = [element[:2] + element[3:4] for element in document.elements]  # not the position
    counts = Counter(keys)
    return [counts[key] for key in keys]
