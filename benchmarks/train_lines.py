"""Train the line model: `python -m benchmarks.train_lines --data ../shared/bench`.

Deterministic: weights of words (a linear model over the words of a line), and over the features of
`cleaner.lines.features` oblivious trees (CatBoost) and a network that reads lines in order. While
these two learn, the words of a domain are weighed by a model that hasn't seen the domain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
from catboost import CatBoostClassifier, Pool
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import SGDClassifier

from benchmarks.ensembles import convert
from benchmarks.line_data import Sample, read_samples
from benchmarks.networks import Course, Lesson, fit_net
from cleaner.lines.features import Features, read_features
from cleaner.lines.judge import DATA, LineModel, in_order
from cleaner.lines.words import HUNDREDTHS, Ints, Wording, code_pairs, read_tokens
from cleaner.net import Net, dump_net
from cleaner.trees import Trees, dump_trees

FOLDS = 5
#: A word counts when the lines of this many domains have it: else it tells the topic.
FEWEST_DOMAINS = 12
#: Words beyond this size are residue of scripts.
LONGEST_WORD = 24
#: The gold of pages that are not news leaves out some 8 % of what is article.
OTHER_CHROME = 0.8
#: News decides; it is a tenth of the development set.
NEWS = 2.0
#: Readability's and newspaper's texts repeat, line by line, what is in recall and container.
SPARED = ("readability", "newspaper")
TREES: dict[str, Any] = {
    "iterations": 240, "depth": 6, "learning_rate": 0.15, "border_count": 96, "l2_leaf_reg": 5,
    "rsm": 0.25, "subsample": 0.6, "bootstrap_type": "Bernoulli", "boosting_type": "Plain",
    "leaf_estimation_iterations": 1, "random_seed": 1, "thread_count": 1, "verbose": 0,
    "allow_writing_files": False,
}  # fmt: skip
#: Small batches: there are few texts, and with large ones the network takes too few steps.
COURSE = Course(rows=1024, most_pages=32, width=32, epochs=8, rate=2e-3, decay=0.03, dropped=0.2)
SEED = 1


def fold_of(domain: str) -> int:
    """Give a domain's fold: all texts of a domain fall into one."""
    return int(hashlib.md5(domain.encode()).hexdigest(), 16) % FOLDS


def weights_of(sample: Sample) -> NDArray[np.float64]:
    """Weigh a text's lines: by the root of their words, long texts by the root of their sum."""
    weight = np.sqrt(np.minimum(sample.words, 100) + 1.0) * (sample.labels >= 0)
    if not sample.is_news:
        weight = np.where(sample.labels == 0, weight * OTHER_CHROME, weight)
    total = weight.sum()
    scale = (NEWS if sample.is_news else 1.0) / total**0.5 if total else 0.0
    result: NDArray[np.float64] = weight * scale
    return result


class Wordings(NamedTuple):
    """The known words and pairs of all samples' lines: a row a line, the words' columns first,
    each kind scaled by the root of its number."""

    known: list[str]
    pairs: Ints
    rows: csr_matrix
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]
    folds: NDArray[np.int64]


def read_wordings(samples: Sequence[Sample]) -> Wordings:
    """Read the words of all lines, and their pairs; those of few domains are left out."""
    names = sorted({sample.domain for sample in samples})
    domain_of_line = np.repeat(
        [names.index(sample.domain) for sample in samples], [len(s.labels) for s in samples]
    )
    tokens = read_tokens(block.text for sample in samples for block in sample.page.document.blocks)
    often = _known(tokens.ids, domain_of_line[tokens.lines], len(names))
    known = sorted(tokens.known[at] for at in often if _is_word(tokens.known[at]))
    at = {word: number for number, word in enumerate(known)}
    numbers = np.array([at.get(word, -1) for word in tokens.known])[tokens.ids]
    codes, lines = code_pairs(numbers, tokens.lines, len(known))
    pairs = _known(codes, domain_of_line[lines], len(names))
    is_pair = np.isin(codes, pairs)
    is_word = numbers >= 0
    size = len(domain_of_line)
    words = _matrix(tokens.lines[is_word], numbers[is_word], (size, len(known)))
    joined = _matrix(lines[is_pair], np.searchsorted(pairs, codes[is_pair]), (size, len(pairs)))
    return Wordings(
        known=known,
        pairs=pairs,
        rows=hstack([words, joined], format="csr"),
        labels=np.concatenate([sample.labels for sample in samples]),
        weights=np.concatenate([weights_of(sample) for sample in samples]),
        folds=np.repeat([fold_of(s.domain) for s in samples], [len(s.labels) for s in samples]),
    )


def _known(ids: Ints, domains: Ints, size: int) -> Ints:
    """Give, sorted, what stands on enough domains."""
    found = np.unique(np.unique(ids * size + domains) // size, return_counts=True)
    result: Ints = found[0][found[1] >= FEWEST_DOMAINS]
    return result


def _matrix(lines: Ints, columns: Ints, shape: tuple[int, int]) -> csr_matrix:
    """Mark what stands in each line, once, by the root of how much there is."""
    marks = csr_matrix((np.ones(len(lines), np.float32), (lines, columns)), shape)
    marks.sum_duplicates()
    marks.data[:] = 1
    found = np.diff(marks.indptr)
    marks.data /= np.repeat(np.sqrt(np.maximum(found, 1)), found).astype(np.float32)
    return marks


def train_words(wordings: Wordings, without: int | None = None) -> Wording:
    """Weigh words and pairs by how they speak for article (above 0) or chrome (below); a fold may
    be left out."""
    used = (wordings.labels >= 0) & (wordings.folds != without)
    weight = wordings.weights[used]
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=12, tol=None, random_state=1)
    model.fit(wordings.rows[used], wordings.labels[used], sample_weight=weight / weight.mean())
    weights = np.rint(HUNDREDTHS * model.coef_[0]).astype(np.int64)
    words, pairs = np.split(weights, [len(wordings.known)])
    return Wording({w: at for at, w in enumerate(wordings.known)}, words, wordings.pairs, pairs)


def _is_word(word: str) -> bool:
    return word[:1].isalpha() and len(word) <= LONGEST_WORD


def measure(samples: Sequence[Sample], words: Sequence[Wording]) -> list[Features]:
    """Read the features of samples, each with the word weights that haven't seen its domain."""
    return [
        read_features(sample.page, sample.verdicts, words[fold_of(sample.domain)])
        for sample in samples
    ]


def train_trees(samples: Sequence[Sample], features: Sequence[Features]) -> Trees:
    """Train the trees on labelled lines."""
    labels = np.concatenate([sample.labels for sample in samples])
    used = labels >= 0
    rows = np.concatenate([feature.rows for feature in features])[used]
    weight = np.concatenate([weights_of(sample) for sample in samples])[used]
    model = CatBoostClassifier(**TREES)
    model.fit(Pool(rows, labels[used], weight=weight / weight.mean()))
    return convert(model, 1)


def train_net(samples: Sequence[Sample], features: Sequence[Features]) -> Net:
    """Train the network on texts; it learns to tell news from others beside."""
    lessons = [_lesson(*pair) for pair in zip(samples, features, strict=True)]
    return fit_net(lessons, seed=SEED, course=COURSE)


def _lesson(sample: Sample, features: Features) -> Lesson:
    rows, whole = in_order(features)
    return Lesson(
        rows=rows,
        page=whole,
        page_type=np.array([sample.is_news, not sample.is_news], np.float32),
        words=features.sizes,
        wanted=(sample.labels == 1).astype(np.float32),
        weights=weights_of(sample).astype(np.float32),
        counted=sample.words * (sample.labels >= 0),
    )


def _fit(
    samples: Sequence[Sample], features: Sequence[Features], words: Wording, without: int | None
) -> LineModel:
    """Train trees and network on all texts but those spared and those of a fold."""
    learn = [
        (sample, feature)
        for sample, feature in zip(samples, features, strict=True)
        if sample.variant not in SPARED and fold_of(sample.domain) != without
    ]
    chosen, read = zip(*learn, strict=True)
    return LineModel(words, train_trees(chosen, read), train_net(chosen, read), read[0].names)


def train(samples: Sequence[Sample], *, by_fold: bool) -> tuple[LineModel, list[LineModel]]:
    """Train the model that is shipped and, `by_fold`, one a fold that hasn't seen its domains."""
    wordings = read_wordings(samples)
    words = [train_words(wordings, fold) for fold in range(FOLDS)]
    features = measure(samples, words)
    folds = []
    for fold in range(FOLDS if by_fold else 0):
        folds.append(_fit(samples, features, words[fold], fold))
        click.echo(f"fold {fold + 1} of {FOLDS} trained", err=True)
    return _fit(samples, features, train_words(wordings), None), folds


def save(model: LineModel, path: Path) -> None:
    """Write the model as the library reads it."""
    wording = model.wording
    arrays = {
        **dump_trees(model.trees, "lines"),
        **dump_net(model.net, "net"),
        "names": np.array(model.names),
        "words": np.array(list(wording.words)),
        "words.weights": wording.weights.astype(np.int16),
        "words.pairs": wording.pairs.astype(np.int32),
        "words.pair_weights": wording.pair_weights.astype(np.int16),
    }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), envvar="CLEANER_BENCH")
@click.option("--limit", default=0, help="Documents a file, for a trial.")
@click.option("--folds", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for models by fold, for `benchmarks text --cv`.")  # fmt: skip
@click.option("--folds-only", is_flag=True, help="Leave the package's model as it is.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("cleaner/data"),
              help="Folder for the model.")  # fmt: skip
def command(data: Path, limit: int, folds: Path | None, folds_only: bool, out: Path) -> None:
    """Train the line model and write it into the package."""
    samples = list(read_samples(data, limit))
    model, others = train(samples, by_fold=folds is not None)
    if folds is not None:
        folds.mkdir(parents=True, exist_ok=True)
        for fold, other in enumerate(others):
            save(other, folds / f"{fold}.npz")
    if not folds_only:
        out.mkdir(parents=True, exist_ok=True)
        target = out / DATA
        save(model, target)
        click.echo(f"{len(samples)} texts, {target.stat().st_size:,} bytes in {target}")


if __name__ == "__main__":
    command()
