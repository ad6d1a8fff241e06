"""Features and weights → a probability a block, and the type of the page."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.content.features import Features
from cleaner.content.weights import Weights
from cleaner.trees import probability

Floats = NDArray[np.floating[Any]]
Effort = Literal["fast", "default", "best"]

#: A page keeps at least this many words, or this share of the words it has, whichever is less.
FEWEST_WORDS = 25
FEWEST_SHARE = 0.05
#: ... but not to blocks less probable than this: a page of nothing but menus has no article. On
#: the development pages the lowered threshold is below this on one page in two hundred.
LEAST_PROBABLE = 0.1
#: How much another extractor's opinion counts. On half of the news pages and a quarter of the
#: articles it raised word F1 by 0.004 and 0.008, more and less than this by less.
EVIDENCE_SAY = 0.3


class Scores(NamedTuple):
    """`content` is the probability of each block to be main content, `threshold` the least one
    that is kept, `types` the probability of each page type."""

    content: Floats
    threshold: float
    types: Floats


def score(
    features: Features,
    weights: Weights,
    *,
    effort: Effort = "default",
    evidence: Floats | None = None,
) -> Scores:
    """Ask the ensembles; where the effort is `fast`, the one for all types of pages alone.

    `evidence` is another extractor's opinion, 0 or 1 a block.
    """
    types = page_types(features, weights)
    content = probability(weights.every.scores(features.blocks)[:, 0])
    if effort != "fast":
        articles = probability(weights.articles.scores(features.blocks)[:, 0])
        content = mix(content, articles, types, weights.page_types)
    if evidence is not None:
        content = (1 - EVIDENCE_SAY) * content + EVIDENCE_SAY * evidence
    return Scores(content, _threshold(content, features.words, types, weights.thresholds), types)


def page_types(features: Features, weights: Weights) -> Floats:
    """Give the probability of each page type."""
    return shares(weights.types.scores(features.page)[0])


def shares(scores: Floats) -> Floats:
    """Turn the scores of classes into probabilities."""
    odds = np.exp(scores - scores.max())
    result: Floats = odds / odds.sum()
    return result


def mix(every: Floats, articles: Floats, types: Floats, names: tuple[str, ...]) -> Floats:
    """Join the models: the one trained on articles alone has half a say on articles, none else."""
    say = 0.5 * float(types[names.index("article")])
    result: Floats = (1 - say) * every + say * articles
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
        lowered = float(content[order[min(enough, len(order) - 1)]])
        threshold = min(threshold, max(lowered, LEAST_PROBABLE))
    return threshold
