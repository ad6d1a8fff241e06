"""Markdown: the headline, then the text with its headings, lists, quotes and code."""

from __future__ import annotations

import re

from cleaner.model import Article, Kind, Segment

#: What Markdown would read as markup within a line. Underscores inside words are safe.
INLINE = re.compile(r"[\\`*<\[]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
#: What it would read as markup at the start of a line: headings, lists, quotes, rules.
LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+>=~|]|\d{1,9}(?=[.)](?:\s|$)))", re.M)
#: Pieces of these kinds follow each other without a blank line between them.
TIGHT: tuple[Kind, ...] = ("list_item", "table_row")


def render(article: Article) -> str:
    """Write the article as CommonMark; its own characters never turn into markup."""
    parts = [f"# {_escape(article.title)}\n"] if article.title else []
    pieces = _pieces(article)
    for at, (segment, text) in enumerate(pieces):
        follows = at > 0 and pieces[at - 1][0].kind == segment.kind and segment.kind in TIGHT
        if parts and not follows:
            parts.append("\n")
        closes = at + 1 == len(pieces) or pieces[at + 1][0].kind != segment.kind
        parts.append(_block(segment, text, closes=closes))
    return "".join(parts) or "\n"


def _pieces(article: Article) -> list[tuple[Segment, str]]:
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
    return pieces


def _block(segment: Segment, text: str, *, closes: bool) -> str:
    if segment.kind == "code":
        fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}\n"
    text = _escape(text)
    if segment.kind == "heading":
        return f"{'#' * min(max(segment.level, 1), 6)} {_one_line(text)}\n"
    if segment.kind == "list_item":
        return f"{'  ' * max(segment.level - 1, 0)}- {_one_line(text)}\n"
    if segment.kind == "quote":
        return "".join(f"> {line}\n" for line in text.splitlines())
    if segment.kind == "caption":
        return f"*{_one_line(text)}*\n"
    if segment.kind == "table_row":
        return _one_line(text) + ("\n" if closes else "  \n")
    return text + "\n"


def _escape(text: str) -> str:
    text = INLINE.sub(lambda found: "\\" + found.group(), text)
    return LINE_START.sub(_escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    mark = found.group()
    return mark + "\\" if mark.isdigit() else "\\" + mark


def _one_line(text: str) -> str:
    return " ".join(text.split())
