"""Lists of the article's own: short lines that only what stands around them tells from chrome."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cleaner.lines.features import Bools

#: The number or letter of an entry: "3. ", "(3) ", "c) ".
ENTRY = re.compile(r"\s*[(\[]?(\d{1,3}|[^\W\d_])[.):\]]\s")
#: What names who speaks or what is asked: "Q: ", "Mrs Holm: ", "Q. ".
SPEAKER = re.compile(r"\s*([^\W\d_][^:：.?!]{0,24}[:：]|[^\W\d_]\.)")
#: An answer of some lines may stand between two entries of a series, not a section.
REACH = 8
#: A list that a colon announces, or a table between two paragraphs, has at most so many lines.
LONGEST = 60
#: Two lines alike are no table yet.
TABLE = 3
#: Lines of a table: words and a figure at the end, a score, or a label and what it holds.
FIGURE = re.compile(r"\d\S{0,2}\Z")
THREE_LETTERS = re.compile(r"[^\W\d_]{3}")
SCORE = re.compile(r"\b\d{1,3} ?[-–] ?\d{1,3}\b")
LABEL_ROW = re.compile(r"[^\W\d_][^:：.?!]{0,30}[:：] ?\S")
LONGEST_ROW = 100
COLONS = (":", "：")


class Lists(NamedTuple):
    """Which lines are entries of lists of the article's own, and which stand amid such entries."""

    entries: Bools
    amid: Bools


def find_lists(lines: Sequence[str], own: Bools, prose: Bools) -> Lists:
    """Find lists that the article begins, announces or goes on behind.

    `own` says which lines are more likely the article's than not, `prose` which are running text.
    """
    entries, amid = np.zeros_like(own), np.zeros_like(own)
    for last, at in _series(lines, own):
        entries[at] = True
        amid[last + 1 : at + 2] = True
    for begin, end in _gaps(own & prose):
        announced = (at for at in range(begin, end) if own[at - 1] and _announces(lines[at - 1]))
        entries[next(announced, end) : end] = True
        for first, behind in _tables(lines[begin:end]):
            entries[begin + first : begin + behind] = True
    return Lists(entries, amid)


def _announces(line: str) -> bool:
    return line.rstrip().endswith(COLONS)


def _series(lines: Sequence[str], own: Bools) -> Iterator[tuple[int, int]]:
    """Give each entry that goes on a series begun in the article's lines, behind the last one."""
    seen: dict[str | int, int] = {}
    for at, line in enumerate(lines):
        number, speaker = ENTRY.match(line), SPEAKER.match(line)
        marks: list[str | int] = [speaker.group(1)] if speaker else []
        before = list(marks)
        if number:
            place = _place(number.group(1))
            marks.append(place)
            before += [place - 1, place + 1]
        last = max((seen[mark] for mark in before if mark in seen), default=-REACH)
        goes_on = last >= 0 and at - last <= REACH
        if goes_on:
            yield last, at
        if goes_on or own[at]:
            seen.update(dict.fromkeys(marks, at))


def _place(number: str) -> int:
    """Give an entry's place in its series; letters stand far from numbers."""
    return int(number) if number.isdecimal() else 1000 + ord(number)


def _gaps(paragraphs: Bools) -> Iterator[tuple[int, int]]:
    """Give the stretches between two paragraphs of the article that a list may fill."""
    at = np.flatnonzero(paragraphs).tolist()
    for begin, end in pairwise(at):
        if 1 < end - begin <= LONGEST:
            yield begin + 1, end


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the runs of lines that look like rows of one table."""
    begin = 0
    for at, line in enumerate([*lines, ""]):
        if len(line) > LONGEST_ROW or not _is_row(line.strip()):
            if at - begin >= TABLE:
                yield begin, at
            begin = at + 1


def _is_row(line: str) -> bool:
    figure = FIGURE.search(line)
    ends_so = figure is not None and THREE_LETTERS.search(line, 0, figure.start()) is not None
    return ends_so or SCORE.search(line) is not None or LABEL_ROW.match(line) is not None
