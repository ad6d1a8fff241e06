"""Records put to the test: the canonical text restored, and every claim held against it.

Nothing here trusts what made the record; `selectors` holds what a record says of places in its
source against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from cleaner.decode import decode
from cleaner.errors import CleanerError, RecordError
from cleaner.model import BLOCK_GAP, Span
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text
from cleaner.selectors import Original, find_wrong, written
from cleaner.text import sha256

Record = Mapping[str, Any]

#: The rest of a line.
LINE = re.compile(r"[^\r\n]*")
#: What reading a record raises that is none.
MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError)
#: Between two pieces of one line that something was cut out of.
WORD_GAP = " "


class Break(NamedTuple):
    """Where a record breaks, as a path into it, and what is wrong there."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Tile(NamedTuple):
    """A segment or removal of a record with its place in the canonical text."""

    where: str
    entry: Mapping[str, Any]
    span: Span


def restore(record: Record, source: str | bytes | None = None) -> str:
    """Give the canonical text of a record, from its source or else from its removed text.

    Raises `RecordError` where neither is there, where the text is not the one the record tells of,
    and for what is no record.
    """
    try:
        text = _from_record(record) if source is None else _read(record, source).document.text
        if text is None:
            raise RecordError("the record has no removed text; restoring needs its source")
        if broken := _first(_check_text(record, text)):
            raise RecordError(str(broken))
    except MALFORMED as error:
        raise RecordError(_malformed(error)) from None
    return text


def verify(record: Record, source: str | bytes | None = None) -> Break | None:
    """Hold a record against its source and give the first break, None where all holds.

    Checked are form, offsets and tiling; where the source is given or the record has its removed
    text, the digests and every piece of text; and with the source, its digest and the selectors.
    """
    try:
        return _first(_breaks(record, source))
    except RecordError as error:
        return Break("source", error.cause)
    except MALFORMED as error:
        return Break("record", _malformed(error))


def _malformed(error: Exception) -> str:
    return f"malformed: {type(error).__name__}: {error}"


def _first(breaks: Iterator[Break]) -> Break | None:
    return next(breaks, None)


def _breaks(record: Record, source: str | bytes | None) -> Iterator[Break]:
    tiles = _tiles(record)
    yield from _check_tiles(record, tiles)
    yield from _check_evidence(record)
    yield from _check_output(record)
    yield from _check_repairs(record)
    original = None if source is None else _read(record, source)
    text = original.document.text if original else _from_record(record)
    if text is None:
        return
    yield from _check_text(record, text)
    yield from _check_pieces(record, tiles, text)
    yield from _check_gaps(record, tiles, text)
    if original:
        for tile in tiles:
            yield from _check_selectors(tile, original)


def _read(record: Record, source: str | bytes) -> Original:
    """Read a source as the record says it was read; raises `RecordError` for another source."""
    provenance = record["provenance"]
    derived = provenance["wasDerivedFrom"]
    options = provenance["wasGeneratedBy"]["used"]["options"]
    media_type = derived["encodingFormat"]
    try:
        read = decode(source, encoding=options.get("encoding"), media_type=media_type)
        if read.digest != derived["digest"]:
            raise RecordError(f"its digest is {read.digest}, the record's {derived['digest']}")
        if read.encoding != derived["encoding"]:
            raise RecordError(f"its encoding is {read.encoding}, the record's another")
        tree = parse(read.text) if media_type == "text/html" else None
    except RecordError:
        raise
    except CleanerError as error:
        raise RecordError(str(error)) from error
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return Original(raw, read, tree, segment_html(tree) if tree else segment_text(read.text))


def _from_record(record: Record) -> str | None:
    """Put the canonical text together from the record alone; None where it lacks the text."""
    provenance = record["provenance"]
    if "text" in provenance["wasDerivedFrom"]:
        return str(provenance["wasDerivedFrom"]["text"])
    if "gaps" not in provenance:
        return None
    parts: list[str] = []
    tiles = _tiles(record)
    for gap, tile in zip(provenance["gaps"], tiles, strict=False):
        entry = tile.entry
        kept = "rule" not in entry
        parts += [gap, record["text"][entry["start"] : entry["end"]] if kept else entry["text"]]
    return "".join([*parts, *provenance["gaps"][len(tiles) :]])


def _tiles(record: Record) -> list[Tile]:
    """Give segments and removals in the order of the canonical text."""
    tiles = [
        Tile(f"provenance.{name}[{at}]", entry, _canonical(entry))
        for name in ("segments", "removals")
        for at, entry in enumerate(record["provenance"][name])
    ]
    return sorted(tiles, key=lambda tile: tile.span)


def _canonical(entry: Mapping[str, Any]) -> Span:
    found = [s for s in entry["selector"] if s["type"] == "TextPositionSelector"]
    if len(found) != 1:
        raise ValueError("a piece has one TextPositionSelector over the canonical text")
    return Span(found[0]["start"], found[0]["end"])


def _check_tiles(record: Record, tiles: Sequence[Tile]) -> Iterator[Break]:
    """Check that no two pieces overlap and that none is out of bounds."""
    end = record["provenance"]["wasDerivedFrom"]["textLength"]
    for tile in tiles:
        if not 0 <= tile.span.start < tile.span.end <= end:
            yield Break(tile.where, f"{written(tile.span)} is no range of {end} characters")
        chars = tile.entry.get("chars", tile.span.end - tile.span.start)
        if chars != tile.span.end - tile.span.start:
            yield Break(f"{tile.where}.chars", f"{chars}, but the place is {written(tile.span)}")
    for one, other in pairwise(tiles):
        if one.span.end > other.span.start:
            yield Break(other.where, f"{written(other.span)} overlaps {one.where}")


def _check_evidence(record: Record) -> Iterator[Break]:
    """Check that metadata were read at places that there are."""
    end = record["provenance"]["wasDerivedFrom"]["textLength"]
    for name, entry in record["provenance"]["evidence"].items():
        places = [(at["type"], at["start"], at["end"]) for at in entry.get("selector", ())]
        for kind, first, last in places:
            if kind != "TextPositionSelector" or not 0 <= first < last <= end:
                yield Break(f"provenance.evidence.{name}", f"{kind} finds nothing")


def _check_output(record: Record) -> Iterator[Break]:
    """Check that segments and repairs make up the output, in order, with only space between."""
    text, at, source = record["text"], 0, 0
    for where, entry in _output(record):
        start, end, span = entry["start"], entry["end"], _canonical(entry)
        if not at <= start < end <= len(text) or span.start < source:
            yield Break(where, "the segments are not in order")
        if "rule" not in entry and end - start != span.end - span.start:
            yield Break(where, f"{written(Span(start, end))} is not as long as {written(span)}")
        if text[at:start].strip():
            yield Break(where, f"no segment accounts for the text at {written(Span(at, start))}")
        at, source = end, span.end
    if text[at:].strip():
        yield Break("text", f"no segment accounts for the text at {written(Span(at, len(text)))}")


def _output(record: Record) -> list[tuple[str, Mapping[str, Any]]]:
    """Give segments and repairs in the order of the output, each with its path."""
    found = [
        (f"provenance.{name}[{at}]", entry)
        for name in ("segments", "repairs")
        for at, entry in enumerate(record["provenance"].get(name, ()))
    ]
    return sorted(found, key=lambda piece: int(piece[1]["start"]))


def _check_repairs(record: Record) -> Iterator[Break]:
    """Check that what repairs stand for is removed."""
    provenance = record["provenance"]
    mended = [_canonical(r) for r in provenance["removals"] if r["step"] == "repair"]
    for number, repair in enumerate(provenance.get("repairs", ())):
        span = _canonical(repair)
        if not any(m.start <= span.start and span.end <= m.end for m in mended):
            yield Break(f"provenance.repairs[{number}]", "nothing was removed there")


def _check_text(record: Record, text: str) -> Iterator[Break]:
    derived = record["provenance"]["wasDerivedFrom"]
    if len(text) != derived["textLength"]:
        yield Break("provenance.wasDerivedFrom.textLength", f"the text has {len(text)} characters")
    if (found := sha256(text)) != derived["textDigest"]:
        yield Break("provenance.wasDerivedFrom.textDigest", f"the text's digest is {found}")
    if derived.get("text", text) != text:
        yield Break("provenance.wasDerivedFrom.text", "is not the text of the source")


def _check_pieces(record: Record, tiles: Sequence[Tile], text: str) -> Iterator[Break]:
    """Check each piece against the canonical text, and that only white space is left over."""
    at = 0
    for tile in tiles:
        if text[at : tile.span.start].strip():
            left = written(Span(at, tile.span.start))
            yield Break("provenance", f"nothing accounts for the source text at {left}")
        piece, entry = text[tile.span.start : tile.span.end], tile.entry
        if "rule" not in entry:
            if record["text"][entry["start"] : entry["end"]] != piece:
                yield Break(tile.where, "the output has another text there than the source")
        elif sha256(piece) != entry["digest"]:
            yield Break(f"{tile.where}.digest", f"the digest of that text is {sha256(piece)}")
        elif entry.get("text", piece) != piece:
            yield Break(f"{tile.where}.text", "is not the text of the source")
        at = tile.span.end
    if text[at:].strip():
        left = written(Span(at, len(text)))
        yield Break("provenance", f"nothing accounts for the source text at {left}")


def _check_gaps(record: Record, tiles: Sequence[Tile], text: str) -> Iterator[Break]:
    """Check white space: between segments of the output, and as the record states it."""
    provenance = record["provenance"]
    is_page = provenance["wasDerivedFrom"]["encodingFormat"] == "text/html"
    repaired = {repair["start"] for repair in provenance.get("repairs", ())}
    mended = {_canonical(r).start for r in provenance["removals"] if r["step"] == "repair"}
    for number, (one, other) in enumerate(pairwise(provenance["segments"]), 1):
        gap = record["text"][one["end"] : other["start"]]
        end = _canonical(one).end
        if end in mended or repaired.intersection(range(one["end"], other["start"])):
            continue
        if not is_page:
            rest = LINE.match(text, end)  # what was cut off at the line's end
            end += len(rest[0].rstrip()) if rest else 0
        if gap != WORD_GAP and gap != (BLOCK_GAP if is_page else text[end : end + len(gap)]):
            yield Break(f"provenance.segments[{number}]", f"the gap before it is {gap!r}")
    ends = [0, *(tile.span.end for tile in tiles)]
    starts = [*(tile.span.start for tile in tiles), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if provenance.get("gaps", gaps) != gaps:
        yield Break("provenance.gaps", "is not the white space of the source")


def _check_selectors(tile: Tile, original: Original) -> Iterator[Break]:
    for number, selector in enumerate(tile.entry["selector"]):
        if wrong := find_wrong(selector, original, tile.span):
            yield Break(f"{tile.where}.selector[{number}]", wrong)
