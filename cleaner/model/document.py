"""A document as it comes in: canonical text, blocks, and where they stand in the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MediaType = Literal["text/html", "text/plain"]
Kind = Literal[
    "paragraph", "heading", "list_item", "quote", "caption", "table_row", "code", "line", "other"
]

#: What parts the blocks of a page in its canonical text, and the paragraphs of its article: the
#: same, so that neighbouring blocks stand in both character for character.
BLOCK_GAP = "\n\n"


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Element(NamedTuple):
    """One element of the parsed page that holds blocks, as far as rules and models look at it.

    `parent` is an index into `Document.elements` (-1 at the root), `position` the 1-based place
    among siblings of the same tag (what an XPath step needs), `tokens` the class and id
    attributes as written, lower-cased and joined by a space, `start` where its text begins in the
    root's `textContent` (code points).
    """

    tag: str
    parent: int
    position: int
    tokens: str
    start: int = 0


class Block(NamedTuple):
    """A leaf piece of text: a paragraph, heading, list item, caption, table row or line.

    `text` is `Document.text[span.start:span.end]`. The fields from `element` on are about HTML
    and keep their defaults for plain text: `element` is an index into `Document.elements`,
    `offsets` where the block stands in that element's DOM `textContent` (code points),
    `level` the heading level or list depth, `link_chars` how many of its characters are inside
    links, `hidden` whether the page says not to show it, `joined` whether the page's `textContent`
    has nothing but white space between it and the block before, `number` what a browser writes
    before an item of an ordered list.
    """

    index: int  # type: ignore[assignment]  # instead of the method of tuples
    span: Span
    text: str
    kind: Kind
    element: int = -1
    offsets: Span | None = None
    level: int = 0
    links: int = 0
    link_chars: int = 0
    emphasis_chars: int = 0
    hidden: bool = False
    joined: bool = False
    number: int | None = None


class Mark(NamedTuple):
    """Machine-readable data that stands in the body of a page: `<time>`, microdata, `rel=author`.

    `name` is the property ("time", "itemprop:datePublished", "rel:author", ...), `value` its
    value, `element` an index into `Document.elements` (-1 where it holds no block).
    """

    name: str
    value: str
    element: int = -1


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: the sources of metadata outside the text."""

    title: str = ""
    language: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    json_ld: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Canonical text plus its blocks.

    For plain text the canonical text is the source itself; for HTML it is the text of the parsed
    page, tags gone, entities decoded, white space folded, blocks parted by a blank line. `digest`
    is `sha256:` and the hex digest of the source bytes (of its UTF-8 form where a `str` came in).
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: MediaType
    digest: str = ""
    encoding: str = "utf-8"
    url: str | None = None
    language: str | None = None
    elements: tuple[Element, ...] = ()
    head: Head = field(default_factory=Head)

    def xpath(self, block: Block) -> str | None:
        """Give the XPath of a block's element as a browser resolves it; None for plain text."""
        return self.element_xpath(block.element) if block.element >= 0 else None

    def element_xpath(self, at: int) -> str:
        """Give the XPath of an element, by its index in `elements`."""
        steps: list[str] = []
        while at >= 0:
            element = self.elements[at]
            steps.append(f"{element.tag}[{element.position}]")
            at = element.parent
        return "/" + "/".join(reversed(steps))

    def element_xpaths(self) -> list[str]:
        """Give the XPaths of all elements, in one pass: parents come before their children."""
        paths: list[str] = []
        for element in self.elements:
            before = paths[element.parent] if element.parent >= 0 else ""
            paths.append(f"{before}/{element.tag}[{element.position}]")
        return paths

    def ancestors(self, block: Block) -> Iterator[Element]:
        """Walk from a block's own element up to the root."""
        at = block.element
        while at >= 0:
            element = self.elements[at]
            yield element
            at = element.parent
