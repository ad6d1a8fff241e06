"""Ensembles of oblivious decision trees, evaluated by numpy alone.

An oblivious tree asks the same question (`feature > threshold`) at every node of a level, so
that a tree of depth d is d comparisons and a look-up in a table of 2**d leaves. CatBoost trains
such trees; `benchmarks/train.py` writes them down in the arrays read here.

The file is an `.npz` with, for an ensemble named N: `N.features` (trees x depth, column
numbers), `N.thresholds` (trees x depth), `N.leaves` (trees x 2**depth x outputs), `N.bias`
(outputs). Trees shallower than the deepest have thresholds of infinity, which no value passes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Rows evaluated at once: keeps the intermediate arrays within the processor's cache.
CHUNK_ROWS = 256


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble: `features` and `thresholds` are trees x depth, `leaves` trees x 2**depth x
    outputs, `bias` one number an output."""

    features: NDArray[np.int32]
    thresholds: Floats
    leaves: Floats
    bias: Floats

    def scores(self, rows: Floats) -> Floats:
        """Add up the trees: rows x features in, rows x outputs (log odds) out."""
        out = np.empty((len(rows), len(self.bias)), np.float32)
        for start in range(0, len(rows), CHUNK_ROWS):
            chunk = rows[start : start + CHUNK_ROWS]
            out[start : start + CHUNK_ROWS] = self._chunk(chunk)
        return out

    def _chunk(self, rows: Floats) -> Floats:
        trees, depth = self.features.shape
        leaf = np.zeros((trees, len(rows)), np.int32)
        columns = np.ascontiguousarray(rows.T)
        for level in range(depth):
            passed = columns[self.features[:, level]] > self.thresholds[:, level, None]
            leaf |= passed.astype(np.int32) << level
        leaf += (np.arange(trees, dtype=np.int32) << depth)[:, None]
        flat = self.leaves.reshape(-1, self.leaves.shape[-1])
        total: Floats = (flat[leaf].sum(axis=0) + self.bias).astype(np.float32)
        return total


def probability(scores: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Turn log odds into probabilities."""
    result: NDArray[np.floating[Any]] = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
    return result


def load_trees(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Trees:
    """Read the ensemble of a name from the arrays of an `.npz` file."""
    return Trees(
        features=np.asarray(arrays[f"{name}.features"], np.int32),
        thresholds=np.asarray(arrays[f"{name}.thresholds"], np.float32),
        leaves=np.asarray(arrays[f"{name}.leaves"], np.float32),
        bias=np.asarray(arrays[f"{name}.bias"], np.float32),
    )


def dump_trees(trees: Trees, name: str) -> dict[str, NDArray[np.generic]]:
    """Give the arrays of an ensemble under a name, to be saved in an `.npz` file."""
    return {
        f"{name}.features": trees.features.astype(np.int16),
        f"{name}.thresholds": trees.thresholds.astype(np.float32),
        f"{name}.leaves": trees.leaves.astype(np.float16),
        f"{name}.bias": trees.bias.astype(np.float32),
    }
