"""Which blocks are main content: a stand-in by length until the trained model lands here."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.model import Document, Verdict

RULES = ("main-content",)
#: Shorter blocks are taken for chrome.
SHORTEST = 60


@dataclass(frozen=True, slots=True)
class ContentOpinion:
    """What the model says: verdicts by block index, and what kind of page it is."""

    verdicts: tuple[tuple[Verdict, ...], ...]
    page_type: str | None = None


def judge_content(document: Document, *, effort: str = "default") -> ContentOpinion:
    """Say which blocks are not main content."""
    del effort
    verdicts = []
    for block in document.blocks:
        linked = block.link_chars / max(1, len(block.text))
        if block.hidden or len(block.text) < SHORTEST or linked > 0.5:
            reason = f"{len(block.text)} characters, link density {linked:.2f}"
            verdicts.append((Verdict("main-content", "remove", reason, step="content"),))
        else:
            verdicts.append(())
    return ContentOpinion(tuple(verdicts), None)
