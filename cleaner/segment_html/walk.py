"""One walk over the tree, without recursion: leaf runs of text with where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from cleaner.model import Kind
from cleaner.segment_html.context import Context, deepest, hides, inside
from cleaner.segment_html.head import Attributes, HeadReader
from cleaner.segment_html.tags import ITEMS, Tag, look_up

#: A table row whose cells are all shorter than this is one block; longer cells hold prose, as
#: in pages laid out by tables.
LONGEST_CELL = 400
#: Stands for `<br>` in a run; the parser lets no NUL through.
BREAK = "\x00"


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
    joined: bool


#: An open element (node, tag) and what holds again once it is closed: context, element, offset,
#: link, list item, table cell. A plain tuple: there is one for every element of a page.
Open = tuple[LexborNode, Tag, Context, int, int, int, int, int]


class Walk:
    """The state of a walk; `walk` fills the lists of elements (in document order) and runs.

    `tags` are XPath steps. `_element`, `_item` and `_cell` are indexes of elements (-1 for
    none), `_link` is one more than the index of the link around the place, 0 outside links.
    """

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.parents: list[int] = []
        self.attributes: list[Attributes] = []
        self.starts: list[int] = []
        self.runs: list[Run] = []
        self.head = HeadReader()
        self._at = 0
        self._context = Context()
        self._contexts: dict[tuple[Context, str, bool], Context] = {}
        self._element = self._item = self._cell = -1
        self._link = 0
        self._open: list[Open] = []
        self._rows: list[int] = []
        self._parted = False
        self._items: set[int] = set()
        self._pieces: list[str] = []
        self._run_context = self._context
        self._run_item = self._run_cell = -1
        self._start = self._end = self._common = 0
        self._reset()

    def _reset(self) -> None:
        self._pieces = []
        self._links = self._last_link = self._link_chars = self._emphasis_chars = 0

    def walk(self, root: LexborNode) -> None:
        """Walk a tree in document order."""
        node: LexborNode | None = root
        opened = self._open
        while node is not None:
            name = node.tag
            if name == "-text":
                self._text(node.text_content or "")
            elif name and name[0] != "-":
                child = self._enter(node, look_up(name))
                if child is not None:
                    node = child
                    continue
            following = node.next if opened else None
            while following is None and opened:
                node = self._close()
                following = node.next if opened else None
            node = following
        self._flush()

    def _enter(self, node: LexborNode, tag: Tag) -> LexborNode | None:
        """Take note of an element; give its first child where there is content to walk."""
        attributes: Attributes = node.attributes
        index = self._register(tag, attributes)
        if tag.tells or (attributes and ("itemprop" in attributes or "rel" in attributes)):
            self.head.read(tag.name, attributes, node, index)
        if tag.empty:
            if tag.name == "br":
                self._break()
            return None
        if tag.skipped:
            self._skip(len(node.text()))
            return None
        if tag.name == "template" and self._context.foreign:
            tag = look_up("g")  # in SVG it holds its content like any other element
        child = _template_content(node) if tag.name == "template" else node.first_child
        if tag.foreign and not (text := node.text()).strip():
            self._text(text)  # a drawing, as nearly all are: nothing to walk
            return None
        if self._pieces and tag.parts:
            self._flush()
        if child is None:
            return None
        if tag.name == "tr":
            self._rows.append(len(self.runs))
        self._open.append(
            (node, tag, self._context, self._element, self._at, self._link, self._item, self._cell)
        )
        if tag.changes or (attributes and ("style" in attributes or "hidden" in attributes)):
            self._change(tag.name, attributes, index)
        self._element = index
        return child

    def _close(self) -> LexborNode:
        """Close the innermost open element and give it."""
        node, tag, context, self._element, at, self._link, self._item, self._cell = self._open.pop()
        if self._pieces and tag.parts:
            self._flush()
        if tag.name == "tr":
            self._join_row(self._rows.pop())
        elif tag.name == "template":
            self._at = at
        self._context = context
        return node

    def _register(self, tag: Tag, attributes: Attributes) -> int:
        """Number an element; what XPath can't reach goes by the element around it.

        A template that holds a shadow root is gone from the tree once a browser has read it.
        """
        if self._context.foreign or self._context.outside or "shadowrootmode" in attributes:
            return self._element
        self.tags.append(tag.step)
        self.parents.append(self._element)
        self.attributes.append(attributes)
        self.starts.append(self._at)
        return self._element if tag.foreign else len(self.tags) - 1

    def positions(self) -> list[int]:
        """Give each element's place among its siblings: of its name, or of all for `*`."""
        same: dict[tuple[int, str], int] = {}
        every = [0] * (len(self.tags) + 1)
        places = []
        for parent, step in zip(self.parents, self.tags, strict=True):
            every[parent] += 1  # the last slot serves the root's parent, -1
            place = same.get((parent, step), 0) + 1
            same[parent, step] = place
            places.append(every[parent] if step == "*" else place)
        return places

    def _change(self, name: str, attributes: Attributes, index: int) -> None:
        """Work out what holds inside an element."""
        was = self._context
        hidden = hides(name, attributes)
        if name == "template" and "shadowrootmode" not in attributes:
            hidden = True
        if name == "a":
            if "href" in attributes:
                self._link = index + 1
        elif name in ITEMS:
            nested = self._item >= 0
            was = was if nested else was._replace(level=0)
            self._item = index
        elif name in ("td", "th"):
            self._cell = index
        asked = (was, name, hidden)
        context = self._contexts.get(asked)
        if context is None:
            context = self._contexts[asked] = inside(*asked)
        if name == "template":
            self._item = self._cell = -1
        self._context = context

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
            self._run_item, self._run_cell = self._item, self._cell
        elif self._element != self._common:
            self._common = deepest(self.parents, self._common, self._element)
        self._pieces.append(text)
        if self._link:
            self._link_chars += len(" ".join(bare.split()))
            if self._link != self._last_link:
                self._last_link = self._link
                self._links += 1
        if context.emphasis:
            self._emphasis_chars += len(bare)
        self._at += size
        self._end = self._at - size + len(text.rstrip())

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
            self._parted = True
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
                self._run_cell,
                context.outside,
                not self._parted,
            )
        )
        self._parted = False
        self._reset()

    def _kind(self, context: Context) -> Kind:
        """Only the first block of a list item is the item; the others are paragraphs in it."""
        if context.kind == "list_item":
            if self._run_item in self._items:
                return "paragraph"
            self._items.add(self._run_item)
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
            element = deepest(self.parents, element, run.element)
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
