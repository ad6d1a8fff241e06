"""What the model looks at: a row of numbers a block, and one a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.content import page as pages
from cleaner.content.characters import (
    COMMA,
    DIGIT,
    MARK,
    MONEY,
    SPACE,
    STOP,
    UNSPACED,
    UPPER,
    Characters,
    count_classes,
    count_stopwords,
)
from cleaner.content.containers import TAGS, Containers, climb, read_containers
from cleaner.content.vocabulary import GROUPS
from cleaner.model import Block, Document

Floats = NDArray[np.floating[Any]]
Columns = dict[str, Floats]

KINDS = ("paragraph", "heading", "list_item", "quote", "caption", "table_row", "code", "other")
KIND_NAMES = tuple(f"kind-{kind}" for kind in KINDS)
KIND_AT = {kind: at for at, kind in enumerate(KINDS)}
KIND_NUMBERS = np.arange(len(KINDS))[:, None]
#: Words of an unspaced script are about this many characters.
UNSPACED_WORD = 2.0
#: A block is prose for the containers' statistics from this many words on, if it has this many
#: sentence ends and at most this share of links.
PROSE_WORDS = 12
PROSE_LINKS = 0.5
#: How far around a block its neighbours are summed up, in blocks to each side.
WINDOWS = (2, 6)
#: Shares of the page's prose that name a container: the smallest one around with that much.
SHARES = (0.3, 0.6, 0.9)
#: Columns of the elements around; of the nearest alone the first 14 tags are told as well.
IN_TAGS = tuple(f"<{tag}>" for tag in TAGS)
NEAR_TAGS = tuple(f"near-<{tag}>" for tag in TAGS[:14])
IN_GROUPS = tuple(f"in-{group}" for group in GROUPS)
NEAR_GROUPS = tuple(f"near-{group}" for group in GROUPS)
SENTENCE_ENDS = np.array([*map(ord, '.!?…。！？।؟۔"”’»)]:')])[:, None]


class Features(NamedTuple):
    """`blocks` is blocks x `names`, `page` is 1 x `page_names`; `words` and `element` are a number
    a block."""

    blocks: NDArray[np.float32]
    names: tuple[str, ...]
    page: NDArray[np.float32]
    page_names: tuple[str, ...]
    words: Floats
    containers: Containers
    element: NDArray[np.int64]


class Basis(NamedTuple):
    """What the columns are computed from."""

    document: Document
    blocks: tuple[Block, ...]
    element: NDArray[np.int64]
    words: Floats
    links: Floats
    prose: Floats
    sums: dict[str, Floats]
    containers: Containers


def extract(document: Document) -> Features:
    """Compute the features of a document with at least one block."""
    columns: Columns = {}
    blocks = document.blocks
    texts = [block.text for block in blocks]
    counted, split = count_classes(texts), [text.lower().split() for text in texts]
    classes = counted.counts
    chars = np.maximum(classes.sum(axis=1), 1)
    words = classes[:, SPACE] + 1 + classes[:, UNSPACED] / UNSPACED_WORD
    links = np.array([block.link_chars for block in blocks], np.float32) / chars
    prose = ((words >= PROSE_WORDS) & (links <= PROSE_LINKS) & (classes[:, STOP] > 0)).astype(
        np.float32
    )
    stops = count_stopwords(split, document.language)
    element = np.array([block.element for block in blocks], np.int64)
    sums = _running_sums(blocks, words, links, prose, classes, stops)
    basis = Basis(document, blocks, element, words, links, prose, sums, read_containers(document))
    _add_text(columns, basis, counted, chars, stops)
    _add_elements(columns, basis)
    _add_containers(columns, basis)
    _add_alike(columns, basis)
    _add_neighbours(columns, basis)
    _add_places(columns, basis)
    pages.add_matches(columns, document, split)
    page = pages.describe(document, columns, words, links, prose, classes)
    return Features(
        np.array(list(columns.values()), np.float32).T,
        tuple(columns),
        np.array([list(page.values())], np.float32),
        tuple(page),
        words,
        basis.containers,
        element,
    )


def _running_sums(
    blocks: Sequence[Block],
    words: Floats,
    links: Floats,
    prose: Floats,
    classes: Floats,
    stopwords: Floats,
) -> dict[str, Floats]:
    sums = {
        "words": words,
        "linked": links * words,
        "prose": prose * words,
        "blocks": np.ones(len(blocks), np.float32),
        "commas": classes[:, COMMA],
        "stops": stopwords,
        "headings": np.array([block.kind == "heading" for block in blocks], np.float32),
    }
    return {name: _running(values) for name, values in sums.items()}


def _running(values: Floats) -> Floats:
    """Sum up from the start; entry i is the sum of the first i."""
    return np.concatenate([np.zeros(1, np.float32), np.cumsum(values, dtype=np.float32)])


def _add_text(
    columns: Columns, basis: Basis, counted: Characters, chars: Floats, stops: Floats
) -> None:
    blocks, words, classes = basis.blocks, basis.words, counted.counts
    columns["words"] = words
    columns["link-density"] = basis.links
    columns["links"] = np.array([block.links for block in blocks], np.float32)
    columns["emphasis"] = np.array([b.emphasis_chars for b in blocks], np.float32) / chars
    columns["hidden"] = np.array([block.hidden for block in blocks], np.float32)
    columns["level"] = np.array([block.level for block in blocks], np.float32)
    kinds = np.array([KIND_AT[block.kind] for block in blocks]) == KIND_NUMBERS
    columns.update(zip(KIND_NAMES, kinds.astype(np.float32), strict=True))
    columns["stopword-density"] = stops / words
    for name, kind in (("upper", UPPER), ("digits", DIGIT), ("marks", MARK), ("commas", COMMA)):
        columns[name] = classes[:, kind] / chars
    columns["stops"] = classes[:, STOP]
    columns["stops-density"] = classes[:, STOP] / words
    columns["money"] = classes[:, MONEY]
    columns["unspaced"] = classes[:, UNSPACED] / chars
    columns["word-length"] = chars / words
    columns["prose"] = basis.prose
    columns["sentence-end"] = (counted.last == SENTENCE_ENDS).any(axis=0).astype(np.float32)
    columns["lines"] = counted.breaks.astype(np.float32)
    columns["colon-end"] = (counted.last == ord(":")).astype(np.float32)
    columns["lower-start"] = np.array([b.text[:1].islower() for b in blocks], np.float32)
    columns["question"] = (counted.questions > 0).astype(np.float32)


def _add_elements(columns: Columns, basis: Basis) -> None:
    """Tags and tokens of the elements around: near (own and the next two), and all."""
    boxes, element = basis.containers, basis.element
    up = boxes.parent[element]
    up2 = boxes.parent[up]
    near_tags = boxes.tags[element] | boxes.tags[up] | boxes.tags[up2]
    near_tokens = boxes.tokens[element] | boxes.tokens[up] | boxes.tokens[up2]
    around_tags, around_tokens = boxes.around_tags[element], boxes.around_tokens[element]
    columns.update(_bits(IN_TAGS, around_tags))
    columns.update(_bits(NEAR_TAGS, near_tags))
    columns.update(_bits(NEAR_GROUPS, near_tokens))
    columns.update(_bits(IN_GROUPS, around_tokens))
    columns["depth"] = boxes.depth[element].astype(np.float32)
    columns["alike"] = boxes.alike[element].astype(np.float32)
    columns["parent-alike"] = boxes.alike[up].astype(np.float32)
    columns["most-alike"] = boxes.most_alike[element].astype(np.float32)


def _bits(names: Sequence[str], values: NDArray[np.int64]) -> Columns:
    """Give a column a bit."""
    places = np.arange(len(names))[:, None]
    return dict(zip(names, (values >> places & 1).astype(np.float32), strict=True))


def _add_containers(columns: Columns, basis: Basis) -> None:
    """The next three containers that hold ever more blocks, and those with most of the prose."""
    boxes = basis.containers
    inside = {name: run[boxes.last] - run[boxes.first] for name, run in basis.sums.items()}
    own = _describe_boxes(basis, inside)
    sizes, here = np.maximum(boxes.last - boxes.first, 1), np.arange(len(basis.blocks))
    box = np.where(sizes[basis.element] <= 1, boxes.wider[basis.element], basis.element)
    for level in range(1, 4):
        for name, values in own.items():
            columns[f"box{level}-{name}"] = values[box]
        columns[f"box{level}-place"] = ((here - boxes.first[box]) / sizes[box]).astype(np.float32)
        columns[f"box{level}-alike"] = boxes.alike[box].astype(np.float32)
        box = boxes.wider[box]
    all_boxes, prose = np.arange(len(boxes.wider)), inside["prose"].astype(np.float64)
    total = max(float(basis.sums["prose"][-1]), 1.0)
    total_words = max(float(basis.sums["words"][-1]), 1.0)
    for share in SHARES:
        reached, steps = climb(np.where(prose >= share * total, all_boxes, boxes.wider))
        box = reached[basis.element]
        name = f"prose{int(share * 100)}"
        columns[f"{name}-steps"] = steps[basis.element].astype(np.float32)
        columns[f"{name}-blocks"] = inside["blocks"][box]
        columns[f"{name}-words"] = inside["words"][box] / total_words
        columns[f"{name}-place"] = ((here - boxes.first[box]) / sizes[box]).astype(np.float32)


def _describe_boxes(basis: Basis, inside: Mapping[str, Floats]) -> Columns:
    """Describe each element by the blocks inside."""
    words = np.maximum(inside["words"], 1)
    count = np.maximum(inside["blocks"], 1)
    return {
        "blocks": count,
        "words": words,
        "share": words / max(float(basis.sums["words"][-1]), 1.0),
        "links": inside["linked"] / words,
        "prose": inside["prose"] / words,
        "prose-share": inside["prose"] / max(float(basis.sums["prose"][-1]), 1.0),
        "mean": words / count,
        "commas": inside["commas"] / words,
        "stopwords": inside["stops"] / words,
        "headings": inside["headings"] / count,
    }


def _add_alike(columns: Columns, basis: Basis) -> None:
    """Blocks in elements of the same tag and class, wherever they stand on the page."""
    boxes, element = basis.containers, basis.element
    own, above = boxes.style[element], boxes.style[boxes.parent[element]]
    index = np.unique(own * (boxes.style.max() + 1) + above, return_inverse=True)[1]
    count = np.bincount(index)
    words = np.bincount(index, basis.words)
    columns["style-blocks"] = count[index].astype(np.float32)
    columns["style-words"] = (words / words.sum())[index].astype(np.float32)
    columns["style-mean"] = (words / count)[index].astype(np.float32)
    columns["style-links"] = (np.bincount(index, basis.words * basis.links) / words)[index].astype(
        np.float32
    )
    columns["style-prose"] = (np.bincount(index, basis.words * basis.prose) / words)[index].astype(
        np.float32
    )


def _add_neighbours(columns: Columns, basis: Basis) -> None:
    size = len(basis.blocks)
    for distance in (1, 2):
        for name in ("words", "link-density", "kind-heading", "prose", "sentence-end", "depth"):
            values = columns[name]
            padded = np.full(size + 2 * distance, -1, np.float32)
            padded[distance:-distance] = values
            columns[f"{name}-{distance}"] = padded[:size]
            columns[f"{name}+{distance}"] = padded[2 * distance :]
    here = np.arange(size)
    for window in WINDOWS:
        low, high = np.maximum(here - window, 0), np.minimum(here + window + 1, size)
        words = basis.sums["words"][high] - basis.sums["words"][low]
        columns[f"words~{window}"] = words / (high - low)
        for name in ("linked", "prose"):
            around = basis.sums[name][high] - basis.sums[name][low]
            columns[f"{name}~{window}"] = around / np.maximum(words, 1)


def _add_places(columns: Columns, basis: Basis) -> None:
    """Where on the page a block stands: by blocks, words, prose, and from the headings."""
    size = len(basis.blocks)
    here = np.arange(size, dtype=np.float32)
    columns["place"] = here / size
    columns["from-end"] = size - here
    for name in ("words", "prose"):
        running = basis.sums[name]
        columns[f"{name}-before"] = running[:-1] / max(float(running[-1]), 1.0)
    columns["prose-words-before"] = basis.sums["prose"][:-1]
    columns["prose-words-after"] = basis.sums["prose"][-1] - basis.sums["prose"][1:]
    heading = np.array([b.kind == "heading" for b in basis.blocks])
    last = np.maximum.accumulate(np.where(heading, np.arange(size), -1))
    columns["from-heading"] = np.where(last >= 0, here - last, -1).astype(np.float32)
    level = np.array([b.level if b.kind == "heading" else 0 for b in basis.blocks], np.float32)
    columns["heading-level"] = np.where(last >= 0, level[last], 0).astype(np.float32)
    top = np.flatnonzero(heading & (level == 1))
    first = float(top[0]) if len(top) else -1.0
    columns["from-h1"] = here - first if len(top) else np.full(size, -999, np.float32)
    section = np.cumsum(heading)
    words = np.maximum(np.bincount(section, basis.words), 1)
    linked = np.bincount(section, basis.words * basis.links)
    columns["section-words"] = words[section].astype(np.float32)
    columns["section-links"] = (linked / words)[section].astype(np.float32)
