"""One walk over the tree, without recursion: leaf runs of text with where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from cleaner.model import Kind
from cleaner.segment_html.head import Attributes, HeadReader
from cleaner.segment_html.tags import (
    EMPHASIS,
    FALLBACK,
    HIDDEN_STYLE,
    INLINE,
    KINDS,
    PREFORMATTED,
    TOKEN_ATTRIBUTES,
    Tag,
    look_up,
)

#: A table row whose cells are all shorter than this is one block; longer cells hold prose, as
#: in pages laid out by tables.
LONGEST_CELL = 400
#: Stands for `<br>` in a run; the parser lets no NUL through.
BREAK = "\x00"


class Context(NamedTuple):
    """What holds for the text at one place; `item` and `cell` are element indexes, `link` is
    one more than the index of the link around it, 0 outside links; `outside` is a template."""

    hidden: bool = False
    link: int = 0
    emphasis: bool = False
    preformatted: bool = False
    kind: Kind = "paragraph"
    level: int = 0
    item: int = -1
    cell: int = -1
    outside: bool = False
    foreign: bool = False


@dataclass(slots=True)
class Run:
    """A leaf run of text: `start` and `end` count code points of the root's `textContent`.

    `outside` says that the text is a template's and no part of the root's `textContent`.
    """

    text: str
    start: int
    end: int
    element: int
    kind: Kind
    level: int
    links: int
    link_chars: int
    emphasis_chars: int
    hidden: bool
    cell: int
    outside: bool


class Open(NamedTuple):
    """An element whose content is being walked, and what holds again once it is closed."""

    node: LexborNode
    tag: Tag
    context: Context
    element: int
    at: int


class Walk:
    """The state of a walk; `walk` fills the lists of elements (in document order) and runs."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.positions: list[int] = []
        self.attributes: list[Attributes] = []
        self.starts: list[int] = []
        self.runs: list[Run] = []
        self.head = HeadReader()
        self._at = 0
        self._context = Context()
        self._element = -1
        self._foreign = 0
        self._children: list[int] = [0]
        self._same: dict[tuple[int, str], int] = {}
        self._open: list[Open] = []
        self._rows: list[int] = []
        self._items: set[int] = set()
        self._reset()

    def _reset(self) -> None:
        self._pieces: list[str] = []
        self._start = self._end = self._common = 0
        self._links = self._link = self._link_chars = self._emphasis_chars = 0
        self._run_context = self._context

    def walk(self, root: LexborNode) -> None:
        """Walk a tree in document order."""
        node: LexborNode | None = root
        while node is not None:
            name = node.tag
            if name == "-text":
                self._text(node.text_content or "")
            elif name and name[0] != "-":
                child = self._enter(node, look_up(name))
                if child is not None:
                    node = child
                    continue
            following = node.next if self._open else None
            while following is None and self._open:
                node = self._close()
                following = node.next if self._open else None
            node = following
        self._flush()

    def _enter(self, node: LexborNode, tag: Tag) -> LexborNode | None:
        """Take note of an element; give its first child where there is content to walk."""
        name = tag.name
        if name == "br":
            self._count("br")
            self._break()
            return None
        attributes: Attributes = node.attributes
        index = self._register(tag, attributes)
        if tag.tells or (attributes and ("itemprop" in attributes or "rel" in attributes)):
            self.head.read(name, attributes, node, index)
        if tag.skipped:
            self._skip(len(node.text()))
            return None
        if not tag.inline:
            if self._pieces:
                self._flush()
            if name == "tr":
                self._rows.append(len(self.runs))
        elif tag.foreign and not (text := node.text()).strip():
            self._text(text)  # a drawing, as nearly all are: nothing to walk
            return None
        self._open.append(Open(node, tag, self._context, self._element, self._at))
        if tag.foreign:
            self._foreign += 1
        if tag.changes or (attributes and ("style" in attributes or "hidden" in attributes)):
            self._context = self._inside(name, attributes, index)
        self._element = index
        child = _template_content(node) if name == "template" else node.first_child
        if child is None:
            self._close()
        return child

    def _close(self) -> LexborNode:
        """Close the innermost open element and give it."""
        node, tag, context, element, at = self._open.pop()
        if not tag.inline or tag.name == "template":
            if self._pieces:
                self._flush()
            if tag.name == "tr" and self._rows:
                self._join_row(self._rows.pop())
        self._context, self._element = context, element
        if tag.foreign:
            self._foreign -= 1
        elif tag.name == "template":
            self._at = at
        return node

    def _count(self, step: str) -> int:
        """Count an element among its siblings: of the same name, or of all for `*`."""
        parent = self._element
        self._children[parent + 1] += 1
        if step == "*":
            return self._children[parent + 1]
        place = self._same.get((parent, step), 0) + 1
        self._same[parent, step] = place
        return place

    def _register(self, tag: Tag, attributes: Attributes) -> int:
        """Number an element; what XPath can't reach goes by the element around it."""
        if self._foreign or self._context.outside:
            return self._element
        position = self._count(tag.step)
        if tag.foreign:
            return self._element
        self.tags.append(tag.step)
        self.parents.append(self._element)
        self.positions.append(position)
        self.attributes.append(attributes)
        self.starts.append(self._at)
        self._children.append(0)
        return len(self.tags) - 1

    def _inside(self, tag: str, attributes: Attributes, index: int) -> Context:
        """Work out what holds inside an element."""
        was = self._context
        hidden = was.hidden or tag in FALLBACK or bool(attributes and _hides(tag, attributes))
        if tag in INLINE:
            link = index + 1 if tag == "a" and "href" in attributes else was.link
            emphasis = was.emphasis or tag in EMPHASIS
            if tag == "template":
                self._flush()
                hidden = hidden or "shadowrootmode" not in attributes
                return Context(hidden, link, outside=True)
            return Context(hidden, link, emphasis, *was[3:])
        kind, level, item = KINDS.get(tag, was.kind), was.level, was.item
        if tag in ("li", "dd", "dt"):
            level, item = (level if item >= 0 else 0) + 1, index
        elif kind == "heading" and tag in KINDS:
            level = int(tag[1])
        preformatted = was.preformatted or tag in PREFORMATTED
        cell = index if tag in ("td", "th") else was.cell
        return Context(
            hidden, was.link, was.emphasis, preformatted, kind, level, item, cell, was.outside
        )

    def _text(self, text: str) -> None:
        size = len(text)
        bare = text.strip()
        if not bare:
            if self._pieces:
                self._pieces.append(text)
            self._at += size
            return
        context = self._context
        if self._pieces and context.hidden != self._run_context.hidden:
            self._flush()
        if not self._pieces:
            self._start = self._at + size - len(text.lstrip())
            self._common = self._element
            self._run_context = context
        elif self._element != self._common:
            self._common = self._shared(self._common, self._element)
        self._pieces.append(text)
        if context.link:
            self._link_chars += len(" ".join(bare.split()))
            if context.link != self._link:
                self._link = context.link
                self._links += 1
        if context.emphasis:
            self._emphasis_chars += len(bare)
        self._at += size
        self._end = self._at - size + len(text.rstrip())

    def _shared(self, one: int, other: int) -> int:
        """Give the deepest element around two; parents come before children."""
        parents = self.parents
        while one != other:
            if one > other:
                one = parents[one]
            else:
                other = parents[other]
        return one

    def _break(self) -> None:
        """A `<br>` is a new line, two of them a new block."""
        pieces = self._pieces
        if not pieces:
            return
        if not self._run_context.preformatted:
            at = len(pieces) - 1
            while at >= 0 and pieces[at].isspace():
                at -= 1
            if pieces[at] == BREAK:
                self._flush()
                return
        pieces.append(BREAK)

    def _skip(self, size: int) -> None:
        """Pass over text that is in `textContent` but not on the page: no run spans it."""
        if size:
            self._flush()
            self._at += size
            self._rows = [len(self.runs)] * len(self._rows)

    def _flush(self) -> None:
        if not self._pieces:
            return
        context = self._run_context
        raw = "".join(self._pieces)
        if context.preformatted:
            lines = [line.rstrip() for line in raw.replace(BREAK, "\n").split("\n")]
            text = "\n".join(lines).strip("\n")
        elif BREAK in raw:
            folded = (" ".join(line.split()) for line in raw.split(BREAK))
            text = "\n".join(line for line in folded if line)
        else:
            text = " ".join(raw.split())
        self.runs.append(
            Run(
                text,
                self._start,
                self._end,
                self._common,
                self._kind(context),
                context.level,
                self._links,
                min(self._link_chars, len(text)),
                min(self._emphasis_chars, len(text)),
                context.hidden,
                context.cell,
                context.outside,
            )
        )
        self._reset()

    def _kind(self, context: Context) -> Kind:
        """Only the first block of a list item is the item; the others are paragraphs in it."""
        if context.kind == "list_item":
            if context.item in self._items:
                return "paragraph"
            self._items.add(context.item)
        return context.kind

    def _join_row(self, first: int) -> None:
        """Make one block of a table row whose cells hold one short block each."""
        row = self.runs[first:]
        cells = {run.cell for run in row}
        if not row or len(cells) < len(row) or row[0].outside or row[0].cell < 0:
            return
        if any(
            run.kind not in ("paragraph", "other") or run.hidden != row[0].hidden for run in row
        ):
            return
        if any(len(run.text) > LONGEST_CELL for run in row):
            return
        if sum(len("".join(run.text.split())) for run in row) == 0:
            return
        element = row[0].element
        for run in row[1:]:
            element = self._shared(element, run.element)
        joined = row[0]
        joined.text = "\t".join(run.text.replace("\n", " ") for run in row)
        joined.end, joined.element, joined.kind = row[-1].end, element, "table_row"
        joined.links = sum(run.links for run in row)
        joined.link_chars = sum(run.link_chars for run in row)
        joined.emphasis_chars = sum(run.emphasis_chars for run in row)
        del self.runs[first + 1 :]


def _template_content(node: LexborNode) -> LexborNode | None:
    """Give the first node of a template's content, which is outside the tree."""
    for content in node.template_fragments():
        return content.first_child
    return None


def _hides(tag: str, attributes: Attributes) -> bool:
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
