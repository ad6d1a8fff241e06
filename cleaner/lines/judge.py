"""Judge the lines of a plain text with the trained model."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.model import Verdict
from cleaner.rule import Page

#: What this step can remove by.
RULES = ("line-model",)


def judge_lines(
    page: Page, rule_verdicts: Sequence[Sequence[Verdict]], *, profile: str = "balanced"
) -> list[list[Verdict]]:
    """Give the model's verdicts by block index; no opinion until its weights are shipped."""
    return [[] for _ in page.document.blocks]
