"""What holds for the text inside an element, by its tag and attributes."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What holds for the text at one place, as far as tags decide it; `outside` is a template."""

    hidden: bool = False
    emphasis: bool = False
    preformatted: bool = False
    kind: Kind = "paragraph"
    level: int = 0
    outside: bool = False
    foreign: bool = False


def inside(was: Context, name: str, hides: bool, nested: bool) -> Context:
    """Work out what holds inside a tag, given what holds outside; list items may be nested."""
    hidden = was.hidden or hides or name in FALLBACK
    if name == "template":
        return Context(hidden, outside=True)
    emphasis, foreign = was.emphasis or name in EMPHASIS, was.foreign or name in FOREIGN
    if name in INLINE:
        return replace(was, hidden=hidden, emphasis=emphasis, foreign=foreign)
    kind, level = KINDS.get(name, was.kind), was.level
    if name in ITEMS:
        level = level + 1 if nested else 1
    elif kind == "heading" and name in KINDS:
        level = int(name[1])
    preformatted = was.preformatted or name in PREFORMATTED
    return Context(hidden, emphasis, preformatted, kind, level, was.outside, foreign)


def hides(tag: str, attributes: Attributes) -> bool:
    """Say whether an element asks not to be shown."""
    if "hidden" in attributes or "style" in attributes:
        style = attributes.get("style")
        if "hidden" in attributes or (style and HIDDEN_STYLE.search(style)):
            return tag not in ("html", "body")  # such pages show themselves by script
    return tag == "dialog" and "open" not in attributes


def tokens(attributes: Attributes) -> str:
    """Give class and id, and what other attributes tell, lower-cased, as `Element.tokens`."""
    found = attributes.get("class") or ""
    if identity := attributes.get("id"):
        found = f"{found} {identity}"
    for name in TOKEN_ATTRIBUTES:
        if name in attributes and (value := attributes[name]):
            found = f"{found} {name}:{value}"
    return " ".join(found.lower().split())
