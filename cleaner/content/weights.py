"""The trained models and what they expect, read once from `cleaner/data/content.*`.

`content.npz` holds the trees and networks, `content.json` the names of the columns they were
trained on and the page types (see `docs/content-model.md`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np

from cleaner.content.net import Net, load_net
from cleaner.trees import Trees, load_trees

PARTS = ("every", "articles", "types")
NETS = ("first", "second")


@dataclass(frozen=True, slots=True)
class Weights:
    """Ensembles by their part, and the columns each part was trained on.

    `every` was trained on pages of all types, `articles` on articles alone, `types` tells the
    types apart; `nets` read the page in order.
    """

    every: Trees
    articles: Trees
    types: Trees
    nets: tuple[Net, ...]
    names: tuple[str, ...]
    page_names: tuple[str, ...]
    page_types: tuple[str, ...]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """Read the weights that come with the package."""
    return read_weights(files("cleaner") / "data")


def read_weights(folder: Traversable) -> Weights:
    """Read `content.npz` and `content.json` from a folder."""
    told = json.loads((folder / "content.json").read_text(encoding="utf-8"))
    with np.load(BytesIO((folder / "content.npz").read_bytes())) as arrays:
        trees = {name: load_trees(arrays, name) for name in PARTS}
        nets = tuple(load_net(arrays, name) for name in NETS)
    return Weights(
        every=trees["every"],
        articles=trees["articles"],
        types=trees["types"],
        nets=nets,
        names=tuple(told["names"]),
        page_names=tuple(told["page_names"]),
        page_types=tuple(told["page_types"]),
    )
