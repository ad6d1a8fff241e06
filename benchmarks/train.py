"""Train the main-content model: `python -m benchmarks.train --data ../shared/bench`.

Reads `wcxb-dev`, `news-dev` and `snippets-dev` (where only blocks with a wanted or unwanted
snippet have a label), trains on all pages and writes `cleaner/data/content.npz` and
`content.json`. With `--folds` it also cross-validates by registered domain and writes the weights
of each fold. The same data and versions give the same bytes: one thread, fixed seeds, no clock.
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
from benchmarks.labels import label, label_snippets
from benchmarks.measures import snippet_hits, snippet_scores, word_scores
from benchmarks.networks import Lesson, fit_net
from benchmarks.pages import FOLDS, Page, read_document, read_pages
from cleaner.content.features import Features, extract
from cleaner.content.opinion import Scores, score
from cleaner.content.weights import NET, PARTS, Weights
from cleaner.model import Document
from cleaner.net import dump_net
from cleaner.trees import Trees, dump_trees

Floats = NDArray[np.floating[Any]]

SETS = ("wcxb-dev", "news-dev", "snippets-dev")
#: The set that has snippets for gold.
SNIPPETS = "snippets-dev"
#: Blocks taken of one page for the trees: long pages would outweigh the others and take
#: most of the time. Content and longer blocks are likelier to be taken.
MOST_BLOCKS = 160
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Sample:
    """One page to learn from; `labels` (where `known`) and `texts` are by block."""

    id: str
    fold: int
    page_type: str
    gold: dict[str, Any]
    features: Features
    labels: NDArray[np.bool_]
    known: NDArray[np.bool_]
    texts: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Say whether the gold tells of every block."""
        return "main_content" in self.gold

    @property
    def weights(self) -> Floats:
        """Weigh blocks by the root of their words, pages by the root of their known blocks."""
        root: Floats = np.sqrt(np.maximum(self.features.words, 1)) * self.known
        weights: Floats = root / max(root.sum(), 1) * np.float32(np.sqrt(self.known.sum()))
        return weights


def read_samples(data: Path, limit: int = 0) -> list[Sample]:
    """Read, segment, label and describe the pages of the training sets."""
    samples = []
    for name in SETS:
        for page in read_pages(data / name, limit):
            document = read_document(page)
            if document is not None and document.blocks:
                samples.append(_sample(name, page, document))
    return samples


def _sample(name: str, page: Page, document: Document) -> Sample:
    gold = page.gold
    found: Sequence[bool | None]
    if "main_content" in gold:
        found = label(document, gold["main_content"])
    else:
        found = label_snippets(document, gold["with"], gold["without"])
    return Sample(
        f"{name}/{page.id}",
        page.fold,
        page.page_type,
        {key: gold[key] for key in ("main_content", "with", "without") if key in gold},
        extract(document),
        np.array([bool(one) for one in found]),
        np.array([one is not None for one in found]),
        tuple(block.text for block in document.blocks),
    )


def train(samples: Sequence[Sample], page_types: tuple[str, ...]) -> Weights:
    """Train the trees for blocks, those for page types, and the network."""
    whole = [sample for sample in samples if sample.whole]
    rows = np.concatenate([sample.features.page for sample in whole])
    classes = np.array([page_types.index(sample.page_type) for sample in whole])
    types = fit_classes(rows, classes, len(page_types), seed=SEED)
    lessons = [_lesson(sample, page_types) for sample in samples]
    net, described = fit_net(lessons, seed=SEED), samples[0].features
    return Weights(_fit(samples), types, net, described.names, described.page_names, page_types)


def _lesson(sample: Sample, page_types: Sequence[str]) -> Lesson:
    """Give a network what it learns from; the type of a page with snippets is not known."""
    features, size = sample.features, len(sample.labels)
    kind = [sample.whole and sample.page_type == name for name in page_types]
    counted = [len(words.split()) for words in sample.texts] if sample.whole else [0] * size
    return Lesson(
        features.blocks,
        features.page,
        np.array(kind, np.float32),
        features.words,
        sample.labels.astype(np.float32),
        sample.weights,
        np.array(counted, np.float32),
    )


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
    known = np.flatnonzero(sample.known)
    if len(known) <= MOST_BLOCKS:
        return known
    likely = np.sqrt(np.maximum(sample.features.words, 1)) * np.where(sample.labels, 2.0, 1.0)
    likely = likely[known]
    taken = chance.choice(known, MOST_BLOCKS, replace=False, p=likely / likely.sum())
    return np.sort(taken)


def kept(sample: Sample, scores: Scores) -> str:
    """Give the text that is kept of a page."""
    pairs = zip(sample.texts, scores.content.tolist(), strict=True)
    return "\n".join(text for text, p in pairs if p >= scores.threshold)


def write_weights(folder: Path, weights: Weights) -> None:
    """Write the weights and what they expect; the same content gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {name: getattr(weights, name) for name in ("names", "page_names", "page_types")}
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    (folder / "content.json").write_text(text, encoding="utf-8")
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, trees in zip(PARTS, (weights.every, weights.types), strict=True):
        arrays |= dump_trees(trees, name)
    arrays |= dump_net(weights.net, NET)
    with ZipFile(folder / "content.npz", "w", ZIP_DEFLATED) as archive:
        for key, array in arrays.items():
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
@click.option("--folds", type=click.Path(path_type=Path),
              help="Cross-validate too; write each fold's weights here.")  # fmt: skip
def main(data: Path, out: Path, limit: int, folds: Path | None) -> None:
    """Train and write the weights; cross-validate where asked to."""
    samples = read_samples(data, limit)
    page_types = tuple(sorted({sample.page_type for sample in samples}))
    click.echo(f"{len(samples)} pages, {sum(len(s.labels) for s in samples)} blocks")
    if folds:
        by_fold = [train([s for s in samples if s.fold != f], page_types) for f in range(FOLDS)]
        report(samples, [score(sample.features, by_fold[sample.fold]) for sample in samples])
        for fold, weights in enumerate(by_fold):
            write_weights(folds / str(fold), weights)
    write_weights(out, train(samples, page_types))


def report(samples: Sequence[Sample], opinions: Sequence[Scores]) -> None:
    """Print the cross-validated word F1 by set and page type, and the F1 of snippets."""
    found: dict[str, list[float]] = {}
    hits = snippet_hits("", (), ())
    for sample, scores in zip(samples, opinions, strict=True):
        text, source = kept(sample, scores), sample.id.split("/")[0]
        if not sample.whole:
            hits.update(snippet_hits(text, sample.gold["with"], sample.gold["without"]))
            continue
        for group in (source, f"{source} {sample.page_type}"):
            found.setdefault(group, []).append(word_scores(text, sample.gold["main_content"])[2])
    for group in sorted(found):
        click.echo(f"{group:28} n={len(found[group]):5} F1={np.mean(found[group]):.4f}")
    click.echo(f"{SNIPPETS:28} F1={snippet_scores(hits)[2]:.4f}")


if __name__ == "__main__":
    main()
