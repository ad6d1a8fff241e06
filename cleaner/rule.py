"""What a rule is: the decorator that declares one and the candidate it looks at.

A rule is one module in `cleaner/rules/`, with one decorated function of the module's name, and
one fixture page `fixtures/rules/<name>.md`. It is found by its module, never listed by hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from cleaner.lexicon import Hit, How
from cleaner.model import Action, Block, Document, Finding, MediaType, Span
from cleaner.text import ends_sentence

Where = Literal[
    "anywhere", "before_body", "after_body", "outside_body", "in_body", "header", "lead"
]
Answer = str | Finding | None

#: A line that opens with one of these is somebody's words or a row of a table: only a whole-line
#: phrase speaks of it.
QUOTES = "|\"'“”„«»‘‹「『《〈"
PLACES = {
    "whole": "is", "outside": "is", "start": "starts with", "opening": "starts with",
    "end": "ends with",
}  # fmt: skip
#: A sentence that opens with a dash is somebody's words, but for English and German.
DASHES = "-–—―"
NO_SPEECH_DASH = frozenset({"en", "de", None})
#: What stands behind an opening that is a sentence or label of its own; nothing does where it is
#: the line.
CLOSED = ("", ":", ".", "!", "?", "…", "。", "！", "？", "।")
#: A row of links is made of its phrases when what else stands in it (joining words, names) is
#: at most this share of its letters.
LEFT_OVER_SHARE = 0.15

NO_LINES = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """What rules may know of the whole document, worked out once.

    `keys` are the blocks' keys (`text.key`; empty for blocks too long for any rule), `headline`
    the article's headline, `headline_block` where it stands and `headline_is_sure` whether that
    may go from the text, `body` the range of block indexes from the first to just past the last
    block that is plainly prose, `header` that of the lines beside the headline. `removed` maps the
    blocks that the first pass removed to the families of the rules that did (second pass only).
    """

    document: Document
    keys: tuple[str, ...]
    body: Span
    headline: str | None = None
    headline_block: int | None = None
    headline_is_sure: bool = True
    header: Span = NO_LINES
    removed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


class Candidate(NamedTuple):
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

    @property
    def in_body(self) -> bool:
        """Say whether the block stands between two paragraphs of prose."""
        return self.page.body.start <= self.block.index < self.page.body.end

    @property
    def is_sentence(self) -> bool:
        """Say whether the block ends as a sentence does."""
        return ends_sentence(self.block.text)

    @property
    def is_quoted(self) -> bool:
        """Say whether the block opens with a quotation mark, a dash of speech (or as a table row).

        "»" alone points at something; it quotes where "«" closes.
        """
        first = self.block.text[0]
        if first in DASHES and self.page.document.language not in NO_SPEECH_DASH:
            return self.is_sentence
        return first in QUOTES and (first != "»" or "«" in self.block.text)

    @property
    def whole(self) -> Hit | None:
        """Give the phrase that is the whole line, if one is (`outside`: and it may be so here)."""
        return self.hit("whole") or (None if self.in_body else self.hit("outside"))

    @property
    def start(self) -> Hit | None:
        """Give the longest phrase that starts the line, unless the line is a quotation.

        An `opening` counts where the line doesn't go on as a sentence of an article would: it is
        no sentence, the opening is all of one, or one of the `about` words stands behind it.
        """
        if self.is_quoted:
            return None
        opening = self.hit("opening")
        if opening and self.is_sentence and not self._is_prompt(opening):
            opening = None
        return self.hit("start") or opening

    def _is_prompt(self, opening: Hit) -> bool:
        if self.key[opening.end : opening.end + 1] in CLOSED:
            return True
        return any(hit.how == "about" and hit.end > opening.end for hit in self.hits)

    @property
    def end(self) -> Hit | None:
        """Give the longest phrase that ends the line."""
        return self.hit("end")

    @property
    def within(self) -> Hit | None:
        """Give the longest phrase that stands anywhere in the line."""
        return self.hit("within")

    @property
    def first_item(self) -> Hit | None:
        """Give an `item` phrase that starts the line."""
        return next((hit for hit in self.hits if hit.how == "item" and hit.start == 0), None)

    def hit(self, how: How) -> Hit | None:
        """Give the longest of the rule's phrases that stands in the line that way."""
        own = [hit for hit in self.hits if hit.how == how]
        if len(own) <= 1:
            return own[0] if own else None
        return max(own, key=lambda hit: (hit.end - hit.start, hit.phrase))

    def items(self, fewest: int = 1) -> tuple[Hit, ...]:
        """Give the `item` phrases of which the line consists, or nothing if more stands in it or
        they are too few."""
        hits = [hit for hit in self.hits if hit.how == "item"]
        if len(hits) < fewest:
            return ()
        found: list[Hit] = []
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if not found or hit.start >= found[-1].end:
                found.append(hit)
        if len(found) < fewest:
            return ()
        letters = sum(map(str.isalnum, self.key))
        own = sum(map(str.isalnum, "".join([hit.phrase for hit in found])))
        return tuple(found) if letters - own <= LEFT_OVER_SHARE * letters else ()

    def neighbour(self, distance: int) -> Block | None:
        """Give the block that many places on (negative: back), None past the ends."""
        at = self.block.index + distance
        return self.page.document.blocks[at] if 0 <= at < len(self.page.document.blocks) else None

    def is_removed(self, distance: int) -> bool:
        """Say whether the first pass removed that neighbour (second-pass rules only)."""
        return self.block.index + distance in self.page.removed


def behind(text: str, phrase: str) -> int:
    """Give the offset in a line's text just behind a phrase found at the start of its key."""
    left = sum(char.isalnum() for char in phrase)
    for at, char in enumerate(text):
        if not left and not unicodedata.category(char).startswith("M"):
            return at
        left -= char.isalnum()
    return len(text)


def says(hit: Hit | None) -> str | None:
    """Turn a phrase that was found into a reason."""
    if hit is None:
        return None
    return f'the line {PLACES.get(hit.how, "has")} "{hit.phrase}"'


Judge = Callable[[Candidate], Answer]
JudgeT = TypeVar("JudgeT", bound=Judge)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared; `judge` answers a reason (or a `Finding`) where it applies, else None.

    The gates are checked before `judge` is called: `max_chars` (longest block it can concern),
    `where`, `media`, `phrases` (only where one of its phrases was found), `below` (called once the
    first pass is done, with `Candidate.is_removed`, and only for the `reach` blocks below one that
    a rule of these families removed). `by_shape` says that it goes by the look of a line and not by
    its words: on pages a content model that is sure of the line knows better. A block that a rule
    without phrases concerns has one of the `signs`, if there are any.
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
    below: frozenset[str] = frozenset()
    reach: int = 1
    by_shape: bool = False
    signs: str = ""


DECLARED = "__cleaner_rule__"


def rule(
    *,
    family: str,
    max_chars: int,
    action: Action = "remove",
    where: Where = "anywhere",
    media: MediaType | None = None,
    phrases: bool = False,
    below: Collection[str] = (),
    reach: int = 1,
    by_shape: bool = False,
    signs: str = "",
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
            below=frozenset(below),
            reach=reach,
            by_shape=by_shape,
            signs=signs,
        )
        setattr(judge, DECLARED, declared)
        return judge

    return declare
