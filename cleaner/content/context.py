"""The second look: what the first pass thought of a block's surroundings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.content.features import Features

Floats = NDArray[np.float32]

#: Columns of the first pass that the second one sees again.
KEPT = (
    "words", "link-density", "hidden", "level", "kind-paragraph", "kind-heading",
    "kind-list_item", "kind-caption", "kind-table_row", "kind-code", "kind-other", "kind-quote",
    "stopword-density", "prose", "sentence-end", "colon-end", "upper", "digits", "copies",
    "title-overlap", "described", "stated-body", "place", "from-end", "prose-before",
    "words-before", "from-h1", "from-heading", "heading-level", "section-words",
    "section-links", "style-blocks", "style-words", "style-mean", "style-prose", "alike",
    "most-alike", "box1-blocks", "box1-share", "box1-links", "box1-prose", "box2-share",
    "box2-links", "box2-prose", "prose30-steps", "prose60-steps", "prose60-place", "words~6",
    "linked~6", "page-words", "page-prose-share", "page-links", "page-blocks", "near-comment",
    "in-comment", "in-related", "in-author", "near-caption", "near-promo", "in-newsletter",
    "<footer>", "<nav>", "<aside>", "<header>", "<form>", "<article>", "<figure>", "<blockquote>",
)  # fmt: skip
REACH = (1, 2, 3, 5)
WINDOWS = (2, 5, 12)
#: A block the first pass gives at least this is taken for content when distances are counted.
LIKELY = 0.5


def second_rows(features: Features, first: Floats, types: Floats) -> tuple[Floats, list[str]]:
    """Give the rows of the second pass, and the names of their columns.

    `first` is blocks x models (probabilities of the first pass), `types` page types.
    """
    columns: dict[str, Floats] = {}
    index = {name: at for at, name in enumerate(features.names)}
    for name in KEPT:
        columns[name] = features.blocks[:, index[name]]
    for model in range(first.shape[1]):
        columns[f"p{model}"] = first[:, model]
    p = first.mean(axis=1)
    words = features.words
    _add_neighbours(columns, p, words)
    _add_groups(columns, features, p, words)
    _add_distances(columns, p, words)
    for kind in range(types.shape[0]):
        columns[f"type{kind}"] = np.full(len(p), types[kind], np.float32)
    return np.column_stack(list(columns.values())).astype(np.float32), list(columns)


def _running(values: Floats) -> Floats:
    return np.concatenate([np.zeros(1), np.cumsum(values, dtype=np.float64)])


def _add_neighbours(columns: dict[str, Floats], p: Floats, words: Floats) -> None:
    size = len(p)
    for distance in REACH:
        padded = np.full(size + 2 * distance, -1, np.float32)
        padded[distance:-distance] = p
        columns[f"p-{distance}"] = padded[:size]
        columns[f"p+{distance}"] = padded[2 * distance :]
    mass, total = _running(p * words), _running(words)
    here = np.arange(size)
    for window in WINDOWS:
        for name, low, high in (
            ("before", np.maximum(here - window, 0), here),
            ("after", here + 1, np.minimum(here + 1 + window, size)),
        ):
            around = np.maximum(total[high] - total[low], 1)
            columns[f"p-{name}{window}"] = ((mass[high] - mass[low]) / around).astype(np.float32)


def _add_groups(columns: dict[str, Floats], features: Features, p: Floats, words: Floats) -> None:
    """The mean over the containers, over blocks of the same style, and over the section."""
    boxes, element = features.containers, features.element
    mass, total = _running(p * words), _running(words)
    everything = max(float(mass[-1]), 1.0)
    single = boxes.last[element] - boxes.first[element] <= 1
    box = np.where(single, boxes.wider[element], element)
    for level in range(1, 5):
        inside = mass[boxes.last[box]] - mass[boxes.first[box]]
        around = np.maximum(total[boxes.last[box]] - total[boxes.first[box]], 1)
        columns[f"p-box{level}"] = (inside / around).astype(np.float32)
        columns[f"mass-box{level}"] = (inside / everything).astype(np.float32)
        box = boxes.wider[box]
    for name, groups in (("style", features.style), ("section", features.section)):
        group_words = np.maximum(np.bincount(groups, words), 1e-6)
        mean = np.bincount(groups, p * words) / group_words
        columns[f"p-{name}"] = mean[groups].astype(np.float32)
    columns["p-page"] = np.full(len(p), mass[-1] / max(float(total[-1]), 1), np.float32)
    columns["mass-page"] = np.full(len(p), mass[-1], np.float32)
    columns["mass-before"] = (mass[:-1] / everything).astype(np.float32)
    columns["mass-after"] = ((mass[-1] - mass[1:]) / everything).astype(np.float32)


def _add_distances(columns: dict[str, Floats], p: Floats, words: Floats) -> None:
    """How many blocks and words away the next likely content is, on either side."""
    size = len(p)
    here = np.arange(size)
    likely = p >= LIKELY
    total = _running(words)
    before = np.maximum.accumulate(np.where(likely, here, -1))
    before = np.concatenate([[-1], before[:-1]])
    after = np.minimum.accumulate(np.where(likely, here, size)[::-1])[::-1]
    after = np.concatenate([after[1:], [size]])
    columns["gap-before"] = np.where(before >= 0, here - before, 999).astype(np.float32)
    columns["gap-after"] = np.where(after < size, after - here, 999).astype(np.float32)
    gap = np.where(before >= 0, total[here] - total[before + 1], 9999)
    columns["gap-words-before"] = gap.astype(np.float32)
    gap = np.where(after < size, total[np.minimum(after, size)] - total[here + 1], 9999)
    columns["gap-words-after"] = gap.astype(np.float32)
    run = np.cumsum(np.concatenate([[0], likely[1:] != likely[:-1]]))
    columns["run-words"] = np.bincount(run, words)[run].astype(np.float32)
