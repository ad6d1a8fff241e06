"""Phrases of boilerplate by language and rule, found in one pass over a document's lines.

A file `data/phrases/<language>.toml` has a table a rule, and in it lists by how a phrase must
stand in the line: `whole`, `start`, `end` or `within`; `opening` is a start that sentences of an
article may have too, and counts in a sentence that goes on behind it only with one of the rule's
`about` words there. Phrases are matched on the line's key (`text.key`): case, width, quotes and
dashes folded, numbers written as 0, edge punctuation gone.
"""

from __future__ import annotations

import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Literal, NamedTuple, get_args

from ahocorasick_rs import AhoCorasick, MatchKind

from cleaner.text import DIGITS, UNSPACED, fold, key, strip_edges

How = Literal["whole", "start", "end", "within", "item", "outside", "opening", "about"]

#: Ways to stand in a line that begin, or end, with it.
AT_START = frozenset({"whole", "outside", "start", "opening"})
AT_END = frozenset({"whole", "outside", "end"})

#: Longer lines are not searched for phrases in their middle: they are prose.
LONGEST_SCANNED = 450

#: Stands before and after every line of a document when all are searched at once.
EDGE = "\n"

#: Stands above the tables of a file: other spellings that whole pages use, each as the letters that
#: change and those that take their places.
SPELLINGS = "spellings"


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
        every = dict.fromkeys(entries)
        self._items = _Phrases([entry for entry in every if entry[1] == "item"])
        self._about = _Phrases([entry for entry in every if entry[1] == "about"])
        self._others = _Phrases([entry for entry in every if entry[1] not in ("item", "about")])

    def find(self, line: str, *, row: bool = True) -> list[Hit]:
        """Find every phrase that stands in a line (given as its key) the way it must.

        `item` phrases are left out where the line is known to be no row of them.
        """
        return self.find_all([line], [row]).get(0, [])

    def find_all(self, lines: Sequence[str], rows: Sequence[bool]) -> dict[int, list[Hit]]:
        """Find the phrases of many lines in one pass over all of them: hits by line index.

        A second pass looks for `item` phrases in rows alone, and for `about` words where there is
        an `opening`: they are short words, most of which stand in prose.
        """
        found = self._others.find(lines, range(len(lines)))
        short = [at for at, row in enumerate(rows) if row and len(lines[at]) <= LONGEST_SCANNED]
        opened = [at for at, hits in found.items() if any(hit.how == "opening" for hit in hits)]
        for phrases, among in ((self._items, short), (self._about, opened)):
            for at, hits in phrases.find([lines[at] for at in among], among).items():
                found.setdefault(at, []).extend(hits)
        return found


class _Phrases:
    """Phrases as one automaton; those that begin or end a line have its `EDGE` in their pattern."""

    def __init__(self, entries: Iterable[tuple[str, How, str]]) -> None:
        patterns: dict[str, list[tuple[str, How, str]]] = {}
        for rule, how, phrase in entries:
            left = EDGE if how in AT_START else ""
            right = EDGE if how in AT_END else ""
            patterns.setdefault(f"{left}{phrase}{right}", []).append((rule, how, phrase))
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.Standard)
        self._uses = list(patterns.values())

    def find(self, lines: Sequence[str], names: Sequence[int]) -> dict[int, list[Hit]]:
        """Find the phrases of lines: hits by the line's name."""
        text = EDGE + EDGE.join(lines) + EDGE + EDGE
        ends = list(accumulate([len(line) + 1 for line in lines]))  # of the lines, within `text`
        found: dict[int, list[Hit]] = {}
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not (_is_boundary(text, start) and _is_boundary(text, end)):
                continue
            at = bisect_left(ends, start + 1)
            size = len(lines[at])
            first = ends[at] - size
            begin = max(start, first) - first
            for rule, how, phrase in self._uses[pattern]:
                if how != "within" or size <= LONGEST_SCANNED:
                    hit = Hit(rule, how, phrase, begin, begin + len(phrase))
                    found.setdefault(names[at], []).append(hit)
        return found


def _is_boundary(text: str, at: int) -> bool:
    """Say whether a word may begin or end at an offset (anywhere in unspaced scripts)."""
    before, after = text[at - 1], text[at]
    if after.isascii():
        if not (after.isalnum() and before.isalnum()):
            return True
        if before.isascii():
            return False
    elif not (before.isalnum() and after.isalnum()):
        return not unicodedata.category(after).startswith("M")
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
    spellings = [str.maketrans(*letters) for letters in tables.pop(SPELLINGS, ())]
    for rule, table in tables.items():
        if unknown := set(table) - set(get_args(How)):
            raise ValueError(f"{language}.toml [{rule}]: unknown list {sorted(unknown)[0]!r}")
    return {
        rule: {
            how: _spelt([_as_key(p, how) for p in phrases], spellings)
            for how, phrases in table.items()
        }
        for rule, table in tables.items()
    }


@lru_cache(maxsize=256)
def phrases_of(rule: str, how: How, language: str | None) -> tuple[str, ...]:
    """List a rule's phrases that stand in a line this way, of a language and of English."""
    languages = dict.fromkeys((language or "en", "en"))
    tables = [read_phrases(known).get(rule, {}) for known in languages]
    return tuple(phrase for table in tables for phrase in table.get(how, ()))


def _spelt(phrases: Sequence[str], spellings: Sequence[Mapping[int, int]]) -> tuple[str, ...]:
    """Give phrases as they are written, and in each of the other spellings."""
    others = [p.translate(spelling) for spelling in spellings for p in phrases]
    return tuple(dict.fromkeys([*phrases, *others]))


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
