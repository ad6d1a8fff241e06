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
    size = len(elements)
    tags, parents_read, _, texts, *_ = zip(*elements, strict=True)
    parents = [0, *parents_read[1:]]
    first, last = _ranges([block.element for block in document.blocks], parents)
    tokens = read_tokens(texts)
    bits = [TAG_BIT.get(tag, 0) for tag in tags]
    keys = list(zip(tags, parents_read, texts, strict=True))
    counts = Counter(keys)
    alike = [counts[key] for key in keys]
    wider, depth = [0] * size, [0] * size
    all_bits, all_tokens, most = bits.copy(), tokens.copy(), alike.copy()
    for at in range(1, size):
        parent = parents[at]
        same = first[at] == first[parent] and last[at] == last[parent]
        wider[at] = wider[parent] if same else parent
        depth[at] = depth[parent] + 1
        all_bits[at] |= all_bits[parent]
        all_tokens[at] |= all_tokens[parent]
        if most[parent] > most[at]:  # noqa: PLR1730  twice as fast as max()
            most[at] = most[parent]
    columns = (parents, first, last, wider, depth, bits, tokens, all_bits, all_tokens, alike, most)
    return Containers(*np.array(columns, np.int64))


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
