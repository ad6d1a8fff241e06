"""What the page opens on: counts, and what is worth looking at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleaner.report.view import Piece, View

#: A removed block of so many characters may be prose; menus and teasers are shorter.
LONG = 200
#: A document that loses this share of its long blocks is looked at: an article seldom has so much
#: beside it.
LARGE_LOSS = 0.4
#: A document is looked at where something was removed that the model gave this much of a chance.
UNSURE = 0.35
#: Characters of a block below which an unsure model is no cause to look.
WORTH_A_LOOK = 40


@dataclass(frozen=True, slots=True)
class Counts:
    """The whole run: documents, characters, and by how many pieces each rule removed."""

    documents: int
    failed: int
    empty: int
    kept: int
    removed: int
    changed: int
    rules: tuple[tuple[str, int, int], ...]

    @property
    def share(self) -> float:
        """Give the share of the characters that is removed."""
        total = self.kept + self.removed
        return self.removed / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a document should be looked at (`flags`, maybe none) and how soon (`weight`).

    `certainty` is that of the least sure removal: 1 where rules alone spoke.
    """

    flags: tuple[str, ...]
    weight: float
    certainty: float


def count(views: Sequence[View]) -> Counts:
    """Count over all documents; rules by pieces, most first, with the characters of each."""
    pieces: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for piece in _removed(piece for view in views for piece in view.pieces):
        pieces[piece.cause.rules[0]] += piece.blocks
        characters[piece.cause.rules[0]] += piece.end - piece.start
    return Counts(
        documents=len(views),
        failed=sum(view.failure is not None for view in views),
        empty=sum(_is_empty(view) for view in views),
        kept=sum(view.kept for view in views),
        removed=sum(view.removed for view in views),
        changed=sum(any(piece.other for piece in view.pieces) for view in views),
        rules=tuple(
            (rule, number, characters[rule])
            for rule, number in sorted(pieces.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def suspect(view: View) -> Suspicion:
    """Say what is odd about a document: failed, empty, a large loss, or low confidence."""
    if view.failure:
        return Suspicion(("failed",), 4.0, 0.0)
    loss, certainty = _loss(view), _certainty(view)
    flags = []
    if _is_empty(view):
        flags.append("empty")
    elif loss >= LARGE_LOSS:
        flags.append("large loss")
    if certainty <= 1 - UNSURE:
        flags.append("low confidence")
    weight = 2.0 * ("empty" in flags) + loss * ("large loss" in flags) + (1 - certainty)
    return Suspicion(tuple(flags), round(weight, 4), round(certainty, 3))


def _is_empty(view: View) -> bool:
    return view.failure is None and not view.kept


def _loss(view: View) -> float:
    """Give the share of the long blocks' characters that is removed."""
    lost = sum(
        piece.end - piece.start
        for piece in _removed(view.pieces)
        if (piece.end - piece.start) / piece.blocks >= LONG
    )
    return lost / (lost + view.kept) if lost else 0.0


def _certainty(view: View) -> float:
    scores = [
        piece.cause.score
        for piece in _removed(view.pieces)
        if piece.cause.score is not None
        and len(piece.cause.rules) == 1
        and piece.end - piece.start >= WORTH_A_LOOK
    ]
    return 1.0 - max(scores, default=0.0)


def _removed(pieces: Iterable[Piece]) -> Iterable[Piece]:
    return (piece for piece in pieces if not piece.cause.kept)
