"""Whether a record's selectors find in its source what they say.

Elements are found by walking the parsed page along the XPath, and offsets are counted in the text
of what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleaner.decode import Source
from cleaner.model import Document, Span
from cleaner.parse import parse
from cleaner.segment_html.data import bodies

STEP = re.compile(r"/([^/\[]+)\[([1-9][0-9]*)\]")
#: A name in an XPath finds HTML elements only; these are of other namespaces in a browser.
FOREIGN = frozenset(("svg", "math"))


class Original(NamedTuple):
    """A record's source, read anew."""

    raw: bytes
    source: Source
    tree: LexborHTMLParser | None
    document: Document


def find_wrong(selector: Mapping[str, Any], original: Original, span: Span) -> str | None:
    """Say what is wrong with a selector of what stands at a place of the canonical text."""
    text = original.document.text[span.start : span.end]
    match selector["type"]:
        case "XPathSelector":
            return _wrong_path(selector, original.tree, text)
        case "TextQuoteSelector":
            return _wrong_quote(selector, original.document.text, span)
        case "DataPositionSelector":
            return _wrong_bytes(selector, original, text)
        case "TextPositionSelector":
            return None
    return f"{selector['type']} is not known here"


def _wrong_path(
    selector: Mapping[str, Any], tree: LexborHTMLParser | None, text: str
) -> str | None:
    node = _find(tree, selector["value"]) if tree else None
    if node is None:
        return f"{selector['value']} finds nothing"
    refined = selector.get("refinedBy")
    if refined is None:  # folded spaces, or text outside the tree
        held = any(_bare(text) in _bare(inside) for inside in _texts(node))
        return None if held else f"the text is not in {selector['value']}"
    found = node.text()
    at = Span(refined["start"], refined["end"])
    if not 0 <= at.start < at.end <= len(found) or _bare(found[at.start : at.end]) != _bare(text):
        return f"there is another text at {written(at)} of {selector['value']}"
    return None


def _find(tree: LexborHTMLParser, xpath: str) -> LexborNode | None:
    """Follow an XPath of the form `/html[1]/body[1]/*[3]` as a browser does."""
    if "".join(step.group() for step in STEP.finditer(xpath)) != xpath:
        return None
    node, children = None, [tree.root] if tree.root else []
    for name, position in STEP.findall(xpath):
        same = [child for child in children if name in (child.tag, "*")]
        if name in FOREIGN or len(same) < int(position):
            return None
        node = same[int(position) - 1]
        children = [child for child in node.iter() if (child.tag or "-")[0] != "-"]
    return node


def _texts(node: LexborNode) -> Iterator[str]:
    """Give an element's text, and what its templates or a script's data hold outside the tree."""
    yield node.text()
    if node.tag == "script":
        yield from (body.text() for body in bodies(node.text()))
    for template in node.css("template"):
        for content in template.template_fragments():
            yield from _texts(content)


def _wrong_quote(selector: Mapping[str, Any], text: str, span: Span) -> str | None:
    before, after = text[: span.start], text[span.end :]
    if selector["exact"] != text[span.start : span.end]:
        return "exact is not the text there"
    if not before.endswith(selector["prefix"]) or not after.startswith(selector["suffix"]):
        return "prefix or suffix is not the text around it"
    return None


def _wrong_bytes(selector: Mapping[str, Any], original: Original, text: str) -> str | None:
    at = Span(selector["start"], selector["end"])
    part = original.raw[at.start : at.end].decode(original.source.encoding, "replace")
    if original.tree is not None:
        page = parse(part).root
        part = page.text() if page else ""
    return None if _bare(part) == _bare(text) else f"there is another text in bytes {written(at)}"


def _bare(text: str) -> str:
    return "".join(text.split())


def written(span: Span) -> str:
    """Write the places of a text from one to another."""
    return f"[{span.start}, {span.end})"
