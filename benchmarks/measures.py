"""The fixed measures of the benchmarks: as `score_html.py` defines them, and `score_text.py`."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import click

WORD = re.compile(r"\w+")


def word_scores(predicted: str, reference: str) -> tuple[float, float, float]:
    """Give precision, recall and F1 of bags of lower-case words (WCXB's definition)."""
    found, wanted = (Counter(WORD.findall(text.lower())) for text in (predicted, reference))
    if not wanted:
        return (0.0, 0.0, 0.0) if found else (1.0, 1.0, 1.0)
    if not found:
        return (0.0, 0.0, 0.0)
    both = (found & wanted).total()
    precision, recall = both / found.total(), both / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def snippet_hits(text: str, wanted: Sequence[str], unwanted: Sequence[str]) -> Counter[str]:
    """Count wanted snippets found (tp) and missed (fn), unwanted found (fp) and absent (tn)."""
    hits = Counter("tp" if snippet in text else "fn" for snippet in wanted)
    hits.update("fp" if snippet in text else "tn" for snippet in unwanted)
    return hits


def snippet_scores(hits: Counter[str]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of counted snippets, over all pages."""
    precision = hits["tp"] / max(1, hits["tp"] + hits["fp"])
    recall = hits["tp"] / max(1, hits["tp"] + hits["fn"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def load_scorer(data: Path) -> ModuleType:
    """Load the fixed scorer that stands beside the data."""
    spec = importlib.util.spec_from_file_location("score_text", data.parent / "score_text.py")
    if spec is None or spec.loader is None:
        raise click.UsageError(f"no score_text.py beside {data}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
