"""Judge the lines of a plain text with the trained model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO

import numpy as np
from numpy.typing import NDArray

from cleaner.lines.characters import CLASSES, Floats
from cleaner.lines.features import Features, read_features
from cleaner.lines.lists import find_lists
from cleaner.lines.words import Wording
from cleaner.model import Verdict
from cleaner.net import Net, load_net
from cleaner.rule import Page
from cleaner.trees import Trees, load_trees, probability

#: What this step can remove by.
RULES: Mapping[str, str] = {
    "line-model": "What the model of lines takes for chrome; plain text only.",
}
#: The weights, written by `python -m benchmarks.train_lines`.
DATA = "lines.npz"

#: A line goes when the probability that it is the article's is below a limit, which rises with
#: the dirt of the text (the share of its characters that look like chrome) and is higher for
#: running text, of which the model is surer: (dirt, other lines, running text) by profile,
#: interpolated. Where the model is sure of no line, all limits fall in proportion: amid a
#: thousand lines of junk the article's three are likelier than the rest, but not likely. Chosen on
#: out-of-fold predictions of the development set, by word F1 and by the documents that lose more
#: than 2 % of the article. Capping the loss that the probabilities of a document's lines add up to
#: cost more F1 at the same harm.
LIMITS: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "recall": ((0.0, 0.02, 0.01), (0.2, 0.08, 0.05), (0.6, 0.2, 0.15)),
    "balanced": ((0.0, 0.05, 0.03), (0.1, 0.12, 0.16), (0.35, 0.16, 0.18), (0.6, 0.3, 0.5)),
    "precision": ((0.0, 0.3, 0.15), (0.1, 0.5, 0.35), (0.4, 0.6, 0.5)),
}  # fmt: skip
#: Running text between the first and the last line that is more likely the article's than not,
#: and so many lines further (the last paragraph may stand below an insert), goes below this share
#: of the limit only: there a sentence lost costs more than one left. Two short sentences in a line
#: are running text, too.
INSIDE = 0.25
LINES_BELOW = 2
SENTENCES = 2
#: An entry of a list that the article begins or announces goes below this share only: by itself it
#: looks like a link, and what is sure to be chrome between such lines scores lower still.
ENTRIES = 0.05
#: How much the network counts beside the trees.
NET_SAY = 0.5
#: Columns that tell of the whole text begin with this.
WHOLE = "text_"
#: Columns that hold a class of characters, by number.
CLASSED = ("first", "last")
#: A line less probable than this counts as dirt.
EVEN = 0.5
#: Rules that take a list for other stories or contents. Where the model takes a line of it for the
#: article's, they are wrong more often than right: the entries are a list of the author's. Rules
#: that go by a label in front of the line itself ("See also: ...") don't yield.
YIELDING = frozenset({"related-list", "contents-list"})
#: What the model must make of a line for these rules to yield, by profile: less than even odds,
#: for a list of the article's that is lost costs more than one of other stories that is left.
SURE: Mapping[str, float] = {"recall": 0.3, "balanced": 0.4, "precision": 0.9}


@dataclass(frozen=True, slots=True)
class LineModel:
    """The trained model: weights of words, and trees and a network over the features `names`."""

    wording: Wording
    trees: Trees
    net: Net
    names: tuple[str, ...]

    def probabilities(self, features: Features) -> Floats:
        """Give each line's probability to be the article's."""
        if features.names != self.names:
            raise ValueError(f"{DATA} was trained on other features: run benchmarks.train_lines")
        trees = probability(self.trees.scores(features.rows)[:, 0])
        rows, whole = in_order(features)
        odds, _ = self.net.scores(rows, whole, features.sizes)
        likely: Floats = (1 - NET_SAY) * trees + NET_SAY * probability(odds)
        return likely


def in_order(features: Features) -> tuple[Floats, Floats]:
    """Give what the network reads: lines x columns, classes apart, and the whole text's columns."""
    own, whole, classed = _columns(features.names)
    rows = features.rows
    marks = [np.eye(CLASSES, dtype=np.float32)[rows[:, at].astype(np.intp)] for at in classed]
    return np.concatenate([rows[:, own], *marks], axis=1), rows[:1, whole]


@lru_cache(maxsize=4)
def _columns(names: tuple[str, ...]) -> tuple[list[int], list[int], list[int]]:
    """Number the columns of lines, those of the whole text, and those of classes."""
    whole = [at for at, name in enumerate(names) if name.startswith(WHOLE)]
    own = [at for at in range(len(names)) if at not in whole]
    return own, whole, [names.index(name) for name in CLASSED]


@lru_cache(maxsize=1)
def line_model() -> LineModel:
    """Read the shipped model."""
    with (files("cleaner") / "data" / DATA).open("rb") as opened:
        return load_model(opened)


def load_model(opened: IO[bytes]) -> LineModel:
    """Read a model from an open `.npz` file."""
    with np.load(opened) as arrays:
        words = arrays["words"].tolist()
        weights, pairs, pair_weights = (
            np.asarray(arrays[f"words.{name}"], np.int64)
            for name in ("weights", "pairs", "pair_weights")
        )
        return LineModel(
            Wording({word: at for at, word in enumerate(words)}, weights, pairs, pair_weights),
            trees=load_trees(arrays, "lines"),
            net=load_net(arrays, "net"),
            names=tuple(arrays["names"].tolist()),
        )


def judge_lines(
    page: Page,
    rule_verdicts: Sequence[Sequence[Verdict]],
    *,
    profile: str = "balanced",
    model: LineModel | None = None,
) -> list[list[Verdict]]:
    """Give the model's verdicts by block index: which lines of a plain text are not the article's.

    `profile` is "recall", "balanced" or "precision", `model` the shipped one unless another is
    given. A verdict's score is the probability that
    the line is the article's.
    """
    verdicts: list[list[Verdict]] = [[] for _ in page.document.blocks]
    if not verdicts:
        return verdicts
    model = model or line_model()
    features = read_features(page, rule_verdicts, model.wording)
    likely = model.probabilities(features)
    limits = find_limits(likely, features, profile, [b.text for b in page.document.blocks])
    for at in np.flatnonzero(likely < limits).tolist():
        score = round(float(likely[at]), 4)
        reason = f"probability of article text {score:.2f}, below {limits[at]:.2f}"
        verdicts[at].append(Verdict("line-model", "remove", reason, step="content", score=score))
    for at in np.flatnonzero(likely >= SURE[profile]).tolist():
        if _yields(rule_verdicts[at]):
            score = round(float(likely[at]), 4)
            reason = f"probability of article text {score:.2f}, a list of its own"
            verdicts[at].append(Verdict("line-model", "keep", reason, step="content", score=score))
    return verdicts


def _yields(spoken: Sequence[Verdict]) -> bool:
    """Say whether all that removes a line are rules that yield to the model."""
    removing = {v.rule for v in spoken if v.action == "remove" and v.span is None}
    return bool(removing) and removing <= YIELDING


def find_limits(likely: Floats, features: Features, profile: str, lines: Sequence[str]) -> Floats:
    """Give, by line, the probability below which it goes in a text as dirty as this one."""
    dirt = float(features.sizes[likely < EVEN].sum() / features.sizes.sum())
    steps, other, running = zip(*LIMITS[profile], strict=True)
    limits = likely.max() * np.where(
        features.prose, np.interp(dirt, steps, running), np.interp(dirt, steps, other)
    )
    own, at = np.flatnonzero(likely >= EVEN), np.arange(len(likely))
    if len(own):
        amid = (at > own[0]) & (at <= own[-1] + LINES_BELOW) & _is_running(features)
        lists = find_lists(lines, likely >= EVEN, features.prose)
        share = np.where(lists.entries, ENTRIES, np.where(amid | lists.amid, INSIDE, 1.0))
        limits = share * limits
    result: Floats = limits.astype(np.float32)
    return result


def _is_running(features: Features) -> NDArray[np.bool_]:
    """Say which lines are running text, if only two short sentences of it."""
    closed, stops = (features.rows[:, features.names.index(name)] for name in ("closed", "marks"))
    result: NDArray[np.bool_] = features.prose | ((closed > 0) & (stops >= SENTENCES))
    return result
