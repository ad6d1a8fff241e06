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
#: How much another extractor's opinion counts on a page that is an article for certain. By five
#: folds it raised the word F1 of articles by 0.0006 and of news by 0.001; more raised neither, and
#: on other types of pages it takes away.
EVIDENCE_SAY = 0.1
#: Added to the threshold that theory gives for probabilities that hold: by five folds it raised
#: the word F1 of the trees by 0.002 on articles and by 0.001 on all pages.
MARGIN = 0.05
#: How much the network counts beside the trees.
NET_SAY = 0.5


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
    """Ask the trees, and the network too unless the effort is `fast`.

    `evidence` is another extractor's opinion, 0 or 1 a block.
    """
    types = shares(weights.types.scores(features.page)[0])
    content = probability(weights.every.scores(features.blocks)[:, 0])
    if effort != "fast":
        odds, named = weights.net.scores(features.blocks, features.page, features.words)
        types = (types + shares(named)) / 2
        content = (1 - NET_SAY) * content + NET_SAY * probability(odds)
    if evidence is not None:
        say = EVIDENCE_SAY * float(types[weights.page_types.index("article")])
        content = (1 - say) * content + say * evidence
    return Scores(content, choose_threshold(content, features.words), types)


def shares(scores: Floats) -> Floats:
    """Turn the scores of classes into probabilities."""
    odds = np.exp(scores - scores.max())
    result: Floats = odds / odds.sum()
    return result


def expected_f1(content: Floats, words: Floats) -> float:
    """Give the word F1 to be expected from the best choice of blocks, if the probabilities hold."""
    order = np.argsort(-content, kind="stable")
    counted = words[order]
    hits = np.cumsum(content[order] * counted)
    f1 = 2 * hits / (np.cumsum(counted) + hits[-1])
    return float(f1.max())


def choose_threshold(content: Floats, words: Floats) -> float:
    """Choose the threshold of a page; lower it where next to nothing would be kept.

    A block raises the expected F1 while its probability is above half of that F1 (Lipton et al.,
    Optimal thresholding of classifiers to maximize F1 measure, 2014): where the model is sure, it
    is a half, on pages it can't make out it is less.
    """
    threshold = max(LEAST_PROBABLE, MARGIN + expected_f1(content, words) / 2)
    fewest = min(FEWEST_WORDS, FEWEST_SHARE * float(words.sum()))
    if float(words[content >= threshold].sum()) < fewest:
        order = np.argsort(-content, kind="stable")
        enough = int(np.searchsorted(np.cumsum(words[order]), fewest))
        lowered = float(content[order[min(enough, len(order) - 1)]])
        threshold = min(threshold, max(lowered, LEAST_PROBABLE))
    return threshold
