"""What a change does: each block of a sample that the working tree decides otherwise than a commit.

    python -m benchmarks diff [--base main] [--data DIR] [--limit 100]

The base is unpacked into a temporary folder and cleans the same documents there, with its own
rules and models; the records of both are held against each other.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cleaner.batch.check import read_records
from cleaner.explain import printable
from cleaner.report import View, compare, view
from cleaner.report.view import Cause

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("CLEANER_BENCH", "../shared/bench"))
#: Documents that are there without benchmark data.
ALWAYS = ("seeds/*.txt", "fixtures/clean/*.txt", "fixtures/pages/*.html")
PAGES = ("news-dev/html", "wcxb-dev/html", "snippets-dev/html")
SEED = 20250309
#: Characters of a block that are shown.
SHOWN = 160
#: Exit status of a cleaning where some documents failed: a fixture may be no document.
FAILED = 1


@click.command()
@click.option("--base", default="main", show_default=True, help="Commit to compare with.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=DATA,
    show_default=True,
    help="Folder of the benchmark data; without it only seeds and fixtures are taken.",
)
@click.option("--limit", default=100, show_default=True, help="Pages and texts of the sample.")
def command(base: str, data: Path, limit: int) -> None:
    """Print each block whose decision differs from that of a commit."""
    with tempfile.TemporaryDirectory() as folder:
        old, work = Path(folder) / "base", Path(folder) / "work"
        work.mkdir()
        unpack(base, old)
        inputs = sample(data, limit, work)
        before = _clean(old, inputs, work / "before.jsonl")
        after = _clean(ROOT, inputs, work / "after.jsonl")
        earlier = {one.id: one for one in before}
        changed = documents = 0
        for one in (compare(one, earlier.get(one.id)) for one in after):
            lines = list(told(one))
            documents, changed = documents + bool(lines), changed + len(lines)
            for line in lines:
                click.echo(line)
    looked = f"{len(earlier)} documents looked at"
    click.echo(f"{changed} blocks of {documents} documents changed against {base}, {looked}")


def unpack(commit: str, folder: Path) -> None:
    """Put the tree of a commit into a folder."""
    done = subprocess.run(["git", "-C", ROOT, "archive", commit], capture_output=True, check=False)
    if done.returncode:
        raise click.UsageError(done.stderr.decode(errors="replace").strip())
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tree:
        tree.extractall(folder, filter="data")


def sample(data: Path, limit: int, work: Path) -> list[str]:
    """Choose documents: the project's own, and half pages, half texts of the benchmark data."""
    own = [str(path) for pattern in ALWAYS for path in sorted(ROOT.glob(pattern))]
    pages = [path for name in PAGES for path in sorted((data / name).glob("*.html.gz"))]
    draw = random.Random(SEED)
    chosen = draw.sample(pages, min(len(pages), limit // 2))
    texts = [row for path in sorted((data / "text-dev").glob("*.jsonl.gz")) for row in _rows(path)]
    lines = [json.dumps(row) for row in draw.sample(texts, min(len(texts), limit - limit // 2))]
    (work / "texts.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return [*own, *map(str, sorted(chosen)), *([str(work / "texts.jsonl")] if lines else [])]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield {"id": f"{row['variant']}/{row['id']}", "url": row["url"], "text": row["text"]}


def _clean(tree: Path, inputs: Sequence[str], out: Path) -> list[View]:
    """Clean with the package in a tree, in a process of its own."""
    words = ["clean", *inputs, "-o", str(out), "--removed-text", "--selectors", "full"]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    command = [sys.executable, "-m", "cleaner", *words]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, FAILED):
        raise click.ClickException(f"{tree}: {done.stderr.decode(errors='replace')}")
    return [view(record) for _, record in read_records(str(out))]


def told(one: View) -> Iterator[str]:
    """Say of each changed block what was decided before, and what now."""
    if one.compared != "same":
        yield f"{printable(one.id)}: {one.compared}"
    for piece in one.pieces:
        if piece.other:
            text = printable(" ".join((piece.text or "").split()))[:SHOWN]
            sign = "+" if piece.cause.kept else "-"
            change = f"{_named(piece.other)} -> {_named(piece.cause)}"
            yield f"{printable(one.id)}\n{sign} {text}\n    {change}"


def _named(cause: Cause) -> str:
    return "kept" if cause.kept else f"{', '.join(cause.rules)} ({printable(cause.reason)})"
