"""What holds for the text inside an element, by its tag and attributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.model import Kind
from cleaner.segment_html.head import Attributes
from cleaner.segment_html.tags import (
    EMPHASIS,
    FALLBACK,
    FOREIGN,
    HIDDEN_STYLE,
    INLINE,
    ITEMS,
    KINDS,
    PREFORMATTED,
    TOKEN_ATTRIBUTES,
)


class Context(NamedTuple):
    """What holds for the text at one place, as far as tags decide it; `outside` is a template."""

    hidden: bool = False
    emphasis: bool = False
    preformatted: bool = False
    kind: Kind = "paragraph"
    level: int = 0
    outside: bool = False
    foreign: bool = False


def inside(was: Context, name: str, hides: bool) -> Context:
    """Work out what holds inside a tag, given what holds outside."""
    hidden = was.hidden or hides or name in FALLBACK
    if name == "template":
        return Context(hidden, outside=True)
    emphasis, foreign = was.emphasis or name in EMPHASIS, was.foreign or name in FOREIGN
    if name in INLINE:
        return was._replace(hidden=hidden, emphasis=emphasis, foreign=foreign)
    kind, level = KINDS.get(name, was.kind), was.level
    if name in ITEMS:
        level += 1
    elif kind == "heading" and name in KINDS:
        level = int(name[1])
    preformatted = was.preformatted or name in PREFORMATTED
    return Context(hidden, emphasis, preformatted, kind, level, was.outside, foreign)


def hides(tag: str, attributes: Attributes) -> bool:
    """Say whether an element asks not to be shown."""
    style = attributes.get("style")
    if (style and HIDDEN_STYLE.search(style)) or "hidden" in attributes:
        return tag not in ("html", "body")  # such pages show themselves by script
    return tag == "dialog" and "open" not in attributes


def tokens(attributes: Attributes) -> str:
    """Give class and id, and what other attributes tell, lower-cased, as `Element.tokens`."""
    if not attributes:
        return ""
    found = [attributes.get("class") or "", attributes.get("id") or ""]
    found += [f"{name}:{value}" for name in TOKEN_ATTRIBUTES if (value := attributes.get(name))]
    return " ".join(" ".join(found).lower().split())


def deepest(parents: Sequence[int], one: int, other: int) -> int:
    """Give the deepest element around two, given each one's parent, which comes before it."""
    while one != other:
        if one > other:
            one = parents[one]
        else:
            other = parents[other]
    return one
