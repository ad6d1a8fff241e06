"""Markdown: the headline, then the text with its headings, lists, quotes, tables and code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cleaner.model import Article, Segment

#: What Markdown would read as markup within a line. Underscores inside words are safe.
INLINE = re.compile(r"[\\`*<\[]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
#: What it would read as markup at the start of a line: headings, lists, quotes, rules.
LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+>=~|]|\d{1,9}(?=[.)](?:\s|$)))", re.M)
#: Elements that hold blocks of Markdown, and those inside which the page starts afresh: quotes and
#: items around an article or a table lay the page out.
CONTAINER = re.compile(
    r"/(?:(?P<quote>blockquote)|(?P<item>li|dd|dt)"
    r"|(?P<table>table)|(?P<outer>article|section|main|aside|nav))\[\d+\]"
)
TERM = re.compile(r"/dt\[\d+\]$")
DEFINITION = re.compile(r"/dd\[\d+\]$")
#: Rows of fewer cells make no table.
FEWEST_CELLS = 2
#: CommonMark reads numbers of list items up to this one.
LARGEST_NUMBER = 999_999_999


class _Piece(NamedTuple):
    """A block's text, the first of its segments, and what it stands in: paths of quotes (True)
    and of items of lists (False), the outer first, and of the table around it."""

    segment: Segment
    text: str
    around: tuple[tuple[str, bool], ...]
    table: str


def render(article: Article) -> str:
    """Write the article as CommonMark, its tables as GitHub reads them; its own characters never
    turn into markup."""
    parts = [f"# {_escape(article.title)}\n"] if article.title else []
    items: dict[str, int] = {}
    before: _Piece | None = None
    for pieces in _together(_pieces(article)):
        first = pieces[0]
        if first.segment.kind == "heading":
            items.clear()  # an item with a heading is a section of the page
        if parts:
            parts.append(_gap(before, first, items))
        parts.append(_inside(first, _block(pieces), items))
        before = first
    return "".join(parts) or "\n"


def _together(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Take the rows of each table together; any other piece stands for itself."""
    rows = enumerate(pieces)
    for _, group in groupby(rows, lambda row: _rows_of(*row)):
        yield [piece for _, piece in group]


def _rows_of(at: int, piece: _Piece) -> tuple[int, str]:
    return (-1, piece.table) if piece.segment.kind == "table_row" else (at, "")


def _pieces(article: Article) -> list[_Piece]:
    """Pair each block's first segment with the block's text; what was cut out of one stays out."""
    pieces: list[tuple[Segment, str]] = []
    end = 0
    for segment in article.provenance.segments:
        text = article.text[segment.start : segment.end]
        gap = article.text[end : segment.start]
        before, _, rest = gap.partition("\n")  # what stands in them was mended
        if pieces:
            first, own = pieces[-1]
            pieces[-1] = (first, own + before + ("" if "\n" in gap else text))
        if not pieces or "\n" in gap:
            pieces.append((segment, (rest if pieces else gap).rpartition("\n")[2] + text))
        end = segment.end
    if pieces and (last := article.text[end:].rstrip()):
        pieces[-1] = (pieces[-1][0], pieces[-1][1] + last)
    return [_placed(segment, text) for segment, text in pieces]


def _placed(segment: Segment, text: str) -> _Piece:
    around: list[tuple[str, bool]] = []
    table, path = "", segment.xpath or ""
    for found in CONTAINER.finditer(path):
        here = path[: found.end()]
        if found["quote"] or found["item"]:
            around.append((here, bool(found["quote"])))
        elif found["outer"]:
            around.clear()
        else:
            around = [(known, quotes) for known, quotes in around if not quotes]
            table = here
    return _Piece(segment, text, tuple(around), table)


def _gap(before: _Piece | None, piece: _Piece, items: dict[str, int]) -> str:
    """Give what parts two pieces: items of a list follow each other, a quote goes on."""
    if before is None:
        return "\n"
    kinds = {before.segment.kind, piece.segment.kind}
    shared = [own for own in piece.around if own in before.around]
    quotes = [[own for own in around if own[1]] for around in (before.around, piece.around)]
    if kinds == {"list_item"} and quotes[0] == quotes[1]:
        return ""
    return _prefix(shared, items).rstrip() + "\n"


def _inside(piece: _Piece, text: str, items: dict[str, int]) -> str:
    """Put a block into the quotes and items around it."""
    first = prefix = _prefix(piece.around, items)
    if piece.segment.kind == "list_item":
        marker = _marker(piece.segment.number)
        if piece.around:
            own = piece.around[-1][0]
            items[own] = len(marker)
            if term := TERM.search(own):  # what defines it stands beside it, not inside
                items[own[: term.start()]] = len(marker)
        first, prefix = prefix + marker, prefix + " " * len(marker)
    lines = text.rstrip("\n").split("\n")
    rest = (f"{prefix}{line}".rstrip() if prefix else line for line in lines[1:])
    return "\n".join([first + lines[0], *rest]) + "\n"


def _prefix(around: Sequence[tuple[str, bool]], items: dict[str, int]) -> str:
    """Give what a line begins with inside quotes and items; items whose own line is gone leave
    nothing."""
    return "".join("> " if quotes else " " * _width(path, items) for path, quotes in around)


def _width(item: str, items: dict[str, int]) -> int:
    """Give how far what an item holds is set in; a definition is set in below its term."""
    definition = DEFINITION.search(item)
    below = items.get(item[: definition.start()], 0) if definition else 0
    return below + items.get(item, 0)


def _marker(number: int | None) -> str:
    return "- " if number is None or not 0 <= number <= LARGEST_NUMBER else f"{number}. "


def _block(pieces: Sequence[_Piece]) -> str:
    """Write a block as it stands outside of quotes and lists."""
    segment, text = pieces[0][:2]
    if segment.kind == "table_row":
        return _table([piece.text.split("\t") for piece in pieces])
    if segment.kind == "code":
        fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}"
    text = _escape(text)
    if segment.kind == "heading":
        return f"{'#' * min(max(segment.level, 1), 6)} {_one_line(text)}"
    if segment.kind == "list_item":
        return _one_line(text)
    if segment.kind == "caption":
        return f"*{_one_line(text)}*"
    return text


def _table(rows: list[list[str]]) -> str:
    """Write rows as a table where the columns are plain, else as lines.

    The corner of a table may be empty, and a row may be one cell for all columns; where other
    cells are missing nothing says which.
    """
    width = max(map(len, rows))
    if len(rows) > 1 and len(rows[0]) == width - 1 > 1:
        rows = [["", *rows[0]], *rows[1:]]
    if len(rows) < 2 or width < FEWEST_CELLS or {len(row) for row in rows} - {1, width}:
        return "  \n".join(_escape(_one_line(" | ".join(row))) for row in rows)
    lines = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    ruled = [lines[0], ["---"] * width, *lines[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in ruled)


def _cell(text: str) -> str:
    return _one_line(INLINE.sub(_escape_sign, text)).replace("|", r"\|")


def _escape(text: str) -> str:
    return LINE_START.sub(_escape_start, INLINE.sub(_escape_sign, text))


def _escape_sign(found: re.Match[str]) -> str:
    return "\\" + found.group()


def _escape_start(found: re.Match[str]) -> str:
    mark = found.group()
    return mark + "\\" if mark.isdigit() else "\\" + mark


def _one_line(text: str) -> str:
    return " ".join(text.split())
