"""The types that every step hands to the next: frozen, slotted, picklable, standard library only.

Offsets are Unicode code points, half-open (`start` inclusive, `end` exclusive), over
`Document.text`, the canonical text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

Action = Literal["keep", "remove"]
Step = Literal["segment", "content", "judge", "dedupe", "sites", "options"]
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


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf piece of text: a paragraph, heading, list item, caption, table row or line.

    `text` is `Document.text[span.start:span.end]`. The fields from `element` on are about HTML
    and keep their defaults for plain text: `element` is an index into `Document.elements`,
    `offsets` where the block stands in that element's DOM `textContent` (code points),
    `level` the heading level or list depth, `link_chars` how many of its characters are inside
    links, `hidden` whether the page says not to show it, `joined` whether the page's `textContent`
    has nothing but white space between it and the block before.
    """

    index: int
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


@dataclass(frozen=True, slots=True)
class Mark:
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

    def ancestors(self, block: Block) -> Iterator[Element]:
        """Walk from a block's own element up to the root."""
        at = block.element
        while at >= 0:
            element = self.elements[at]
            yield element
            at = element.parent


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule answers when a plain reason is not enough.

    `span` limits the finding to a part of the block (in `Document.text`). `metadata` are pairs
    of metadata field and value that the line states, such as `("author", "Jane Roe")`.
    """

    reason: str
    span: Span | None = None
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's or model's opinion of one block, or of the part `span` of it."""

    rule: str
    action: Action
    reason: str
    step: Step = "judge"
    span: Span | None = None
    score: float | None = None
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome for one block and its causes; `cuts` are parts removed from a kept block."""

    block: int
    action: Action
    verdicts: tuple[Verdict, ...] = ()

    @property
    def cuts(self) -> tuple[Verdict, ...]:
        """Give the verdicts that remove only a part of the block."""
        return tuple(v for v in self.verdicts if v.action == "remove" and v.span is not None)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of output text and where it stood: `[start, end)` of the output is
    `[source_start, source_end)` of the canonical text, character for character.

    `offsets` is its place in the `textContent` of the element at `xpath`; where only a part of
    a block was kept and white space was folded in it, the place of the whole block.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    xpath: str | None = None
    offsets: Span | None = None
    kind: Kind = "line"
    level: int = 0
    block: int = -1


@dataclass(frozen=True, slots=True)
class Removal:
    """A run of canonical text that was removed, by which rule, and why.

    `rules` names every rule that spoke for the removal, `rule` the first of them; `score` is a
    model's probability that the text is main content; `text` is there on request only; `offsets`
    is as in `Segment`.
    """

    rule: str
    reason: str
    start: int
    end: int
    step: Step
    rules: tuple[str, ...] = ()
    score: float | None = None
    xpath: str | None = None
    offsets: Span | None = None
    text: str | None = None
    block: int = -1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring segments, or neighbouring removals by one rule, as the record states them.

    `[first, last)` are indices into `Provenance.segments` where `kept`, else into `.removals`;
    `[start, end)` is the whole stretch in the canonical text, the white space inside included.
    `xpath` is the smallest element around it and `offsets` its place in that element's
    `textContent`. `digest` is that of removed text; `text` (removed text), `quote` (text before,
    text itself, text after) and `source_bytes` (the place in the source) are there on request.
    """

    kept: bool
    first: int
    last: int
    start: int
    end: int
    xpath: str | None = None
    offsets: Span | None = None
    digest: str = ""
    text: str | None = None
    quote: tuple[str, str, str] | None = None
    source_bytes: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a metadata field came from: `source` names the place ("json-ld", "og:title", a
    rule), `value` what stood there, `start`/`end` the place in the canonical text, if any."""

    field: str
    source: str
    value: str
    start: int | None = None
    end: int | None = None
    disagrees: tuple[str, ...] = ()


#: Python attribute of `Metadata` -> name in the record (schema.org `NewsArticle`).
SCHEMA_NAMES: Mapping[str, str] = {
    "url": "url",
    "headline": "headline",
    "alternative_headline": "alternativeHeadline",
    "author": "author",
    "posted_by": "contributor",
    "date_published": "datePublished",
    "date_modified": "dateModified",
    "date_relative": "dateRelative",
    "dateline": "dateline",
    "credit_text": "creditText",
    "source_organization": "sourceOrganization",
    "publisher": "publisher",
    "section": "articleSection",
    "keywords": "keywords",
    "language": "inLanguage",
    "license": "license",
    "copyright_notice": "copyrightNotice",
    "correction": "correction",
    "page_type": "pageType",
    "warc": "warc",
}


@dataclass(frozen=True, slots=True)
class Metadata(Mapping[str, Any]):
    """What is known of an article; attributes in Python's style, keys in schema.org's.

    Dates are ISO 8601 as far as the source states them (day, minute, zone). As a mapping it
    holds every key of `SCHEMA_NAMES`, with None or an empty list where nothing is known.
    """

    url: str | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    author: tuple[str, ...] = ()
    posted_by: tuple[str, ...] = ()
    date_published: str | None = None
    date_modified: str | None = None
    date_relative: str | None = None
    dateline: str | None = None
    credit_text: str | None = None
    source_organization: str | None = None
    publisher: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    license: str | None = None
    copyright_notice: str | None = None
    correction: tuple[str, ...] = ()
    page_type: str | None = None
    warc: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, key: str) -> Any:
        for name, schema in SCHEMA_NAMES.items():
            if schema == key:
                value = getattr(self, name)
                if name == "warc":
                    return dict(value)
                return list(value) if isinstance(value, tuple) else value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (SCHEMA_NAMES[f.name] for f in fields(self))

    def __len__(self) -> int:
        return len(SCHEMA_NAMES)


@dataclass(frozen=True, slots=True)
class Provenance:
    """The account of one cleaning: what it came from, what made it, what was kept and removed.

    `segments` and `removals` are in source order and, with the white space between them, tile
    the canonical text of `text_length` code points; `stretches` are the same, taken together,
    and `gaps`, there with removed text, the white space before, between and after them.
    """

    digest: str
    media_type: MediaType
    encoding: str
    text_digest: str
    text_length: int
    segments: tuple[Segment, ...]
    removals: tuple[Removal, ...]
    stretches: tuple[Stretch, ...] = ()
    gaps: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    ruleset: str = ""
    model: str = ""
    software: tuple[tuple[str, str], ...] = ()
    started_at: str | None = None
    source_text: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The result: clean text, what is known of the article, and the account of the cleaning.

    `text` is empty only with a reason in `provenance.notes`.
    """

    text: str
    title: str | None
    metadata: Metadata
    provenance: Provenance
    id: str | int | None = None
    source: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the record as plain JSON types."""
        from cleaner.provenance import to_record  # here: provenance builds on these types

        return to_record(self)

    def to_json(self) -> str:
        """Give the record as one line of JSON, non-ASCII characters as they are."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))
