"""Score the cleaner on text that others extracted: `python -m benchmarks text --data DIR`.

DIR is `text-dev` of the bench folder; the measures are those of `score_text.py` beside it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks.line_data import domain_of, examine
from benchmarks.line_peers import PEERS, justext_lines
from benchmarks.measures import load_scorer
from benchmarks.train_lines import FOLDS, fold_of
from cleaner import Pipeline
from cleaner.assemble import assemble
from cleaner.dedupe import find_duplicates
from cleaner.judge import decide
from cleaner.lines import judge_lines
from cleaner.lines.judge import LineModel, load_model

#: Texts for the speed ratio: enough for a steady figure, few enough for jusText's pace.
SPEED_TEXTS = 150
Cleaner = Callable[[str], str]


class CrossValidated:
    """The cleaner with, for each text, the line model that hasn't seen its domain."""

    def __init__(self, rows: Sequence[dict[str, Any]], models: Sequence[LineModel]) -> None:
        self._folds = {row["text"]: fold_of(domain_of(row["url"])) for row in rows}
        self._models = models

    def __call__(self, text: str) -> str:
        """Do what the pipeline does, with that model."""
        page, verdicts = examine(text)
        said = judge_lines(page, verdicts, model=self._models[self._folds[text]])
        joined = [[*one, *other] for one, other in zip(verdicts, said, strict=True)]
        repeats = find_duplicates(page, decide(joined))
        joined = [[*one, *other] for one, other in zip(joined, repeats, strict=True)]
        return assemble(page.document, decide(joined)).text


def measure_speed(texts: Sequence[str]) -> dict[str, float]:
    """Time the whole pipeline, provenance and all, and jusText on the same lines, in turn.

    Processor time of this process, so that what else the machine does counts little.
    """
    clean = Pipeline(media_type="text/plain")
    clean(texts[0]), justext_lines(texts[0])
    ours = theirs = 0.0
    for text in texts:
        start = time.process_time()
        clean(text)
        middle = time.process_time()
        justext_lines(text)
        ours, theirs = ours + middle - start, theirs + time.process_time() - middle
    size = sum(len(text.encode()) for text in texts)
    return {
        "megabytes_a_second": size / ours / 1e6,
        "times_justext": theirs / ours,
        "milliseconds_a_text": 1000 * ours / len(texts),
    }


def _read_model(path: Path) -> LineModel:
    with path.open("rb") as opened:
        return load_model(opened)


def _cleaners(peers: Sequence[str], ours: Cleaner) -> dict[str, Cleaner]:
    unknown = [name for name in peers if name not in PEERS]
    if unknown:
        raise click.UsageError(f"no peer {unknown[0]!r}; there are {', '.join(PEERS)}")
    return {"cleaner": ours, **{name: PEERS[name] for name in peers}}


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder text-dev, with score_text.py beside it.",
)
@click.option("--limit", default=0, help="Documents a variant (0: all).")
@click.option("--peers", default="", help=f"Peers to score too, by comma: {', '.join(PEERS)}.")
@click.option("--json", "to", type=click.Path(path_type=Path), help="Write the figures here.")
@click.option(
    "--cv",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of models by fold (`train_lines --folds`): no domain meets its own.",
)
@click.option("--speed/--no-speed", default=True, help="Measure speed, beside jusText.")
def command(
    data: Path, limit: int, peers: str, to: Path | None, cv: Path | None, speed: bool
) -> None:
    """Score the cleaner on already extracted text, by variant, news and others apart."""
    scorer = load_scorer(data)
    clean = Pipeline(media_type="text/plain")
    ours: Cleaner = lambda text: clean(text).text  # noqa: E731 - a name for one line
    if cv:
        rows = scorer.load(str(data), limit=0)
        ours = CrossValidated(rows, [_read_model(cv / f"{fold}.npz") for fold in range(FOLDS)])
    figures: dict[str, Any] = {}
    for group, is_news in (("news", True), ("other", False)):
        rows = scorer.load(str(data), news=is_news, limit=limit)
        for name, cleaner in _cleaners([p for p in peers.split(",") if p], ours).items():
            result = scorer.evaluate(cleaner, rows)
            click.echo(scorer.table(f"{name}, {group}", result))
            figures[f"{name}/{group}"] = result
    if speed:
        texts = [row["text"] for row in scorer.load(str(data), ["container", "wet_resili"])]
        figures["speed"] = measure_speed(texts[:: max(1, len(texts) // SPEED_TEXTS)])
        for measure, value in figures["speed"].items():
            click.echo(f"{measure}: {value:.2f}")
    if to:
        to.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
