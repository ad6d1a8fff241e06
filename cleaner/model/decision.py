"""What rules and models say of blocks, and what comes of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cleaner.model.document import Span

Action = Literal["keep", "remove"]
Step = Literal["segment", "content", "judge", "dedupe", "sites", "repair", "options"]


class Finding(NamedTuple):
    """What a rule answers when a plain reason is not enough.

    `span` limits the finding to a part of the block (in `Document.text`). `metadata` are pairs
    of metadata field and value that the line states, such as `("author", "Jane Roe")`.
    """

    reason: str
    span: Span | None = None
    metadata: tuple[tuple[str, str], ...] = ()


class Verdict(NamedTuple):
    """One rule's or model's opinion of one block, or of the part `span` of it.

    `instead` is what takes the place of a part that is mended rather than cut out.
    """

    rule: str
    action: Action
    reason: str
    step: Step = "judge"
    span: Span | None = None
    score: float | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    instead: str | None = None


class Decision(NamedTuple):
    """The outcome for one block and its causes; `cuts` are parts removed from a kept block."""

    block: int
    action: Action
    verdicts: tuple[Verdict, ...] = ()

    @property
    def cuts(self) -> tuple[Verdict, ...]:
        """Give the verdicts that remove only a part of the block."""
        return tuple(v for v in self.verdicts if v.action == "remove" and v.span is not None)
