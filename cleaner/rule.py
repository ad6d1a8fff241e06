"""What a rule is: the decorator that declares one and the candidate it looks at.

A rule is one module in `cleaner/rules/`, with one decorated function of the module's name, and
one fixture page `fixtures/rules/<name>.md`. It is found by its module, never listed by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from cleaner.lexicon import Hit
from cleaner.model import Action, Block, Document, Finding, MediaType, Span

Where = Literal["anywhere", "before_body", "after_body", "outside_body"]
Answer = str | Finding | None


@dataclass(frozen=True, slots=True)
class Page:
    """What rules may know of the whole document, worked out once.

    `keys` are the blocks' keys (`text.key`; empty for blocks too long for any rule), `headline`
    the article's headline and `headline_block` where it stands, `body` the range of block
    indexes from the first to just past the last block that is plainly prose.
    """

    document: Document
    keys: tuple[str, ...]
    body: Span
    headline: str | None = None
    headline_block: int | None = None
    removed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block under judgement, with its surroundings.

    `key` is its comparison form, `hits` the rule's own phrases found in it.
    """

    page: Page
    block: Block
    key: str
    hits: tuple[Hit, ...] = ()

    @property
    def text(self) -> str:
        """Give the block's text."""
        return self.block.text

    @property
    def before_body(self) -> bool:
        """Say whether the block stands before the first paragraph of prose."""
        return self.block.index < self.page.body.start

    @property
    def after_body(self) -> bool:
        """Say whether the block stands after the last paragraph of prose."""
        return self.block.index >= self.page.body.end

    def neighbour(self, distance: int) -> Block | None:
        """Give the block that many places on (negative: back), None past the ends."""
        at = self.block.index + distance
        return self.page.document.blocks[at] if 0 <= at < len(self.page.document.blocks) else None

    def is_removed(self, distance: int) -> bool:
        """Say whether the first pass removed that neighbour (second-pass rules only)."""
        return self.block.index + distance in self.page.removed


Judge = Callable[[Candidate], Answer]
JudgeT = TypeVar("JudgeT", bound=Judge)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared; `judge` answers a reason (or a `Finding`) where it applies, else None.

    The gates are checked before `judge` is called: `max_chars` (longest block it can concern),
    `where`, `media`, `phrases` (only where one of its phrases was found), `second_pass` (called
    once the first pass is done, with `Candidate.is_removed`).
    """

    name: str
    family: str
    action: Action
    judge: Judge
    doc: str
    max_chars: int
    where: Where = "anywhere"
    media: MediaType | None = None
    phrases: bool = False
    second_pass: bool = False


DECLARED = "__cleaner_rule__"


def rule(
    *,
    family: str,
    max_chars: int,
    action: Action = "remove",
    where: Where = "anywhere",
    media: MediaType | None = None,
    phrases: bool = False,
    second_pass: bool = False,
) -> Callable[[JudgeT], JudgeT]:
    """Declare a rule; the function comes back unchanged but for the note it carries."""

    def declare(judge: JudgeT) -> JudgeT:
        declared = Rule(
            name=judge.__name__.replace("_", "-"),
            family=family,
            action=action,
            judge=judge,
            doc=judge.__doc__ or "",
            max_chars=max_chars,
            where=where,
            media=media,
            phrases=phrases,
            second_pass=second_pass,
        )
        setattr(judge, DECLARED, declared)
        return judge

    return declare
