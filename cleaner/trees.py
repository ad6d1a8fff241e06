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
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Rows evaluated at once: keeps the intermediate arrays within the processor's cache.
CHUNK_ROWS = 256
#: A leaf's number must fit in a byte.
DEEPEST = 8


class Questions(NamedTuple):
    """The different questions of an ensemble, each asked once a row: `asked` (depth x trees) says
    which one a level asks, `starts` where each tree's leaves begin."""

    features: NDArray[np.int32]
    thresholds: Floats
    asked: NDArray[np.intp]
    starts: NDArray[np.int32]


def _questions(features: NDArray[np.int32], thresholds: Floats) -> Questions:
    count, depth = features.shape
    pairs = np.stack([features.ravel().astype(np.float64), thresholds.ravel()])
    different, asked = np.unique(pairs, axis=1, return_inverse=True)
    return Questions(
        different[0].astype(np.int32),
        different[1].astype(np.float32),
        np.ascontiguousarray(asked.reshape(count, depth).T),
        (np.arange(count, dtype=np.int32) << depth)[:, None],
    )


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble: `features` and `thresholds` are trees x depth, `leaves` trees x 2**depth x
    outputs, `bias` one number an output."""

    features: NDArray[np.int32]
    thresholds: Floats
    leaves: Floats
    bias: Floats
    questions: Questions = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sort out the questions once for all rows."""
        object.__setattr__(self, "questions", _questions(self.features, self.thresholds))

    def scores(self, rows: Floats) -> Floats:
        """Add up the trees: rows x features in, rows x outputs (log odds) out."""
        out = np.empty((len(rows), len(self.bias)), np.float32)
        for start in range(0, len(rows), CHUNK_ROWS):
            chunk = rows[start : start + CHUNK_ROWS]
            out[start : start + CHUNK_ROWS] = self._chunk(chunk)
        return out

    def _chunk(self, rows: Floats) -> Floats:
        questions = self.questions
        passed = np.ascontiguousarray(rows.T)[questions.features] > questions.thresholds[:, None]
        answers = passed.view(np.uint8)
        leaf = answers.take(questions.asked[-1], axis=0)
        for asked in questions.asked[-2::-1]:
            leaf += leaf
            leaf |= answers.take(asked, axis=0)
        index = leaf + questions.starts
        outputs = self.leaves.shape[-1]
        flat = self.leaves.ravel() if outputs == 1 else self.leaves.reshape(-1, outputs)
        sums = flat.take(index, axis=0).sum(axis=0).reshape(-1, outputs)
        total: Floats = (sums + self.bias).astype(np.float32)
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
