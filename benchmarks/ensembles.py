"""CatBoost's training, and its trees in the form that `cleaner.trees` evaluates."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from cleaner.trees import Trees

Floats = NDArray[np.floating[Any]]

#: One thread: the result depends on the data and the seed alone.
COMMON: dict[str, Any] = {"thread_count": 1, "verbose": 0, "allow_writing_files": False}
ODDS: dict[str, Any] = {
    "iterations": 200,
    "depth": 6,
    "learning_rate": 0.15,
    "border_count": 32,
    "rsm": 0.2,
    "leaf_estimation_iterations": 1,
    "l2_leaf_reg": 5,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.6,
    "boosting_type": "Plain",
}
CLASSES: dict[str, Any] = {
    "iterations": 150,
    "depth": 4,
    "learning_rate": 0.08,
    "border_count": 32,
    "l2_leaf_reg": 5,
    "loss_function": "MultiClass",
}


def fit_odds(rows: Floats, labels: NDArray[np.bool_], weights: Floats, *, seed: int) -> Trees:
    """Train an ensemble that gives the log odds of a label."""
    model = CatBoostClassifier(random_seed=seed, **COMMON, **ODDS)
    model.fit(rows, labels.astype(np.int8), sample_weight=weights / weights.mean())
    return convert(model, 1)


def fit_classes(rows: Floats, classes: NDArray[np.int64], count: int, *, seed: int) -> Trees:
    """Train an ensemble that gives a score for each of some classes."""
    model = CatBoostClassifier(random_seed=seed, classes_count=count, **COMMON, **CLASSES)
    model.fit(rows, classes)
    return convert(model, count)


def convert(model: CatBoostClassifier, outputs: int) -> Trees:
    """Write a trained CatBoost model down as the arrays the library evaluates."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        told = json.loads(path.read_text(encoding="utf-8"))
    columns = [feature["flat_feature_index"] for feature in told["features_info"]["float_features"]]
    written = told["oblivious_trees"]
    depth = max(len(tree["splits"] or ()) for tree in written)
    features = np.zeros((len(written), depth), np.int32)
    thresholds = np.full((len(written), depth), np.inf, np.float32)
    leaves = np.zeros((len(written), 2**depth, outputs), np.float32)
    for number, tree in enumerate(written):
        for level, split in enumerate(tree["splits"] or ()):
            features[number, level] = columns[split["float_feature_index"]]
            thresholds[number, level] = split["border"]
        values = np.array(tree["leaf_values"], np.float32).reshape(-1, outputs)
        leaves[number, : len(values)] = values
    scale, bias = told["scale_and_bias"]
    return Trees(features, thresholds, leaves * np.float32(scale), np.array(bias, np.float32))
