"""Leaf runs of text, and rows of tables made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.model import Kind
from cleaner.segment_html.head import Attributes

#: A table row whose cells are all shorter than this is one block; longer cells hold prose, as
#: in pages laid out by tables.
LONGEST_CELL = 400
#: An element that an XPath reaches: its step there, the element around it, its attributes, and
#: where its text begins.
Reached = tuple[str, int, Attributes, int]


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
    number: int | None = None


def common(one: int, other: int, elements: Sequence[Reached]) -> int:
    """Give the deepest element around two; each one's parent comes before it."""
    while one != other:
        if one > other:
            one = elements[one][1]
        else:
            other = elements[other][1]
    return one


def join_row(runs: list[Run], first: int, elements: Sequence[Reached]) -> None:
    """Make one block of a table row, whose runs are the last, if its cells hold one short block
    each."""
    row = runs[first:]
    cells = {run.cell for run in row}
    if not row or len(cells) < len(row) or row[0].outside or row[0].cell < 0:
        return
    if any(run.kind not in ("paragraph", "other") or run.hidden != row[0].hidden for run in row):
        return
    if any(len(run.text) > LONGEST_CELL for run in row):
        return
    if sum(len("".join(run.text.split())) for run in row) == 0:
        return
    element = row[0].element
    for run in row[1:]:
        element = common(element, run.element, elements)
    joined = row[0]
    joined.text = _text(row, elements)
    joined.end, joined.element, joined.kind = row[-1].end, element, "table_row"
    joined.links = sum(run.links for run in row)
    joined.link_chars = sum(run.link_chars for run in row)
    joined.emphasis_chars = sum(run.emphasis_chars for run in row)
    del runs[first + 1 :]


def _text(row: Sequence[Run], elements: Sequence[Reached]) -> str:
    """Join the cells of a row by tabs; an empty one between others keeps its place."""
    parts: list[str] = []
    at = row[0].cell
    for run in row:
        parts += [""] * _cells_between(at, run.cell, elements)
        parts.append(run.text.replace("\n", " "))
        at = run.cell
    return "\t".join(parts)


def _cells_between(one: int, other: int, elements: Sequence[Reached]) -> int:
    """Count the cells of a row between two of them; those of different rows have none."""
    row = elements[one][1]
    if elements[other][1] != row:
        return 0
    between = elements[one + 1 : other]
    return sum(parent == row and step in ("td", "th") for step, parent, _, _ in between)
