"""The main reasons for a removal, in words, from the features that tell most."""

from __future__ import annotations

import numpy as np

from cleaner.content.containers import TAG_BIT
from cleaner.content.features import Features
from cleaner.content.vocabulary import GROUPS

#: At most so many reasons are given.
MOST = 3
#: A share of links from here on is a reason.
MANY_LINKS = 0.5
#: A block of fewer words is short.
SHORT = 8
#: So many blocks of the same style are a list.
REPEATED = 8
TAGS = ("nav", "footer", "aside", "header", "form", "noscript", "template", "button", "select")
TELLING = (
    "comment", "related", "popular", "share", "side", "promo", "newsletter", "footer", "header",
    "nav", "crumb", "consent", "overlay", "caption", "author", "tags", "account", "search",
    "pager", "rating", "card", "legal", "meta", "date",
)  # fmt: skip


TAG_BITS = [(TAG_BIT[tag], f"in <{tag}>") for tag in TAGS]
GROUP_BITS = [(1 << GROUPS.index(group), f"class says {group}") for group in TELLING]
TAGS_MASK = sum(bit for bit, _ in TAG_BITS)
GROUPS_MASK = sum(bit for bit, _ in GROUP_BITS)


class Facts:
    """The facts about the blocks of one page; blocks alike in them share their words."""

    def __init__(self, features: Features) -> None:
        index = {name: at for at, name in enumerate(features.names)}
        hidden, links, words, style, copies = (
            features.blocks[:, index[name]]
            for name in ("hidden", "link-density", "words", "style-blocks", "copies")
        )
        boxes, element = features.containers, features.element
        near = boxes.tokens[element]
        told = np.where(near != 0, near, boxes.around_tokens[element])
        columns = (
            hidden,
            np.where(links >= MANY_LINKS, np.round(links * 100), 0),
            boxes.around_tags[element] & TAGS_MASK,
            told & GROUPS_MASK,
            np.where(copies > 1, copies, 0),
            words < SHORT,
            np.where(style >= REPEATED, style, 0),
        )
        self._facts = list(
            zip(*(column.astype(np.int64).tolist() for column in columns), strict=True)
        )
        self._reasons: dict[tuple[int, ...], str] = {}

    def reason(self, block: int) -> str:
        """Say what speaks against a block, most telling first."""
        facts = self._facts[block]
        if facts not in self._reasons:
            self._reasons[facts] = _in_words(*facts)
        return self._reasons[facts]


def _in_words(
    hidden: int, links: int, tags: int, groups: int, copies: int, short: int, style: int
) -> str:
    found = ["hidden"] if hidden else []
    if links:
        found.append(f"link density {links / 100:.2f}")
    found += [words for bit, words in TAG_BITS if tags & bit]
    found += [words for bit, words in GROUP_BITS if groups & bit]
    if copies:
        found.append(f"{copies} copies")
    if short:
        found.append("short")
    if style:
        found.append(f"one of {style} alike")
    return ", ".join(found[:MOST]) or "unlike main content by its surroundings"
