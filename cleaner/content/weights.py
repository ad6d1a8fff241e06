"""The trained models and what they expect, read once from `cleaner/data/content.*`.

`content.npz` holds the trees and the network, `content.json` the names of the columns they were
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

from cleaner.net import Net, load_net
from cleaner.trees import Trees, load_trees

PARTS = ("every", "types")
NET = "first"


@dataclass(frozen=True, slots=True)
class Weights:
    """The parts of the model, and the columns each was trained on.

    The trees of `every` judge blocks, those of `types` tell the types of pages apart; `net` reads
    the page in order and does both.
    """

    every: Trees
    types: Trees
    net: Net
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
        net = load_net(arrays, NET)
    return Weights(
        every=trees["every"],
        types=trees["types"],
        net=net,
        names=tuple(told["names"]),
        page_names=tuple(told["page_names"]),
        page_types=tuple(told["page_types"]),
    )
