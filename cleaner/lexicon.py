"""Phrases of boilerplate by language and rule, found in one pass over a line.

A file `data/phrases/<language>.toml` has a table a rule, and in it lists by how a phrase must
stand in the line: `whole`, `start`, `end` or `within`. Phrases are matched on the line's key
(`text.key`): case, width, quotes and dashes folded, numbers written as 0, edge punctuation gone.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, get_args

from ahocorasick_rs import AhoCorasick, MatchKind

from cleaner.text import DIGITS, UNSPACED, fold, key, strip_edges

How = Literal["whole", "start", "end", "within", "item", "outside"]

#: Ways to stand in a line that begin, or end, with it.
AT_START = frozenset({"whole", "outside", "start"})
AT_END = frozenset({"whole", "outside", "end"})

#: Phrases at a line's edge are looked up by this many characters of theirs.
PROBE = 4
#: Longer lines are not searched for phrases in their middle: they are prose.
LONGEST_SCANNED = 450


_Uses = dict[str, list[tuple[str, How]]]
NONE: Mapping[str, list[tuple[str, How]]] = {}


class Hit(NamedTuple):
    """A phrase found in a line's key, at `[start, end)` of the key."""

    rule: str
    how: How
    phrase: str
    start: int
    end: int


class Lexicon:
    """All phrases of some languages, compiled for look-up; build it with `lexicon()`."""

    def __init__(self, entries: Iterable[tuple[str, How, str]]) -> None:
        self._lines: _Uses = {}
        self._starts: dict[str, _Uses] = {}
        self._ends: dict[str, _Uses] = {}
        parts: _Uses = {}
        rows: _Uses = {}
        for rule, how, phrase in entries:
            if how in AT_START and how in AT_END:
                table = self._lines
            elif how in AT_START:
                table = self._starts.setdefault(phrase[:PROBE], {})
            elif how in AT_END:
                table = self._ends.setdefault(phrase[-PROBE:], {})
            else:
                table = rows if how == "item" else parts
            uses = table.setdefault(phrase, [])
            if (rule, how) not in uses:
                uses.append((rule, how))
        self._start_probes = sorted({len(probe) for probe in self._starts})
        self._end_probes = sorted({len(probe) for probe in self._ends})
        self._parts, self._rows = _Scanner(parts), _Scanner(rows)

    def find(self, line: str, *, row: bool = True) -> list[Hit]:
        """Find every phrase that stands in a line (given as its key) the way it must.

        `item` phrases are left out where the line is known to be no row of them.
        """
        size = len(line)
        hits = [Hit(*use, line, 0, size) for use in self._lines.get(line, ())]
        for length in self._start_probes:
            for phrase, uses in self._starts.get(line[:length], NONE).items():
                if line.startswith(phrase) and _is_boundary(line, len(phrase)):
                    hits += [Hit(*use, phrase, 0, len(phrase)) for use in uses]
        for length in self._end_probes:
            for phrase, uses in self._ends.get(line[-length:], NONE).items():
                if line.endswith(phrase) and _is_boundary(line, size - len(phrase)):
                    hits += [Hit(*use, phrase, size - len(phrase), size) for use in uses]
        if size <= LONGEST_SCANNED:
            hits += self._parts.find(line)
            if row:
                hits += self._rows.find(line)
        return hits


class _Scanner:
    """Finds phrases anywhere in a line."""

    def __init__(self, uses: _Uses) -> None:
        self._phrases = list(uses)
        self._uses = list(uses.values())
        self._automaton = AhoCorasick(self._phrases, matchkind=MatchKind.Standard)

    def find(self, line: str) -> list[Hit]:
        hits: list[Hit] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(line, overlapping=True):
            if _is_boundary(line, start) and _is_boundary(line, end):
                phrase = self._phrases[pattern]
                hits += [Hit(*use, phrase, start, end) for use in self._uses[pattern]]
        return hits


def _is_boundary(line: str, at: int) -> bool:
    """Say whether a word may begin or end at an offset (anywhere in unspaced scripts)."""
    if at in (0, len(line)):
        return True
    before, after = line[at - 1], line[at]
    if after.isascii() and before.isascii():
        return not (before.isalnum() and after.isalnum())
    if unicodedata.category(after).startswith("M"):
        return False
    if not (before.isalnum() and after.isalnum()):
        return True
    return bool(UNSPACED.match(before) or UNSPACED.match(after))


@lru_cache(maxsize=64)
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """Compile the phrases of some languages (codes with a file; others are passed over)."""
    return Lexicon(
        (rule, how, phrase)
        for language in languages
        for rule, table in read_phrases(language).items()
        for how, phrases in table.items()
        for phrase in phrases
    )


@lru_cache(maxsize=64)
def read_phrases(language: str) -> Mapping[str, Mapping[How, tuple[str, ...]]]:
    """Read one language's file: rule -> how -> phrases as keys; empty where there is no file."""
    if language not in phrase_languages():
        return {}
    source = files("cleaner") / "data" / "phrases" / f"{language}.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    for rule, table in tables.items():
        if unknown := set(table) - set(get_args(How)):
            raise ValueError(f"{language}.toml [{rule}]: unknown list {sorted(unknown)[0]!r}")
    return {
        rule: {how: tuple(_as_key(p, how) for p in phrases) for how, phrases in table.items()}
        for rule, table in tables.items()
    }


def _as_key(phrase: str, how: How) -> str:
    """Bring a phrase to the form of keys; where the line goes on its edge punctuation stays."""
    if how in AT_START and how in AT_END:
        return key(phrase)
    folded = DIGITS.sub("0", fold(phrase))
    return strip_edges(folded, left=how in AT_START, right=how in AT_END)


@lru_cache(maxsize=1)
def phrase_languages() -> tuple[str, ...]:
    """List the languages that have a phrase file, sorted."""
    folder = files("cleaner") / "data" / "phrases"
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    )
