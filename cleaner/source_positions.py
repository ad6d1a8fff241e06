"""Where in a source's bytes the blocks of a document stand.

The tree no longer knows where its text came from, so the markup is read a second time, by the
parser of the standard library, which tells the place of all it finds; blocks are then looked for
in that text, in order, white space apart.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaner.model import Block, Document

#: A block stands close behind the one before it: so many characters of other text may lie between
#: (scripts' fallbacks, text that the two parsers place differently).
WINDOW = 20_000


class Place(NamedTuple):
    """A block's place in the source's bytes, and in its text without white space: from which
    character, and how many."""

    start: int
    end: int
    at: int
    size: int


Places = tuple[Place | None, ...]


def source_positions(raw: bytes, text: str, document: Document) -> Places:
    """Give the place of each of a document's blocks in `raw`, in bytes; None if not found.

    From a block's first character to its last, markup in between included. `text` is `raw`
    decoded; all are None where it does not go back into its encoding byte for byte, as when
    damaged bytes were replaced.
    """
    if document.media_type == "text/html":
        found = _find(_Reader(text), document.blocks)
    else:
        sizes = [len("".join(block.text.split())) for block in document.blocks]
        runs = zip(accumulate(sizes, initial=0), sizes, strict=False)
        found = [Place(*b.span, *run) for b, run in zip(document.blocks, runs, strict=True)]
    return _in_bytes(raw, text, document.encoding, found)


class _Reader(HTMLParser):
    """Reads markup into its text without white space, and the place of every character."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self._markup = markup
        self._lines = [0, *accumulate(len(line) + 1 for line in markup.split("\n"))]
        self._pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.feed(markup)
        self.close()
        self.text = "".join(self._pieces)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_data(self, data: str) -> None:
        """Take text as it stands."""
        if self.cdata_elem is not None:
            return
        at = self._at()
        for shift, char in enumerate(data, at):
            if not char.isspace():
                self._pieces.append(char)
                self.starts.append(shift)
                self.ends.append(shift + 1)

    def handle_entityref(self, name: str) -> None:
        """Take the text of a named reference."""
        self._refer(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take the text of a numbered reference."""
        self._refer(f"&#{name}")

    def _refer(self, reference: str) -> None:
        at = self._at()
        closed = self._markup.startswith(";", at + len(reference))
        end = at + len(reference) + closed
        for char in html.unescape(reference + ";" * closed):
            if not char.isspace():
                self._pieces.append(char)
                self.starts.append(at)
                self.ends.append(end)


def _find(read: _Reader, blocks: Sequence[Block]) -> list[Place | None]:
    places: list[Place | None] = []
    cursor = 0
    for block in blocks:
        wanted = "".join(block.text.split())
        at = read.text.find(wanted, cursor, cursor + len(wanted) + WINDOW)
        if at >= 0:
            cursor = at + len(wanted)
        elif (at := read.text.find(wanted)) < 0 or read.text.find(wanted, at + 1) >= 0:
            places.append(None)
            continue
        end = read.ends[at + len(wanted) - 1]
        places.append(Place(read.starts[at], end, at, len(wanted)))
    return places


def _in_bytes(raw: bytes, text: str, encoding: str, places: Sequence[Place | None]) -> Places:
    try:
        body = text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return (None,) * len(places)
    if not raw.endswith(body):
        return (None,) * len(places)
    mark = len(raw) - len(body)  # a byte order mark
    points = sorted({0, *(point for place in places if place for point in place[:2])})
    chunks = (text[one:other] for one, other in pairwise(points))
    sizes = list(accumulate((len(chunk.encode(encoding)) for chunk in chunks), initial=mark))

    def in_bytes(point: int) -> int:
        return sizes[bisect_right(points, point) - 1]

    return tuple(
        place and place._replace(start=in_bytes(place.start), end=in_bytes(place.end))
        for place in places
    )
