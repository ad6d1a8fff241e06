"""Train the main-content model: `python -m benchmarks.train --data ../shared/bench`.

Reads `wcxb-dev` and `news-dev`, cross-validates by registered domain, then trains on all pages
and writes `cleaner/data/content.npz` and `content.json`. The same data and versions give the
same bytes: one thread, fixed seeds, no clock.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import click
import numpy as np
from numpy.typing import NDArray

from benchmarks.ensembles import fit_classes, fit_odds
from benchmarks.labels import label
from benchmarks.measures import word_scores
from benchmarks.pages import FOLDS, read_document, read_pages
from cleaner.content.features import Features, extract
from cleaner.content.opinion import mix, shares
from cleaner.trees import Trees, dump_trees, probability

Floats = NDArray[np.floating[Any]]

SETS = ("wcxb-dev", "news-dev")
#: Blocks taken of one page for the first pass: long pages would outweigh the others and take
#: most of the time. Content and longer blocks are likelier to be taken.
MOST_BLOCKS = 160
THRESHOLDS = np.arange(0.2, 0.71, 0.05)
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Sample:
    """One page to learn from; `labels` and `texts` are by block."""

    id: str
    fold: int
    page_type: str
    gold: str
    features: Features
    labels: NDArray[np.bool_]
    texts: tuple[str, ...]

    @property
    def weights(self) -> Floats:
        """Weigh blocks by the root of their words, pages by the root of their blocks."""
        root: Floats = np.sqrt(np.maximum(self.features.words, 1))
        weights: Floats = root / root.sum() * np.float32(np.sqrt(len(root)))
        return weights


@dataclass(frozen=True, slots=True)
class Parts:
    """The ensembles of one training."""

    every: Trees
    articles: Trees
    types: Trees


def read_samples(data: Path, limit: int = 0) -> list[Sample]:
    """Read, segment, label and describe the pages of the training sets."""
    samples = []
    for name in SETS:
        for page in read_pages(data / name, limit):
            document = read_document(page)
            if document is None or not document.blocks:
                continue
            gold = str(page.gold["main_content"])
            samples.append(
                Sample(
                    f"{name}/{page.id}",
                    page.fold,
                    page.page_type,
                    gold,
                    extract(document),
                    np.array(label(document, gold)),
                    tuple(block.text for block in document.blocks),
                )
            )
    return samples


def train(samples: Sequence[Sample], page_types: Sequence[str]) -> Parts:
    """Train on all pages, on articles alone, and the page types."""
    articles = [sample for sample in samples if sample.page_type == "article"]
    rows = np.concatenate([sample.features.page for sample in samples])
    classes = np.array([page_types.index(sample.page_type) for sample in samples])
    types = fit_classes(rows, classes, len(page_types), seed=SEED)
    return Parts(_fit(samples), _fit(articles), types)


def _fit(samples: Sequence[Sample]) -> Trees:
    chance = np.random.default_rng(SEED)
    taken = [_thin(sample, chance) for sample in samples]
    return fit_odds(
        np.concatenate([s.features.blocks[t] for s, t in zip(samples, taken, strict=True)]),
        np.concatenate([s.labels[t] for s, t in zip(samples, taken, strict=True)]),
        np.concatenate([s.weights[t] for s, t in zip(samples, taken, strict=True)]),
        seed=SEED,
    )


def _thin(sample: Sample, chance: np.random.Generator) -> NDArray[np.int64]:
    size = len(sample.labels)
    if size <= MOST_BLOCKS:
        return np.arange(size)
    likely = np.sqrt(np.maximum(sample.features.words, 1)) * np.where(sample.labels, 2.0, 1.0)
    taken = chance.choice(size, MOST_BLOCKS, replace=False, p=likely / likely.sum())
    return np.sort(taken)


def judge(parts: Parts, sample: Sample, page_types: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Give the probabilities of a page's blocks, and of the page types."""
    rows = sample.features.blocks
    every, articles = (
        probability(trees.scores(rows)[:, 0]) for trees in (parts.every, parts.articles)
    )
    types = shares(parts.types.scores(sample.features.page)[0])
    return mix(every, articles, types, page_types), types


def choose_thresholds(
    samples: Sequence[Sample], content: Sequence[Floats], page_types: Sequence[str]
) -> list[float]:
    """Choose for each page type the threshold with the best mean word F1."""
    best = []
    for page_type in page_types:
        chosen = [(s, p) for s, p in zip(samples, content, strict=True) if s.page_type == page_type]
        means = [np.mean([page_f1(s, p, t) for s, p in chosen]) for t in THRESHOLDS]
        # the middle of the thresholds that are as good as the best to a thousandth
        good = [t for t, mean in zip(THRESHOLDS, means, strict=True) if mean >= max(means) - 0.001]
        best.append(round(float(np.mean(good)), 3))
    return best


def page_f1(sample: Sample, content: Floats, threshold: float) -> float:
    """Give the word F1 of the blocks from a threshold on."""
    kept = [text for text, p in zip(sample.texts, content, strict=True) if p >= threshold]
    return word_scores("\n".join(kept), sample.gold)[2]


def write_weights(folder: Path, parts: Parts, told: dict[str, object]) -> None:
    """Write the ensembles and what is told of them; the same content gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (folder / "content.json").write_text(text, encoding="utf-8")
    with ZipFile(folder / "content.npz", "w", ZIP_DEFLATED) as archive:
        for name, trees in (
            ("every", parts.every),
            ("articles", parts.articles),
            ("types", parts.types),
        ):
            for key, array in dump_trees(trees, name).items():
                with archive.open(ZipInfo(f"{key}.npy", (2026, 1, 1, 0, 0, 0)), "w") as member:
                    np.lib.format.write_array(member, np.ascontiguousarray(array))


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    default=lambda: os.environ.get("CLEANER_BENCH"),
    help="Folder of the sets.",
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("cleaner/data"))
@click.option("--limit", type=int, default=0, help="Pages of each set; 0 for all.")
@click.option("--folds", type=click.Path(path_type=Path), help="Write each fold's weights here.")
def main(data: Path, out: Path, limit: int, folds: Path | None) -> None:
    """Train, cross-validate and write the weights."""
    samples = read_samples(data, limit)
    page_types = tuple(sorted({sample.page_type for sample in samples}))
    click.echo(f"{len(samples)} pages, {sum(len(s.labels) for s in samples)} blocks")
    parts = [train([s for s in samples if s.fold != fold], page_types) for fold in range(FOLDS)]
    opinions = [judge(parts[sample.fold], sample, page_types) for sample in samples]
    told: dict[str, object] = {
        "names": samples[0].features.names,
        "page_names": samples[0].features.page_names,
        "page_types": page_types,
        "thresholds": choose_thresholds(samples, [p for p, _ in opinions], page_types),
    }
    report(samples, opinions, told)
    if folds:
        for fold in range(FOLDS):
            write_weights(folds / str(fold), parts[fold], told)
    write_weights(out, train(samples, page_types), told)


def report(
    samples: Sequence[Sample], opinions: Sequence[tuple[Floats, Floats]], told: dict[str, Any]
) -> None:
    """Print the cross-validated word F1 by set and page type."""
    click.echo(f"thresholds {dict(zip(told['page_types'], told['thresholds'], strict=True))}")
    found: dict[str, list[float]] = {}
    for sample, (p, types) in zip(samples, opinions, strict=True):
        f1 = page_f1(sample, p, float(np.dot(types, told["thresholds"])))
        source = sample.id.split("/")[0]
        for group in (source, f"{source} {sample.page_type}"):
            found.setdefault(group, []).append(f1)
    for group in sorted(found):
        click.echo(f"{group:28} n={len(found[group]):5} F1={np.mean(found[group]):.4f}")


if __name__ == "__main__":
    main()
