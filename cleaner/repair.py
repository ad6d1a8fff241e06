"""Mend what extraction and wrong decoding did to the words that are kept; on request only.

Mojibake is ftfy's (Robyn Speer), entities are the standard library's; invisible characters, white
space and hyphens at line ends are ours. Every change is a finding over a range of the source, so
that the account of characters holds: what stood there is a removal, what stands instead a repair.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Levenshtein

from cleaner.model import Block, Decision, Span, Verdict
from cleaner.rule import Page

#: What this step can do, and what each of them means.
RULES: Mapping[str, str] = {
    "mojibake": "Characters that a wrong decoding made, read anew (with --repair).",
    "entity": "Entities that were left in the text, decoded (with --repair).",
    "invisible-character": "Characters without width or meaning in a text (with --repair).",
    "white-space": "Runs of blanks and odd blanks inside a line (with --repair).",
    "hyphenation": "A word that a line's end parted, put together again (with --repair).",
}
#: Of what ftfy can do, what mends damage; the writer's quotes, ligatures and widths stay.
FIXES: Mapping[str, Any] = {
    "unescape_html": False,
    "uncurl_quotes": False,
    "fix_latin_ligatures": False,
    "fix_character_width": False,
    "fix_line_breaks": False,
    "normalization": None,
    "explain": False,
}
#: An entity, escaped once or more often. Where markup stands too, the text is about it.
ENTITY = re.compile(r"&(?:amp;)*(?:#\d{2,6}|#x[\da-fA-F]{2,5}|[a-zA-Z]{2,8}\d?);")
MARKUP = "<"
#: Soft hyphen, zero-width space, word joiner, byte-order mark, invisible operators. Joiners and
#: marks of direction are letters' business in many scripts, and stay.
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060-\u2064\ufeff]+")
#: Blanks that are not one plain space; the wide one of East Asian texts stands for itself.
BLANKS = re.compile(r"[^\S\n\r\u3000]{2,}|[^\S\n\r\u3000 ]")
#: A word cut by a line's end goes on in small letters; hyphens that belong to it are kept where
#: the text writes it with one elsewhere.
CUT = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,}+)[-\u2010]$")
REST = re.compile(r"[^\W\d_]+")
#: Lines of a wrapped paragraph are about as long as this; shorter ones end with a dash, not a word.
SHORTEST_LINE = 30


def find_damage(
    page: Page, decisions: Sequence[Decision], ignore: Collection[str] = ()
) -> list[list[Verdict]]:
    """Find what to mend in the blocks that are kept, some kinds apart: verdicts by block index.

    A verdict's `span` is the range of the canonical text that goes, `instead` what takes its place.
    """
    verdicts: list[list[Verdict]] = [[] for _ in decisions]
    kept = [
        block
        for block, decision in zip(page.document.blocks, decisions, strict=True)
        if decision.action == "keep"
    ]
    for block in kept:
        verdicts[block.index] += _in_block(block)
    for block, after in _wrapped(kept):
        place = block.span.end - 1, after.span.start
        verdicts[block.index].append(_mend("hyphenation", "a line's end parts a word", *place, ""))
    return [[v for v in found if v.rule not in ignore] for found in verdicts]


def _mend(rule: str, reason: str, start: int, end: int, instead: str) -> Verdict:
    return Verdict(rule, "remove", reason, step="repair", span=Span(start, end), instead=instead)


def _in_block(block: Block) -> list[Verdict]:
    """Find what to mend within a block; where two findings meet, the first kind counts."""
    text, first = block.text, block.span.start
    taken = [False] * len(text)
    verdicts = []
    for rule, start, end, instead in (*_entities(text), *_misread(text), *_blanks(text)):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            reason = f"{text[start:end]!r} stands for {instead!r}"
            verdicts.append(_mend(rule, reason, first + start, first + end, instead))
    return verdicts


def _entities(text: str) -> Iterator[tuple[str, int, int, str]]:
    for found in ENTITY.finditer(text) if MARKUP not in text else ():
        read = found.group()
        while (more := unescape(read)) != read:
            read = more
        if not ENTITY.fullmatch(read):
            yield "entity", *found.span(), " " if read.isspace() else INVISIBLE.sub("", read)


def _blanks(text: str) -> Iterator[tuple[str, int, int, str]]:
    yield from (("invisible-character", *found.span(), "") for found in INVISIBLE.finditer(text))
    yield from (("white-space", *found.span(), " ") for found in BLANKS.finditer(text))


def _misread(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Give the ranges that ftfy reads otherwise, each with what it reads."""
    if text.isascii() and text.isprintable():
        return
    import ftfy  # here: slow to import, and few ask for repairs

    fixed = ftfy.fix_text(text, ftfy.TextFixerConfig(**FIXES))
    changes: list[list[int]] = []
    for op in Levenshtein.opcodes(text, fixed) if fixed != text else ():
        start, end, to, past = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal":
            continue
        if start == end and start:  # nothing goes: take the character before it along
            start, to = start - 1, to - 1
        elif start == end:
            end, past = end + 1, past + 1
        if changes and start <= changes[-1][1]:
            changes[-1][1], changes[-1][3] = end, past
        else:
            changes.append([start, end, to, past])
    yield from (("mojibake", start, end, fixed[to:past]) for start, end, to, past in changes)


def _wrapped(kept: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """Give the lines whose last word goes on in the next, with the next."""
    said = {word.lower() for block in kept for word in block.text.split()}
    for block, after in pairwise(kept):
        cut, rest = CUT.search(block.text), REST.match(after.text)
        if block.kind != "line" or after.index != block.index + 1 or not cut or not rest:
            continue
        if (
            len(block.text) < SHORTEST_LINE
            or not rest.group().islower()
            or not cut[1][1:].islower()
        ):
            continue
        whole = f"{cut[1]}{rest.group()}".lower()
        hyphened = f"{cut[1]}-{rest.group()}".lower()
        if hyphened not in said or whole in said:
            yield block, after
