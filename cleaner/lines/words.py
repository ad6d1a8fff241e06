"""What the words of a line say: stopwords, and how many it shares with the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import justext
import numpy as np
from numpy.typing import NDArray

from cleaner.lines.characters import Floats
from cleaner.rule import Page

#: jusText's stoplists by language code.
STOPLISTS = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
}  # fmt: skip
#: Only this much of a line is read: enough to tell what it is about.
READ_CHARS = 160
#: Words this short say little of the subject.
SHORTEST = 4
#: What may stand around a word.
MARKS = ".,;:!?…\"'“”„‘’«»‹›()[]{}|/*•·–—-。、，；：！？؟،۔।॥"
#: Scripts without spaces are cut into pairs of characters.
PAIRS = re.compile(r"(?=(\w\w))")
#: Weights are whole hundredths: their sum is the same in any order.
HUNDREDTHS = 100

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wording:
    """How words and pairs of neighbouring words speak for article (above 0) or chrome (below).

    `words` numbers the known words, `weights` are theirs; `pairs` are sorted codes of pairs
    (`code_pairs`), `pair_weights` theirs.
    """

    words: Mapping[str, int]
    weights: Ints
    pairs: Ints
    pair_weights: Ints


NO_WORDING = Wording({}, *(np.zeros(0, dtype=np.int64) for _ in range(3)))


class Subjects:
    """The distinct subject words of each line: `ids[i]` (below `count`) of `lines[i]`."""

    def __init__(self, lines: Ints, ids: Ints, size: int, count: int) -> None:
        self.lines, self.ids, self.count = lines, ids, count
        self.counts = np.bincount(lines, minlength=size)

    def share(self, marked: NDArray[Any]) -> Floats:
        """Give the share of each line's subject words that is marked (-1 where there are none)."""
        return _shares(np.bincount(self.lines, marked, minlength=len(self.counts)), self.counts)

    def shared_with(self, lines: NDArray[np.bool_]) -> Floats:
        """Give the share of each line's subject words that stand in another of some lines."""
        own = lines[self.lines]
        found = np.bincount(self.ids[own], minlength=self.count)
        return self.share(found[self.ids] > own)


class Words(NamedTuple):
    """Per line: share of stopwords (-1 where the language has no list), share of subject words
    that stand in prose, in any other line, in the headline, how many subject words it has, and
    how its words and pairs speak for article (above 0) or chrome (below)."""

    stopwords: Floats
    in_prose: Floats
    in_others: Floats
    in_headline: Floats
    subject: Floats
    wording: Floats
    phrasing: Floats


class Tokens(NamedTuple):
    """The words at the beginnings of lines: `ids[i]` of `lines[i]`, numbers into `known`."""

    known: list[str]
    ids: Ints
    lines: Ints


@lru_cache(maxsize=32)
def stopwords(language: str | None) -> frozenset[str]:
    """Give the stopwords of a language; none where jusText has no list."""
    name = STOPLISTS.get(language or "")
    return justext.get_stoplist(name) if name in justext.get_stoplists() else frozenset()


def read_tokens(texts: Iterable[str], unspaced: bool = False) -> Tokens:
    """Split the beginnings of lines into words (pairs of characters in unspaced scripts)."""
    starts = [text[:READ_CHARS].lower() for text in texts]
    cut = [PAIRS.findall(s) for s in starts] if unspaced else [s.split() for s in starts]
    known, ids = number([word.strip(MARKS) for word in chain.from_iterable(cut)])
    return Tokens(known, ids, np.repeat(np.arange(len(cut)), [*map(len, cut)]))


def number(words: Sequence[str]) -> tuple[list[str], Ints]:
    """Give the different words in the order in which they come, and each word's number there."""
    index = {word: at for at, word in enumerate(dict.fromkeys(words))}
    return [*index], np.fromiter(map(index.__getitem__, words), dtype=np.int64, count=len(words))


def code_pairs(ids: Ints, lines: Ints, size: int) -> tuple[Ints, Ints]:
    """Give a number for each pair of known neighbours (`ids` from 0 on) and the line it is in."""
    joined = (lines[1:] == lines[:-1]) & (ids[1:] >= 0) & (ids[:-1] >= 0)
    return (ids[:-1] * size + ids[1:])[joined], lines[1:][joined]


def read_words(page: Page, prose: NDArray[np.bool_], unspaced: bool, known: Wording) -> Words:
    """Read the words of all lines; `prose` says which lines are running text."""
    stops = stopwords(page.document.language)
    tokens = read_tokens((block.text for block in page.document.blocks), unspaced)
    size, several = len(prose), max(len(tokens.known), 1)
    distinct = np.sort(tokens.lines * several + tokens.ids)
    distinct = distinct[np.diff(distinct, prepend=-1) > 0]
    lines, ids = np.divmod(distinct, several)
    words = np.bincount(lines, minlength=size)
    is_stop = _array(map(stops.__contains__, tokens.known), bool, several)
    telling = _array(map(len, tokens.known), int, several) >= (2 if unspaced else SHORTEST)
    telling &= ~is_stop
    told = telling[ids]
    subjects = Subjects(lines[told], ids[told], size, several)
    title = _title(page, unspaced)
    stopped = np.bincount(lines, is_stop[ids], minlength=size)
    return Words(
        stopwords=_shares(stopped, words) if stops else np.full(size, -1, dtype=np.float32),
        in_prose=subjects.shared_with(prose),
        in_others=subjects.shared_with(np.ones(size, dtype=bool)),
        in_headline=subjects.share(
            _array(map(title.__contains__, tokens.known), bool, several)[subjects.ids]
        ),
        subject=subjects.counts.astype(np.float32),
        **_weigh(tokens, lines, ids, size, known),
    )


def _title(page: Page, unspaced: bool) -> frozenset[str]:
    return frozenset(read_tokens([page.headline or ""], unspaced).known)


def _weigh(tokens: Tokens, lines: Ints, ids: Ints, size: int, known: Wording) -> dict[str, Floats]:
    """Add up the weights of a line's known words and pairs, by the root of how many there are.

    `lines` and `ids` are the different words of each line.
    """
    known_at, several = known.words.get, max(len(tokens.known), 1)
    number = _array([known_at(word, -1) for word in tokens.known], np.int64, several)
    ids = number[ids]
    found = ids >= 0
    wording = _sums(lines[found], known.weights[ids[found]], size)
    codes, at = code_pairs(number[tokens.ids], tokens.lines, len(known.words))
    places = np.minimum(np.searchsorted(known.pairs, codes), max(len(known.pairs) - 1, 0))
    met = known.pairs[places] == codes if len(known.pairs) else np.zeros(len(codes), bool)
    phrasing = _sums(at[met], known.pair_weights[places[met]], size)
    return {"wording": wording, "phrasing": phrasing}


def _shares(found: NDArray[Any], of: Ints) -> Floats:
    """Give shares of counts, -1 where there is nothing to have a share of."""
    shares: Floats = (found / np.maximum(of, 1)).astype(np.float32)
    shares[of == 0] = -1
    return shares


def _sums(lines: Ints, weights: Ints, size: int) -> Floats:
    total = np.bincount(lines, weights, minlength=size)
    found = np.bincount(lines, minlength=size)
    sums: Floats = (total / (HUNDREDTHS * np.sqrt(np.maximum(found, 1)))).astype(np.float32)
    return sums


def _array(values: Iterable[Any], kind: Any, size: int) -> NDArray[Any]:
    """Make an array of a size, with 0 where values are too few."""
    return np.fromiter(chain(values, (0,)), dtype=kind, count=size)
