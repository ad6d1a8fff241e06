"""Plain text → `Document`: the canonical text is the source itself, a block is a line."""

from __future__ import annotations

import re

from cleaner.model import Block, Document, Span

#: A line's text without the white space around it; what lies between two is the gap.
LINE = re.compile(r"\S(?:[^\n\r]*\S)?")


def segment_text(
    text: str, *, url: str | None = None, digest: str = "", encoding: str = "utf-8"
) -> Document:
    """Cut plain text into one block a non-empty line; spans leave out surrounding white space."""
    blocks = tuple(
        [
            Block(at, Span(*line.span()), line.group(), "line")
            for at, line in enumerate(LINE.finditer(text))
        ]
    )
    return Document(
        text=text,
        blocks=blocks,
        media_type="text/plain",
        digest=digest,
        encoding=encoding,
        url=url,
    )
