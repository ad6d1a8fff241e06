"""The list of headlines that hangs under a marker."""

from __future__ import annotations

import re

from cleaner.model import Block
from cleaner.rule import Answer, Candidate, rule
from cleaner.text import ends_sentence, is_unspaced

#: Families whose lines head a list of other stories.
MARKERS = frozenset({"related-links"})
#: The longest list looked back over.
LONGEST_LIST = 12
#: A headline of another story; longer lines are teasers, left to the line model.
LONGEST_HEADLINE = 160
#: Inside the body the line right above the next paragraph may be its sub-heading. Those are shorter
#: than headlines: a line of fewer words stays; one that ends a longer list needs more yet.
FEWEST_WORDS = 7
FEWEST_WORDS_LAST = 10
FEWEST_UNSPACED = 18
#: Numbered lines are parts of the text.
NUMBERED = re.compile(r"\d+[.):]\s")


@rule(
    family="related-links",
    max_chars=LONGEST_HEADLINE,
    below=MARKERS,
    reach=LONGEST_LIST,
    by_shape=True,
)
def related_list(line: Candidate) -> Answer:
    """The list of headlines that hangs under a marker.

    *What it removes*: lines without a full stop that follow one another under a removed heading
    such as "Related articles".

    *Why it is boilerplate*: they are the headlines of other stories.

    *What it keeps*: sentences, whatever follows the first sentence, lines above the body, where the
    headline stands, and a short last line inside the body, which is the sub-heading of the
    paragraph under it; on pages what the content model is sure of.
    """
    if line.before_body:
        return None
    index, removed = line.block.index, line.page.removed
    above = next(at for at in range(index - 1, -1, -1) if MARKERS.intersection(removed.get(at, ())))
    between = line.page.document.blocks[above + 1 : index]
    if not _may_hang(line.block) or not all(_may_hang(b) or b.index in removed for b in between):
        return None
    if _may_be_subheading(line, alone=not between):
        return None
    return "hangs under a heading of other stories"


def _may_hang(block: Block) -> bool:
    if block.link_chars * 2 > len(block.text):
        return True
    return len(block.text) <= LONGEST_HEADLINE and not ends_sentence(block.text)


def _may_be_subheading(line: Candidate, alone: bool) -> bool:
    below = line.neighbour(1)
    if not line.in_body or below is None or _may_hang(below) or line.is_removed(1):
        return False
    if line.block.link_chars * 2 > len(line.text):
        return False
    if NUMBERED.match(line.text):
        return True
    if is_unspaced(line.text):
        return len(line.text) < FEWEST_UNSPACED
    return len(line.text.split()) < (FEWEST_WORDS if alone else FEWEST_WORDS_LAST)
