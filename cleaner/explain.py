"""The decisions on one document, for people: each line kept or removed, by which rule, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cleaner.model import SCHEMA_NAMES, Article, Removal, Segment

#: Characters that steer a terminal or turn its text around; they are shown by their code.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: Metadata that stand in every record but say nothing about the decisions.
UNTOLD = {"inLanguage", "url", "warc", "pageType"}


def printable(text: str) -> str:
    """Write control characters out as escapes, so that none reaches a terminal."""
    return CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def explain(article: Article, console: Console) -> None:
    """Print a document piece by piece: `+` kept, `-` removed, each removal with its causes.

    The article must have been made with `keep_source_text`; raises `ValueError` without it.
    """
    source = article.provenance.source_text
    if source is None:
        raise ValueError("explain needs an article made with keep_source_text=True")
    _head(article, console)
    for piece in _pieces(article):
        if isinstance(piece, Segment):
            text = source[piece.source_start : piece.source_end]
            console.print(_line("+", Text(_shown(text)), "green"))
        else:
            console.print(_line("-", Text(_shown(source[piece.start : piece.end]), "red"), "red"))
            causes = ", ".join(piece.rules or (piece.rule,))
            console.print(Padding(Text(f"{causes}: {_shown(piece.reason)}", "dim"), (0, 0, 0, 4)))
    _tail(article, len(source), console)


def _pieces(article: Article) -> Iterator[Segment | Removal]:
    """Give segments and removals in the order of the source."""
    pieces: list[Segment | Removal] = [
        *article.provenance.segments,
        *article.provenance.removals,
    ]
    yield from sorted(pieces, key=lambda p: p.source_start if isinstance(p, Segment) else p.start)


def _head(article: Article, console: Console) -> None:
    known = Table.grid(padding=(0, 1))
    known.add_column(style="bold cyan", no_wrap=True)
    known.add_column(overflow="fold")
    for name in SCHEMA_NAMES.values():
        value = article.metadata[name]
        if value and name not in UNTOLD:
            shown = "; ".join(value) if isinstance(value, list) else str(value)
            known.add_row(name, Text(_shown(shown)))
    if known.row_count:
        console.print(known)
        console.print()


def _line(mark: str, text: Text, style: str) -> Table:
    line = Table.grid(padding=(0, 1))
    line.add_column(style=style, no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(mark, text)
    return line


def _tail(article: Article, size: int, console: Console) -> None:
    removals = article.provenance.removals
    gone = sum(removal.end - removal.start for removal in removals)
    by_rule = Counter(removal.rule for removal in removals)
    console.print()
    console.print(
        f"kept {len(article.provenance.segments)} pieces, removed {len(removals)} "
        f"({gone:,} of {size:,} characters)",
        style="bold",
        highlight=False,
    )
    if by_rule:
        counts = ", ".join(f"{rule} {count}" for rule, count in by_rule.most_common())
        console.print(f"removed by: {counts}", highlight=False)
    for note in article.provenance.notes:
        console.print(Text(f"note: {_shown(note)}", "yellow"))


def _shown(text: str) -> str:
    return printable(" ".join(text.split()))
