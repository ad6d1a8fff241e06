"""A record → what the review page shows of it: the document's blocks, each with its decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Record = Mapping[str, Any]

#: What parts the blocks of a page's canonical text, and those of a plain text.
BLOCK_ENDS = {"text/html": re.compile(r"\n{2,}"), "text/plain": re.compile(r"\n+")}
#: The fewest characters between two blocks.
SHORTEST_GAP = {"text/html": 2, "text/plain": 1}
#: The form a line of a batch that failed has in the dead letter.
FAILURE_FIELDS = ("stage", "error", "message")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is as it is: the rules that spoke (none where it is kept) and the reason.

    `score` is a model's probability that the text is main content.
    """

    rules: tuple[str, ...] = ()
    reason: str = ""
    score: float | None = None

    @property
    def kept(self) -> bool:
        """Say whether it is kept."""
        return not self.rules


KEPT = Cause()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the canonical text at `[start, end)` with one decision.

    `text` is None where the record lacks it; `blocks` is how many blocks stand in it then.
    `joined` says that it goes on in the line of the piece before it. `other` is the cause in the
    cleaning it is compared with, where that decided otherwise.
    """

    start: int
    end: int
    text: str | None
    cause: Cause = KEPT
    blocks: int = 1
    joined: bool = False
    other: Cause | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A document as the page shows it; `failure` says at which step it failed, how, and why.

    `compared` says whether its decisions were held against another cleaning's, or why not.
    """

    id: str
    title: str = ""
    url: str = ""
    host: str = ""
    digest: str = ""
    text_digest: str = ""
    media_type: str = ""
    pieces: tuple[Piece, ...] = ()
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    failure: tuple[str, str, str] | None = None
    compared: str = ""

    @property
    def kept(self) -> int:
        """Count the characters that are kept."""
        return sum(piece.end - piece.start for piece in self.pieces if piece.cause.kept)

    @property
    def removed(self) -> int:
        """Count the characters that are removed."""
        return sum(piece.end - piece.start for piece in self.pieces if not piece.cause.kept)


@dataclass(frozen=True, slots=True)
class _Tile:
    start: int
    end: int
    text: str | None
    cause: Cause
    blocks: int = field(default=1)


def view(record: Record, text: str | None = None) -> View:
    """Give what is to be shown of a record; `text` is its canonical text, if it is at hand.

    Raises `KeyError`, `TypeError` or `ValueError` for what is no record.
    """
    derived, metadata = record["provenance"]["wasDerivedFrom"], record["metadata"]
    media_type = str(derived["encodingFormat"])
    tiles = sorted(_tiles(record, text), key=lambda tile: tile.start)
    ends = BLOCK_ENDS.get(media_type, BLOCK_ENDS["text/plain"])
    pieces = [piece for tile in tiles for piece in _blocks(tile, ends)]
    return View(
        id=str(record["id"]),
        title=str(metadata.get("headline") or ""),
        url=str(metadata.get("url") or ""),
        host=str(record.get("source") or ""),
        digest=str(derived["digest"]),
        text_digest=str(derived["textDigest"]),
        media_type=media_type,
        pieces=tuple(_joined(pieces, text, SHORTEST_GAP.get(media_type, 1))),
        notes=tuple(map(str, record["provenance"].get("notes", ()))),
        facts=tuple(_facts(metadata)),
    )


def failed(told: Mapping[str, Any]) -> View:
    """Give what is to be shown of a document that failed, from its line of the dead letter."""
    stage, error, message = (str(told.get(name) or "") for name in FAILURE_FIELDS)
    return View(id=str(told["id"]), failure=(stage, error, message))


def _tiles(record: Record, text: str | None) -> Iterator[_Tile]:
    for entry in record["provenance"]["segments"]:
        start, end = _place(entry)
        yield _Tile(start, end, record["text"][entry["start"] : entry["end"]], KEPT)
    for entry in record["provenance"]["removals"]:
        start, end = _place(entry)
        found = entry.get("text") if text is None else text[start:end]
        rules = tuple(map(str, entry.get("rules") or [entry["rule"]]))
        cause = Cause(rules, str(entry["reason"]), entry.get("score"))
        yield _Tile(start, end, found, cause, int(entry.get("pieces", 1)))


def _place(entry: Mapping[str, Any]) -> tuple[int, int]:
    for selector in entry["selector"]:
        if selector["type"] == "TextPositionSelector":
            return int(selector["start"]), int(selector["end"])
    raise ValueError("a piece has no place in the canonical text")


def _blocks(tile: _Tile, ends: re.Pattern[str]) -> Iterator[Piece]:
    """Part a tile into its blocks again; records take neighbours together."""
    if tile.text is None:
        yield Piece(tile.start, tile.end, None, tile.cause, tile.blocks)
        return
    at = 0
    for gap in [*ends.finditer(tile.text), None]:
        end = gap.start() if gap else len(tile.text)
        if tile.text[at:end].strip():
            yield Piece(tile.start + at, tile.start + end, tile.text[at:end], tile.cause)
        at = gap.end() if gap else end


def _joined(pieces: Sequence[Piece], text: str | None, gap: int) -> Iterator[Piece]:
    """Mark the pieces that go on in the line of the one before; guess by the gap without a text."""
    end = -gap
    for piece in pieces:
        between = piece.start - end
        is_joined = (
            between < gap if text is None else end >= 0 and "\n" not in text[end : piece.start]
        )
        yield replace(piece, joined=True) if is_joined else piece
        end = piece.end


def _facts(metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in metadata.items():
        if value and name not in ("headline", "url", "warc"):
            yield name, "; ".join(map(str, value)) if isinstance(value, list) else str(value)
