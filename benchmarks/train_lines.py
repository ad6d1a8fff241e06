"""Train the line model: `python -m benchmarks.train_lines --data ../shared/bench`.

Two steps, both deterministic: weights of words (a linear model over the words of a line), and
oblivious trees over the features of `cleaner.lines.features` (CatBoost). While the trees learn,
the words of a domain are weighed by a model that hasn't seen the domain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
from catboost import CatBoostClassifier, Pool
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import SGDClassifier

from benchmarks.ensembles import convert
from benchmarks.line_data import Sample, read_samples
from cleaner.lines.features import Features, read_features
from cleaner.lines.judge import DATA, LineModel
from cleaner.lines.words import line_words
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
    "iterations": 200, "depth": 6, "learning_rate": 0.15, "border_count": 32, "l2_leaf_reg": 5,
    "rsm": 0.3, "subsample": 0.6, "bootstrap_type": "Bernoulli", "boosting_type": "Plain",
    "leaf_estimation_iterations": 1, "random_seed": 1, "thread_count": 1, "verbose": 0,
    "allow_writing_files": False,
}  # fmt: skip


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
    """The known words of all samples' lines: a row a line, scaled by the root of their number."""

    known: list[str]
    rows: csr_matrix
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]
    folds: NDArray[np.int64]


def read_wordings(samples: Sequence[Sample]) -> Wordings:
    """Read the words of all lines; those of few domains are left out."""
    tokens: list[list[str]] = []
    domains: dict[str, set[str]] = {}
    for sample in samples:
        for block in sample.page.document.blocks:
            own = sorted(word for word in line_words(block.text) if _is_word(word))
            tokens.append(own)
            for word in own:
                domains.setdefault(word, set()).add(sample.domain)
    known = sorted(word for word, found in domains.items() if len(found) >= FEWEST_DOMAINS)
    at = {word: number for number, word in enumerate(known)}
    columns = [[at[word] for word in own if word in at] for own in tokens]
    sizes = np.array([len(own) for own in columns])
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float32)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    rows = csr_matrix((values, np.concatenate(columns), starts), (len(columns), len(known)))
    return Wordings(
        known=known,
        rows=rows,
        labels=np.concatenate([sample.labels for sample in samples]),
        weights=np.concatenate([weights_of(sample) for sample in samples]),
        folds=np.repeat([fold_of(s.domain) for s in samples], [len(s.labels) for s in samples]),
    )


def train_words(wordings: Wordings, without: int | None = None) -> dict[str, int]:
    """Weigh words by how they speak for article (above 0) or chrome (below); a fold may be left
    out."""
    used = (wordings.labels >= 0) & (wordings.folds != without)
    weight = wordings.weights[used]
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=12, tol=None, random_state=1)
    model.fit(wordings.rows[used], wordings.labels[used], sample_weight=weight / weight.mean())
    return dict(
        zip(wordings.known, np.rint(100 * model.coef_[0]).astype(int).tolist(), strict=True)
    )


def _is_word(word: str) -> bool:
    return word[:1].isalpha() and len(word) <= LONGEST_WORD


def measure(samples: Sequence[Sample], words: Sequence[Mapping[str, int]]) -> list[Features]:
    """Read the features of samples, each with the word weights that haven't seen its domain."""
    return [
        read_features(sample.page, sample.verdicts, words[fold_of(sample.domain)])
        for sample in samples
    ]


def words_by_fold(wordings: Wordings) -> list[dict[str, int]]:
    """Weigh words once a fold, each time without the domains of the fold."""
    return [train_words(wordings, fold) for fold in range(FOLDS)]


def train_trees(samples: Sequence[Sample], features: Sequence[Features]) -> Trees:
    """Train the trees on labelled lines."""
    chosen = [
        (sample, feature)
        for sample, feature in zip(samples, features, strict=True)
        if sample.variant not in SPARED
    ]
    labels = np.concatenate([sample.labels for sample, _ in chosen])
    used = labels >= 0
    rows = np.concatenate([feature.rows for _, feature in chosen])[used]
    weight = np.concatenate([weights_of(sample) for sample, _ in chosen])[used]
    model = CatBoostClassifier(**TREES)
    model.fit(Pool(rows, labels[used], weight=weight / weight.mean()))
    return convert(model, 1)


def train_folds(samples: Sequence[Sample]) -> list[LineModel]:
    """Train a model a fold, which hasn't seen the domains of the fold."""
    words = words_by_fold(read_wordings(samples))
    features = measure(samples, words)
    models = []
    for fold in range(FOLDS):
        learn = [at for at, sample in enumerate(samples) if fold_of(sample.domain) != fold]
        trees = train_trees([samples[at] for at in learn], [features[at] for at in learn])
        models.append(LineModel(words[fold], trees, features[0].names))
        click.echo(f"fold {fold + 1} of {FOLDS} trained", err=True)
    return models


def train(samples: Sequence[Sample]) -> LineModel:
    """Train the model that is shipped."""
    wordings = read_wordings(samples)
    features = measure(samples, words_by_fold(wordings))
    return LineModel(train_words(wordings), train_trees(samples, features), features[0].names)


def save(model: LineModel, path: Path) -> None:
    """Write the model as the library reads it."""
    words = {word: weight for word, weight in model.words.items() if weight}
    np.savez_compressed(
        path,
        **dump_trees(model.trees, "lines"),  # type: ignore[arg-type]
        names=np.array(model.names),
        words=np.array(list(words)),
        **{"words.weights": np.array(list(words.values()), dtype=np.int16)},  # type: ignore[arg-type]
    )


@click.command()
@click.option("--data", type=click.Path(exists=True, path_type=Path), envvar="CLEANER_BENCH")
@click.option("--limit", default=0, help="Documents a file, for a trial.")
def command(data: Path, limit: int) -> None:
    """Train the line model and write it into the package."""
    samples = list(read_samples(data, limit))
    target = Path(__file__).parent.parent / "cleaner" / "data" / DATA
    save(train(samples), target)
    click.echo(f"{len(samples)} texts, {target.stat().st_size:,} bytes in {target}")


if __name__ == "__main__":
    command()
