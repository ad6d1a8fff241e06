"""Tree → `Document`: leaf text blocks in document order, each with where it stands."""

from __future__ import annotations

from functools import partial

from selectolax.lexbor import LexborHTMLParser

from cleaner.model import BLOCK_GAP, Block, Document, Element, Span
from cleaner.segment_html.context import tokens
from cleaner.segment_html.data import body_in_data
from cleaner.segment_html.runs import Run
from cleaner.segment_html.walk import Walk

__all__ = ["segment_html"]


def segment_html(
    tree: LexborHTMLParser, *, url: str | None = None, digest: str = "", encoding: str = "utf-8"
) -> Document:
    """Cut a parsed page into leaf blocks of text.

    Every text a browser would show is in exactly one block; text that the page says not to show
    (`hidden`, inline style, closed dialogs, templates, fallbacks) is in blocks marked `hidden`.
    White space is folded but in preformatted blocks; `<br>` is a new line, two are a new block;
    the cells of a table row are joined by tabs. The canonical text is the blocks' texts, parted
    by blank lines. `Block.element` is the deepest element around the whole block, `Block.offsets`
    its place in that element's `textContent`, in code points: the same text but for white space.
    Templates are outside the tree, so that their blocks have no offsets. Nor have those of a page
    that shows next to no text itself, read from the data of a script: their element is the script.
    """
    walk = Walk()
    root = tree.root
    if root is not None:
        walk.walk(root)
        _walk_data(walk)
    numbers = _used_elements(walk)
    blocks: list[Block] = []
    at = 0
    for index, run in enumerate(walk.runs):
        start = walk.elements[run.element][3]
        blocks.append(_block(index, run, at, numbers[run.element], start))
        at += len(run.text) + len(BLOCK_GAP)
    return Document(
        text=BLOCK_GAP.join(block.text for block in blocks),
        blocks=tuple(blocks),
        media_type="text/html",
        digest=digest,
        encoding=encoding,
        url=url,
        elements=_elements(walk, numbers),
        head=walk.head.head(numbers),
    )


def _walk_data(walk: Walk) -> None:
    """Take the article from the data of a page that shows next to nothing itself."""
    if found := body_in_data(walk.head.scripts, (run.text for run in walk.runs)):
        element, body = found
        walk.walk_data(element, body)


def _block(index: int, run: Run, at: int, element: int, start: int) -> Block:
    """Make a block of a run that begins at a place of the canonical text, in an element whose
    text begins at `start`."""
    return Block(
        index,
        Span(at, at + len(run.text)),
        run.text,
        run.kind,
        element,
        None if run.outside else Span(run.start - start, run.end - start),
        run.level,
        run.links,
        run.link_chars,
        run.emphasis_chars,
        run.hidden,
        run.joined,
        run.number,
    )


def _used_elements(walk: Walk) -> dict[int, int]:
    """Number the elements that hold blocks, and those around them, anew in document order."""
    used: set[int] = set()
    for run in walk.runs:
        at = run.element
        while at >= 0 and at not in used:
            used.add(at)
            at = walk.elements[at][1]
    return {old: new for new, old in enumerate(sorted(used))}


def _positions(walk: Walk) -> list[int]:
    """Give each element's place among its siblings: of its name, or of all for `*`."""
    same: dict[tuple[int, str], int] = {}
    every = [0] * (len(walk.elements) + 1)
    places = []
    for step, parent, _, _ in walk.elements:
        every[parent] += 1  # the last slot serves the root's parent, -1
        own = (parent, step)
        same[own] = place = same.get(own, 0) + 1
        places.append(every[parent] if step == "*" else place)
    return places


def _elements(walk: Walk, numbers: dict[int, int]) -> tuple[Element, ...]:
    """Make the elements that are used; plain tuples first, as there are many."""
    positions = _positions(walk)
    rows = []
    for old in numbers:
        step, parent, attributes, start = walk.elements[old]
        found = tokens(attributes) if attributes else ""
        rows.append((step, numbers.get(parent, -1), positions[old], found, start))
    return tuple(map(partial(tuple.__new__, Element), rows))
