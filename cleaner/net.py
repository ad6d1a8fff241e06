"""A small network that reads the blocks of a document in order, evaluated by numpy alone.

Each block's row is made a vector; four times a block looks at its neighbours, ever farther (1,
2, 4 and 8 blocks to each side), and twice at the page as a whole. Out come the log odds of each
block to be main content and a score for each page type. `benchmarks/networks.py` trains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

#: How far each layer looks to each side, in blocks.
REACHES = (1, 2, 4, 8)
#: Layers that look at the page as a whole, too.
WHOLE = (0, 2)
#: A scaled column is cut off here: odd pages have odd numbers.
MOST = 5.0


#: Products of matrices up to this size are worked out by one thread of OpenBLAS: of larger ones
#: the result would hang on the number of cores, and most of the time go to waking threads.
FEW = 4 * 65536


@dataclass(frozen=True, slots=True)
class Scale:
    """How columns are made alike: the logarithm of those that are `wide`, then mean and spread."""

    wide: NDArray[np.intp]
    mean: Floats
    spread: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Scale rows x columns."""
        scaled = np.array(rows.T, np.float32, order="C")
        wide = scaled[self.wide]
        scaled[self.wide] = np.copysign(np.log1p(np.abs(wide)), wide)
        scaled -= self.mean[:, None]
        scaled /= self.spread[:, None]
        np.clip(scaled, -MOST, MOST, out=scaled)
        return scaled.T


@dataclass(frozen=True, slots=True)
class Net:
    """A trained network: `layers` by name, as `benchmarks/networks.py` lays them out."""

    blocks: Scale
    page: Scale
    layers: Mapping[str, Floats]

    def scores(self, rows: Floats, page: Floats, words: Floats) -> tuple[Floats, Floats]:
        """Give the log odds of each block, and the scores of the page types.

        `rows` is blocks x columns, `page` 1 x columns, `words` a number a block.
        """
        own = self.layers
        root = np.sqrt(np.maximum(words, 1)).astype(np.float32)
        shares = np.stack([root / root.sum(), np.full(len(root), 1 / len(root), np.float32)])
        about = _ramp(self.page(page) @ own["page.w"] + own["page.b"])[0]
        state = _ramp(_times(self.blocks(rows), own["in.w"]) + own["in.b"])
        for layer, reach in enumerate(REACHES):
            seen = _times(_around(state, reach), own[f"near{layer}.w"]) + own[f"near{layer}.b"]
            if layer in WHOLE:
                seen += _whole(state, shares, about) @ own[f"whole{layer}.w"]
            state = state + _times(_ramp(seen), own[f"out{layer}.w"])
        odds = _times(_ramp(_times(state, own["last.w"])), own["odds.w"]) + own["odds.b"]
        types = _whole(state, shares, about) @ own["types.w"] + own["types.b"]
        return odds[:, 0], types


def _times(rows: Floats, layer: Floats) -> Floats:
    """Multiply matrices, a few rows at a time: see `FEW`."""
    count, columns = rows.shape
    few = max(1, FEW // layer.size)
    padded = np.zeros((-(-count // few) * few, columns), np.float32)
    padded[:count] = rows
    result: Floats = (padded.reshape(-1, few, columns) @ layer).reshape(len(padded), -1)[:count]
    return result


def _whole(state: Floats, shares: Floats, about: Floats) -> Floats:
    result: Floats = np.concatenate([(shares @ state).ravel(), about])
    return result


def _around(state: Floats, reach: int) -> Floats:
    """Put beside each row the one `reach` rows before and the one as far behind, 0 at the ends."""
    size, width = state.shape
    around = np.zeros((size, 3 * width), np.float32)
    around[reach:, :width] = state[:-reach]
    around[:, width:-width] = state
    around[:-reach, -width:] = state[reach:]
    return around


def _ramp(values: Floats) -> Floats:
    result: Floats = np.maximum(values, 0)
    return result


def load_net(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Net:
    """Read the network of a name from the arrays of an `.npz` file."""
    prefix = f"{name}."
    own = {key[len(prefix) :]: arrays[key] for key in arrays if key.startswith(prefix)}
    blocks, page = _load_scale(own, "scale"), _load_scale(own, "page-scale")
    return Net(blocks, page, {key: np.asarray(array, np.float32) for key, array in own.items()})


def _load_scale(own: dict[str, NDArray[np.generic]], part: str) -> Scale:
    """Take the arrays of a scale out of a network's."""
    return Scale(
        np.asarray(own.pop(f"{part}.wide"), np.intp),
        np.asarray(own.pop(f"{part}.mean"), np.float32),
        np.asarray(own.pop(f"{part}.spread"), np.float32),
    )


def dump_net(net: Net, name: str) -> dict[str, NDArray[np.generic]]:
    """Give the arrays of a network under a name, to be saved in an `.npz` file."""
    told: dict[str, NDArray[np.generic]] = {}
    for part, scale in (("scale", net.blocks), ("page-scale", net.page)):
        told[f"{name}.{part}.wide"] = scale.wide.astype(np.int16)
        told[f"{name}.{part}.mean"] = scale.mean.astype(np.float32)
        told[f"{name}.{part}.spread"] = scale.spread.astype(np.float32)
    return told | {f"{name}.{key}": array.astype(np.float16) for key, array in net.layers.items()}
