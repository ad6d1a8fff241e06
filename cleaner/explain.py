"""The decisions on one document, for people: each line kept or removed, by which rule, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rich.console import Console
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
            _print(console, "+ ", Text(_shown(text)), "green")
        else:
            _print(console, "- ", Text(_shown(source[piece.start : piece.end]), "red"), "red")
            causes = ", ".join(piece.rules or (piece.rule,))
            _print(console, "    ", Text(f"{causes}: {_shown(piece.reason)}", "dim"))
    _tail(article, len(source), console)


def _pieces(article: Article) -> Iterator[Segment | Removal]:
    """Give segments and removals in the order of the source."""
    pieces: list[Segment | Removal] = [
        *article.provenance.segments,
        *article.provenance.removals,
    ]
    yield from sorted(pieces, key=lambda p: p.source_start if isinstance(p, Segment) else p.start)


def _head(article: Article, console: Console) -> None:
    shown = {name: article.metadata[name] for name in SCHEMA_NAMES.values() if name not in UNTOLD}
    for name, value in shown.items():
        if value:
            told = "; ".join(value) if isinstance(value, list) else str(value)
            _print(console, f"{name}: ", Text(_shown(told)), "bold cyan")
    if any(shown.values()):
        console.print()


def _print(console: Console, lead: str, text: Text, style: str = "") -> None:
    """Print text wrapped to the width that is left beside its lead."""
    for at, line in enumerate(text.wrap(console, console.width - len(lead))):
        line.rstrip()
        console.print(Text(" " * len(lead) if at else lead, style), line, sep="", soft_wrap=True)


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
        _print(console, "by rule: ", Text(counts))
    for note in article.provenance.notes:
        _print(console, "note: ", Text(_shown(note)), "yellow")


def _shown(text: str) -> str:
    return printable(" ".join(text.split()))
