"""A document's lines as site profiles count them: hashes of a form with slots.

Numbers are a slot, and in lines with numbers the names of months and weekdays: "Views: 1641" and
"Views: 22", "Monday, 19 June 2023" and "Friday, 2 May 2024" are one line each.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import not_
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from cleaner.dates.words import date_words
from cleaner.model import Block, Document, KnownForms
from cleaner.text import ends_sentence, is_prose, key, keys

#: Of longer lines the beginning counts; they are nearly always an article's own.
LONGEST = 2000
#: Lines of the template are mostly as short as this, and come again word for word.
SHORT_CHARS = 160
#: Lines with fewer letters ("3", "|", "OK") say nothing by standing on several pages.
LETTERS = re.compile(r"(?:[\W\d_]*[^\W\d_]){3}")
#: Dates are looked for in lines up to this length; in prose they are part of the story.
LONGEST_DATED = 80
#: Of a page with more lines the first and last are counted: a few pages are lists of thousands.
MOST_LINES = 1200

PROSE, SENTENCE, HEADING = 1, 2, 4
REGION_SHIFT = 3
#: Where on a page a line stands, by the nearest of these elements around it; the place in this
#: list is what profiles hold.
REGIONS = ("", "nav", "header", "footer", "aside", "form", "article", "main")
_REGION_NUMBERS = {name: at for at, name in enumerate(REGIONS) if name}
#: Characters of a line's form that are kept, for those that recur.
FORM_CHARS = 200
#: Words at either end of a line by which an edited copy is found.
PART_WORDS = 4
#: So many characters have that many words at least.
END_CHARS = 2 * PART_WORDS - 1
#: Of texts too long to have a key this much is folded to see what they begin with. Where that comes
#: to half as much or less, what they begin with isn't sure; else so many characters of it are.
OPENING_CHARS = 60
SURE_CHARS = 24
#: Longer lines are seldom the template's; they are looked for in their place alone.
PARTED_CHARS = 120
#: Characters a step of a line's size stands for, and the largest step.
SIZE_STEP = 8
MOST_STEPS = 255

#: Edited copies are looked for of lines on so many pages, or on most of them where few are known.
FEWEST_COPIED = 3

#: What the numbers of a line's beginning and of its end go on from.
FIRST, LAST = crc32(b"< "), crc32(b"> ")
#: Two numbers of 62 bits, drawn once: with them a line's hash becomes those of its two sides.
AFTER, BEFORE = 0x2F6E5C1B9A3D7048, 0x11D47A3E8B60C95F
#: A line of a page as it is kept: hash, size in steps, flags.
LINE = np.dtype([("line", "<i8"), ("size", "u1"), ("flags", "u1")])


class SiteLine(NamedTuple):
    """A block's line: the hash it is known by (0: it isn't counted), and its comparison form."""

    number: int
    key: str


class DocumentLines(NamedTuple):
    """The lines of a document: hashes of those that may be known, and the comparison forms of all
    that were asked about, both by block index (of texts too long to have a key, that begin like no
    line that is known: the text)."""

    numbers: dict[int, int]
    forms: Sequence[str]


def site_line(text: str, form: str = "") -> SiteLine:
    """Give the line of a text; `form` is its key where that is known."""
    if not form or len(text) > LONGEST:
        form = key(text[:LONGEST])
    return _short_line(form) if len(form) <= SHORT_CHARS else _line(form)


def site_lines(
    blocks: Sequence[Block], keys: Sequence[str], asked: Sequence[int], known: KnownForms | None
) -> DocumentLines:
    """Give the lines of some blocks; `keys` are those of all blocks, as far as they are known.

    Where all is `known` that a site's lines say, only those that can be one of them are hashed.
    """
    forms = list(keys)
    if known is None:
        numbers, unsure = {}, asked
    else:
        own = [forms[at] for at in asked]
        found = list(map(known.numbers.get, own))
        numbers = {at: n for at, n in compress(zip(asked, found, strict=True), found) if n}
        unsure = [
            at
            for at, form in compress(zip(asked, own, strict=True), map(not_, found))
            if not (size := len(form))
            or (size <= LONGEST_DATED and "0" in form)
            or (size >= FORM_CHARS and form[:SURE_CHARS] in known.openings)
        ]
    unlike = _unlike([at for at in unsure if not forms[at]], blocks, known) if known else ()
    for at in unsure:
        if at in unlike:
            forms[at] = blocks[at].text
            continue
        if 0 < len(form := forms[at]) <= SHORT_CHARS:
            number, forms[at] = _short_line(form)
        else:
            number, forms[at] = site_line(blocks[at].text, form)
        if number:
            numbers[at] = number
    return DocumentLines(numbers, forms)


def _unlike(long: Sequence[int], blocks: Sequence[Block], known: KnownForms) -> set[int]:
    """Give those of some texts that can't begin like a line that is known, as far as their openings
    show."""
    openings = keys([blocks[at].text[:OPENING_CHARS] for at in long]) if long else []
    return {
        at
        for at, opening in zip(long, openings, strict=True)
        if 2 * len(opening) >= OPENING_CHARS and opening[:SURE_CHARS] not in known.openings
    }


@lru_cache(maxsize=1 << 16)
def _short_line(form: str) -> SiteLine:
    return _line(form)


def _line(form: str) -> SiteLine:
    if not LETTERS.match(form):
        return SiteLine(0, form)
    if "0" in form and len(form) <= LONGEST_DATED:
        form = " ".join("0" if _is_date_word(word) else word for word in form.split())
    return SiteLine(_hash(form), form)


def _hash(form: str) -> int:
    digest = hashlib.blake2b(form.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


@lru_cache(maxsize=1 << 14)
def _is_date_word(word: str) -> bool:
    bare = word.strip(".,")
    known = date_words()
    return len(bare) > 2 and (bare in known.months or known.known.is_one(bare))


def known_forms(lines: Collection[int], forms: Mapping[int, str]) -> KnownForms | None:
    """Give what lines say, by their hashes; None where that isn't known of all."""
    if len(forms) < len(lines):
        return None
    openings = frozenset([form[:SURE_CHARS] for form in forms.values()])
    first = frozenset([opening[:END_CHARS] for opening in openings])
    last = frozenset([form[-END_CHARS:] for form in forms.values()])
    whole = {form: number for number, form in forms.items() if len(form) < FORM_CHARS}
    return KnownForms(whole, openings, first, last)


def line_parts(form: str) -> tuple[int, ...]:
    """Give numbers for a line's beginning and end, by which its edited copies are found.

    Lines of few words have none, nor have long ones.
    """
    if len(form) > PARTED_CHARS or form.count(" ") < PART_WORDS:
        return ()
    words = form.encode("utf-8", "surrogatepass").split(b" ")
    first, last = b" ".join(words[:PART_WORDS]), b" ".join(words[-PART_WORDS:])
    return crc32(first, FIRST), crc32(last, LAST)


def line_sides(preceding: int, following: int) -> tuple[int, ...]:
    """Give the numbers by which a line is found that mostly stands between two others, given as
    hashes (0: none): one for each."""
    if preceding and following:
        return preceding ^ AFTER, following ^ BEFORE
    if preceding:
        return (preceding ^ AFTER,)
    return (following ^ BEFORE,) if following else ()


def line_ways(form: str, preceding: int, following: int) -> tuple[int, ...]:
    """Give the numbers by which a line's copies are found, however edited."""
    return line_parts(form) + line_sides(preceding, following)


def fewest_copied(pages: int) -> int:
    """Give on how many of a site's pages a line stands whose edited copies are looked for."""
    return min(FEWEST_COPIED, pages // 2 + 1)


class PageLines(NamedTuple):
    """The lines of one page in order: packed (`LINE`), and the beginnings of their forms."""

    packed: bytes
    forms: tuple[str, ...]


def page_lines(document: Document) -> PageLines:
    """Read the lines of a document that profiles count."""
    blocks: Sequence[Block] = document.blocks
    if len(blocks) > MOST_LINES:
        blocks = [*blocks[: MOST_LINES // 2], *blocks[-MOST_LINES // 2 :]]
    regions = _regions(document)
    rows: list[tuple[int, int, int]] = []
    forms: list[str] = []
    for block, form in zip(blocks, keys([b.text[:LONGEST] for b in blocks]), strict=True):
        line = site_line(block.text, form)
        if line.number:
            size = min(MOST_STEPS, -(-len(block.text) // SIZE_STEP))
            rows.append((line.number, size, _flags(block, regions)))
            forms.append(line.key[:FORM_CHARS])
    return PageLines(np.array(rows, dtype=LINE).tobytes(), tuple(forms))


def _flags(block: Block, regions: Sequence[int]) -> int:
    region = regions[block.element] if block.element >= 0 else 0
    return (
        PROSE * is_prose(block.text, block.link_chars)
        | SENTENCE * ends_sentence(block.text)
        | HEADING * (block.kind == "heading")
        | region << REGION_SHIFT
    )


def _regions(document: Document) -> list[int]:
    """Give the region of each element: its own, or else its parent's."""
    regions: list[int] = []
    for element in document.elements:
        above = regions[element.parent] if element.parent >= 0 else 0
        regions.append(_REGION_NUMBERS.get(element.tag, above))
    return regions


def unpack(packed: bytes) -> np.ndarray[Any, np.dtype[np.void]]:
    """Give packed lines as an array of `LINE`."""
    return np.frombuffer(packed, dtype=LINE)
