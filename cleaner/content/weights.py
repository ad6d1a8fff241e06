"""The trained ensembles and what they expect, read once from `cleaner/data/content.*`.

`content.npz` holds the trees, `content.json` the names of the columns they were trained on, the
page types, the thresholds, and on what they were trained (see `docs/content-model.md`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np

from cleaner.trees import Trees, load_trees

PARTS = ("every", "articles", "types")


@dataclass(frozen=True, slots=True)
class Weights:
    """Ensembles by their part, and the columns each part was trained on.

    `every` was trained on pages of all types, `articles` on articles alone, `types` tells the
    types apart. `thresholds` has a probability a page type from which on a block is kept.
    """

    every: Trees
    articles: Trees
    types: Trees
    names: tuple[str, ...]
    page_names: tuple[str, ...]
    page_types: tuple[str, ...]
    thresholds: tuple[float, ...]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """Read the weights that come with the package."""
    return read_weights(files("cleaner") / "data")


def read_weights(folder: Traversable) -> Weights:
    """Read `content.npz` and `content.json` from a folder."""
    told = json.loads((folder / "content.json").read_text(encoding="utf-8"))
    with np.load(BytesIO((folder / "content.npz").read_bytes())) as arrays:
        trees = {name: load_trees(arrays, name) for name in PARTS}
    return Weights(
        every=trees["every"],
        articles=trees["articles"],
        types=trees["types"],
        names=tuple(told["names"]),
        page_names=tuple(told["page_names"]),
        page_types=tuple(told["page_types"]),
        thresholds=tuple(told["thresholds"]),
    )
