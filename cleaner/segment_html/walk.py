"""One walk over the tree, without recursion: leaf runs of text with where they stand."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from cleaner.model import Kind
from cleaner.segment_html.context import Context, hides, inside
from cleaner.segment_html.head import Attributes, HeadReader
from cleaner.segment_html.numbers import Numbers
from cleaner.segment_html.runs import Reached, Run, common, join_row
from cleaner.segment_html.tags import EMPTY, FOREIGN, ITEMS, SKIPPED, Tag, Tags, look_up

#: Stands for `<br>` in a run; the parser lets no NUL through.
BREAK = "\x00"


#: What holds again once an element is closed: context, link, list item, table cell, and the
#: offset, to which templates go back.
State = tuple[Context, int, int, int, int]


class Walk:
    """The state of a walk; `walk` fills the lists of elements (in document order) and runs.

    `_element`, `_item` and `_cell` are indexes of elements (-1 for none), `_link` is one more
    than the index of the link around the place, 0 outside links. `_open` are the open elements:
    node, tag, the element around, and what held there if it is something else inside.
    """

    def __init__(self) -> None:
        self.elements: list[Reached] = []
        self.runs: list[Run] = []
        self.head = HeadReader()
        self._at = 0
        self._context = Context()
        self._contexts: dict[tuple[Context, str, bool, bool], Context] = {}
        self._element = self._item = self._cell = -1
        self._link = 0
        self._open: list[tuple[LexborNode, Tag, int, State | None]] = []
        self._rows: list[int] = []
        self._parted = False
        self._items: set[int] = set()
        self._numbers = Numbers()
        self._pieces: list[str] = []
        self._run_context = self._context
        self._run_item = self._run_cell = -1
        self._start = self._end = self._common = 0
        self._links = self._last_link = self._link_chars = self._emphasis_chars = 0

    def walk(self, root: LexborNode) -> None:
        """Walk a tree in document order."""
        node: LexborNode | None = root
        opened, tags = self._open, Tags()
        while node is not None:
            name = node.tag
            if name == "-text":
                text = node.text_content or ""
                if not text or text.isspace():
                    self._blank(text)
                else:
                    self._text(text)
            elif name and name[0] != "-":
                child = self._enter(node, tags[name])
                if child is not None:
                    node = child
                    continue
            following = node.next if opened else None
            while following is None and opened:
                node, tag, self._element, state = opened.pop()
                if state or self._pieces:
                    self._close(tag, state)
                following = node.next if opened else None
            node = following
        self._flush()

    def walk_data(self, element: int, root: LexborNode) -> None:
        """Walk a tree that a script of the page would show, as text outside of the page's own.

        Its runs are put where the element of the script stands.
        """
        first = len(self.runs)
        self._element, self._context = element, Context(outside=True)
        self.walk(root)
        found = self.runs[first:]
        del self.runs[first:]
        place = next((at for at, run in enumerate(self.runs) if run.element > element), first)
        self.runs[place:place] = found

    def _enter(self, node: LexborNode, tag: Tag) -> LexborNode | None:
        """Take note of an element; give its first child where there is content to walk."""
        name, step, parts, special, tells, changes = tag
        attributes: Attributes = node.attributes
        index, context = self._element, self._context
        # A template that holds a shadow root is gone from the tree once a browser has read it.
        is_shadow = name == "template" and "shadowrootmode" in attributes
        if not (context.outside or context.foreign or is_shadow):
            self.elements.append((step, index, attributes, self._at))
            if name not in FOREIGN:
                index = len(self.elements) - 1
        if tells or "itemprop" in attributes or "rel" in attributes:
            self.head.read(name, attributes, node, index)
        child = node.first_child
        if name == "template" and context.foreign:
            tag = look_up("g")  # in a drawing it holds its content like any other element
            name, changes = tag.name, tag.changes
        elif name == "template":
            child = _template_content(node)
        elif special and not self._is_walked(node, name):
            return None
        if parts and self._pieces:
            self._flush()
        if child is None:
            return None
        state = None
        if changes or "style" in attributes or "hidden" in attributes:
            state = (context, self._link, self._item, self._cell, self._at)
            self._change(name, attributes, index)
        self._open.append((node, tag, self._element, state))
        self._element = index
        return child

    def _is_walked(self, node: LexborNode, name: str) -> bool:
        """Pass over what holds nothing to walk, and say whether this is something else."""
        if name in EMPTY:
            if name == "br":
                self._break()
            return False
        text = node.text()
        if name in SKIPPED:
            self._skip(len(text))
        elif not text.strip():
            self._blank(text)  # a drawing, as nearly all are
        else:
            return True
        return False

    def _close(self, tag: Tag, state: State | None) -> None:
        """Close an element: part its text from what follows, let hold again what held before."""
        if self._pieces and tag.parts:
            self._flush()
        if state:
            self._context, self._link, self._item, self._cell, at = state
            if tag.name == "tr":
                join_row(self.runs, self._rows.pop(), self.elements)
            elif tag.name == "template":
                self._at = at

    def _change(self, name: str, attributes: Attributes, index: int) -> None:
        """Work out what holds inside an element."""
        hidden, nested = hides(name, attributes), False
        if name == "a":
            if "href" in attributes:
                self._link = index + 1
            if not hidden:
                return
        elif name in ITEMS:
            nested = self._item >= 0
            self._item = index
            if name == "li" and not self._context.outside:
                self._numbers.count(index, self.elements)
        elif name in ("td", "th"):
            self._cell = index
        elif name == "tr":
            self._rows.append(len(self.runs))
        elif name == "template":
            hidden = hidden or "shadowrootmode" not in attributes
            self._item = self._cell = -1
        asked = (self._context, name, hidden, nested)
        context = self._contexts.get(asked)
        if context is None:
            context = self._contexts[asked] = inside(*asked)
        self._context = context

    def _blank(self, text: str) -> None:
        """Take white space."""
        if self._pieces:
            self._pieces.append(text)
        self._at += len(text)

    def _text(self, text: str) -> None:
        """Take text that is not blank: a run's first or a further piece."""
        context, pieces = self._context, self._pieces
        if pieces and context.hidden != self._run_context.hidden:
            self._flush()
            pieces = self._pieces
        at = self._at
        self._at = past = at + len(text)
        if not pieces:
            self._start = past - len(text.lstrip())
            self._common = self._element
            self._run_context = context
            self._run_item, self._run_cell = self._item, self._cell
        elif self._element != self._common:
            self._common = common(self._common, self._element, self.elements)
        pieces.append(text)
        self._end = at + len(text.rstrip())
        if self._link:
            self._link_chars += len(" ".join(text.split()))
            if self._link != self._last_link:
                self._last_link = self._link
                self._links += 1
        if context.emphasis:
            self._emphasis_chars += len(text.strip())

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
        kind = self._kind() if context.kind == "list_item" else context.kind
        self.runs.append(
            Run(
                text,
                self._start,
                self._end,
                self._common,
                kind,
                context.level,
                self._links,
                min(self._link_chars, len(text)),
                min(self._emphasis_chars, len(text)),
                context.hidden,
                self._run_cell,
                context.outside,
                not self._parted,
                self._numbers.of.get(self._run_item) if kind == "list_item" else None,
            )
        )
        self._parted = False
        self._pieces = []
        self._links = self._last_link = self._link_chars = self._emphasis_chars = 0

    def _kind(self) -> Kind:
        """Only the first block of a list item is the item; the others are paragraphs in it."""
        if self._run_item in self._items:
            return "paragraph"
        self._items.add(self._run_item)
        return "list_item"


def _template_content(node: LexborNode) -> LexborNode | None:
    """Give the first node of a template's content, which is outside the tree."""
    for content in node.template_fragments():
        return content.first_child
    return None
