"""Signs that link to a heading, to its editing, or back from a note."""

from __future__ import annotations

from cleaner.model import Finding, Span
from cleaner.rule import Answer, Candidate, rule
from cleaner.titles import find_permalink, is_linked_bracket


@rule(family="page-tools", max_chars=600, signs="¶🔗#§]↩^")
def permalink(line: Candidate) -> Answer:
    """Signs that link to a heading, to its editing, or back from a note.

    *What it removes*: the sign in "Installation¶", "↩" at the end of a note; on a page also a
    linked "#" or "§" at either end of a heading, a linked "[edit]" behind it, whatever the
    language, and "^" before a note.

    *Why it is boilerplate*: the sign is a button of the page: it leads to another place on it.

    *What it keeps*: the heading itself, the same signs where they are no links ("C#", "Part §"),
    numbers of notes, and paragraph marks in prose.
    """
    block = line.block
    before = line.neighbour(-1)
    if before is not None and before.kind == "heading" and is_linked_bracket(block):
        return "a link to edit the section, below its heading"
    if line.is_sentence or (found := find_permalink(block)) is None:
        return None
    span = Span(block.span.start + found.start, block.span.start + found.end)
    return Finding("a link to the heading, or back from a note", span=span)
