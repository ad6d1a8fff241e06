"""The main reasons for a removal, in words, from the features that tell most."""

from __future__ import annotations

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


class Facts:
    """The facts about the blocks of one page."""

    def __init__(self, features: Features) -> None:
        index = {name: at for at, name in enumerate(features.names)}
        wanted = ("hidden", "link-density", "words", "style-blocks", "copies")
        self._columns = [features.blocks[:, index[name]].tolist() for name in wanted]
        element = features.element
        self._tags = features.containers.around_tags[element].tolist()
        self._near = features.containers.tokens[element].tolist()
        self._around = features.containers.around_tokens[element].tolist()
        self._groups = [(1 << GROUPS.index(group), group) for group in TELLING]
        self._known = [(TAG_BIT[tag], tag) for tag in TAGS]

    def reason(self, block: int) -> str:
        """Say what speaks against a block, most telling first."""
        hidden, links, words, style, copies = (column[block] for column in self._columns)
        found: list[str] = []
        if hidden:
            found.append("hidden")
        if links >= MANY_LINKS:
            found.append(f"link density {links:.2f}")
        found += [f"in <{tag}>" for bit, tag in self._known if self._tags[block] & bit]
        if len(found) < MOST:
            bits = self._near[block] or self._around[block]
            found += [f"class says {group}" for bit, group in self._groups if bits & bit]
        if copies > 1:
            found.append(f"{copies:.0f} copies")
        if words < SHORT:
            found.append("short")
        if style >= REPEATED:
            found.append(f"one of {style:.0f} alike")
        return ", ".join(found[:MOST]) or "unlike main content by its surroundings"
