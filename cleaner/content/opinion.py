"""Features and weights → a probability a block, and the type of the page."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.content.context import second_rows
from cleaner.content.features import Features
from cleaner.content.weights import Weights
from cleaner.trees import probability

Floats = NDArray[np.float32]
Effort = Literal["fast", "default", "best"]

#: A page keeps at least this many words, or this share of the words it has, whichever is less.
FEWEST_WORDS = 25
FEWEST_SHARE = 0.05


class Scores(NamedTuple):
    """`content` is the probability of each block to be main content, `threshold` the least one
    that is kept, `types` the probability of each page type."""

    content: Floats
    threshold: float
    types: Floats


def score(features: Features, weights: Weights, *, effort: Effort = "default") -> Scores:
    """Ask the ensembles: the first pass alone where the effort is `fast`, else both passes."""
    types = page_types(features, weights)
    p = first_pass(features, weights)
    thresholds = weights.fast_thresholds
    if effort != "fast":
        rows, _ = second_rows(features, p, types)
        p = np.column_stack([probability(trees.scores(rows)[:, 0]) for trees in weights.second])
        thresholds = weights.thresholds
    content = mix(p, types, weights.page_types)
    return Scores(content, _threshold(content, features.words, types, thresholds), types)


def first_pass(features: Features, weights: Weights) -> Floats:
    """Give blocks x models: the first ensembles' probabilities."""
    rows = features.blocks
    return np.column_stack([probability(trees.scores(rows)[:, 0]) for trees in weights.first])


def page_types(features: Features, weights: Weights) -> Floats:
    """Give the probability of each page type."""
    scores = weights.types.scores(features.page)[0]
    odds = np.exp(scores - scores.max())
    result: Floats = odds / odds.sum()
    return result


def mix(p: Floats, types: Floats, names: tuple[str, ...]) -> Floats:
    """Join the models: the one trained on articles alone has half a say on articles, none else."""
    say = 0.5 * float(types[names.index("article")])
    result: Floats = (1 - say) * p[:, 0] + say * p[:, 1]
    return result


def _threshold(
    content: Floats, words: Floats, types: Floats, thresholds: tuple[float, ...]
) -> float:
    """Choose by page type; lower it where next to nothing would be kept."""
    threshold = float(np.dot(types, thresholds))
    fewest = min(FEWEST_WORDS, FEWEST_SHARE * float(words.sum()))
    if float(words[content >= threshold].sum()) < fewest:
        order = np.argsort(-content, kind="stable")
        enough = int(np.searchsorted(np.cumsum(words[order]), fewest))
        threshold = min(threshold, float(content[order[min(enough, len(order) - 1)]]))
    return threshold
