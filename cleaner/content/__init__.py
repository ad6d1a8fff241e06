"""The main-content model: which blocks of a page are its text, and what kind of page it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cleaner.content.evidence import second_opinion
from cleaner.content.features import extract
from cleaner.content.opinion import Effort, score
from cleaner.content.reasons import Facts
from cleaner.content.weights import Weights, shipped_weights
from cleaner.model import Document, Verdict

__all__ = ["RULES", "ContentOpinion", "judge_content"]

RULE = "main-content"
RULES: Mapping[str, str] = {
    RULE: "What the model of main content takes for something else; pages only.",
}


@dataclass(frozen=True, slots=True)
class ContentOpinion:
    """What the model thinks of a page: `verdicts` are by block, empty where it is kept;
    `scores` the probability of each block to be main content."""

    verdicts: tuple[tuple[Verdict, ...], ...]
    scores: tuple[float, ...] = ()
    page_type: str | None = None
    page_type_probability: float = 0.0


def judge_content(
    document: Document, *, effort: Effort = "default", weights: Weights | None = None
) -> ContentOpinion:
    """Say of each block of an HTML document whether it is main content.

    A removal carries the probability and the main reasons. `effort` is how much is asked: the
    trees alone (`fast`), the network as well, or (`best`) trafilatura on top of both.
    Without `weights` those that come with the package are used.
    """
    if not document.blocks:
        return ContentOpinion(())
    weights = weights or shipped_weights()
    features = extract(document)
    evidence = second_opinion(document) if effort == "best" else None
    scores = score(features, weights, effort=effort, evidence=evidence)
    facts = Facts(features)
    rounded = [round(p, 4) for p in scores.content.tolist()]
    kept = (scores.content >= scores.threshold).tolist()
    verdicts = tuple(
        () if keep else (Verdict(RULE, "remove", facts.reason(index), step="content", score=p),)
        for index, (keep, p) in enumerate(zip(kept, rounded, strict=True))
    )
    likeliest = int(scores.types.argmax())
    return ContentOpinion(
        verdicts,
        tuple(rounded),
        weights.page_types[likeliest],
        round(float(scores.types[likeliest]), 4),
    )
