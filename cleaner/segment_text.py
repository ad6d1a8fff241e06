"""Plain text → `Document`: the canonical text is the source itself, a block is a line."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Block, Document, Span


def segment_text(
    text: str, *, url: str | None = None, digest: str = "", encoding: str = "utf-8"
) -> Document:
    """Cut plain text into one block a non-empty line; spans leave out surrounding white space."""
    return Document(
        text=text,
        blocks=tuple(_lines(text)),
        media_type="text/plain",
        digest=digest,
        encoding=encoding,
        url=url,
    )


def _lines(text: str) -> Iterator[Block]:
    """Give the lines that hold more than white space, without the white space around them."""
    start = number = 0
    for line in text.replace("\r", "\n").split("\n"):
        if bare := line.strip():
            first = start + line.index(bare)
            yield Block(number, Span(first, first + len(bare)), bare, "line")
            number += 1
        start += len(line) + 1
