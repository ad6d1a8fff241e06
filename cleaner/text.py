"""Pure measures over text: normal forms, words, sentence ends, prose."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

WORD = re.compile(r"\w+")
#: Not `\d+`: a repeat is looked for at half the pace of a set.
DIGITS = re.compile(r"\d\d*(?:[.,  ]\d+)*")
#: What most lines have at their edges, if anything.
COMMON_EDGES = " .,:;!?\"'()-|"
EDGES = re.compile(r"^[\W_]+|(?<![\W_])[\W_]+$")
#: Stands between texts that are folded all at once: a character that texts don't hold.
PARTING = "\0"

#: Scripts written without spaces: their words can't be counted by white space. Hangul has spaces,
#: but glues endings to words and is as dense: it is treated alike.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\u0e00-\u0e7f]")

#: What ends a sentence in the scripts we have phrases for, closing quotes and brackets apart.
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥][\"'”’»›)\]」』）]*$")
PLAIN_STOPS = (".", "!", "?")

#: A block of this many characters that ends like a sentence is taken for prose: chrome lines of
#: the taxonomy in the benchmark data are shorter in nine cases of ten.
PROSE_CHARS = 120
#: In a document without longer paragraphs a sentence of this length is taken for prose: prompts
#: and buttons that end with a full stop are mostly shorter.
SHORT_PROSE_CHARS = 60
#: Unspaced scripts say the same in about 2.5 times fewer characters.
UNSPACED_FACTOR = 0.4
#: A block with more than this share of its characters in links is not prose.
PROSE_LINK_SHARE = 0.5

#: Written forms of one mark, and marks without a form of their own.
_FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
           "–": "-", "—": "-", "‑": "-", "©": "copyright ", "\u00ad": "", "\u200b": "",
           "İ": "i", "\u200e": "", "\u200f": "", "\ufeff": ""}  # fmt: skip


def fold(text: str) -> str:
    """Fold case, width, typographic quotes and dashes, and runs of white space."""
    return " ".join(_fold_characters(text).split())


def _fold_characters(text: str) -> str:
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        for written, mark in _FOLDED.items():
            text = text.replace(written, mark)
    return text.casefold()


def key(text: str) -> str:
    """Give the form in which lines are compared: folded, numbers as 0, edge punctuation gone."""
    return strip_edges(DIGITS.sub("0", fold(text)))


def keys(texts: Sequence[str]) -> list[str]:
    """Give the keys of many texts, folded all at once."""
    folded = fold(f" {PARTING} ".join(texts))
    lines = DIGITS.sub("0", folded).split(PARTING)
    if len(lines) != len(texts):  # one of them holds the character itself
        return [key(text) for text in texts]
    return [strip_edges(line) for line in lines]


def strip_edges(text: str, *, left: bool = True, right: bool = True) -> str:
    """Take punctuation and white space off the edges; marks stay with the letter they sit on."""
    if left and right:
        text = text.strip(COMMON_EDGES)
    if text[:1].isalnum() and text[-1:].isalnum():
        return text
    start, end = 0, len(text)
    while left and start < end and not text[start].isalnum():
        start += 1
    while right and start < end and not _is_letter(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def words(text: str) -> list[str]:
    """Split into lower-case words, as the benchmark's scorers do."""
    return WORD.findall(text.lower())


def is_unspaced(text: str) -> bool:
    """Say whether most of the text is in a script written without spaces."""
    return not text.isascii() and len(UNSPACED.findall(text)) * 2 > len(text)


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as a sentence does."""
    if text.endswith(PLAIN_STOPS):  # as most texts
        return True
    if text[-1:].isalnum():  # as most others
        return False
    return SENTENCE_END.search(text.rstrip()[-8:]) is not None


def is_prose(text: str, link_chars: int = 0) -> bool:
    """Say whether a block is plainly running text: long, closed like a sentence, little linked."""
    if not _has_length(text, PROSE_CHARS):
        return False
    return ends_sentence(text) and link_chars <= PROSE_LINK_SHARE * len(text)


def is_short_prose(text: str) -> bool:
    """Say whether a block may be running text where all paragraphs are short."""
    return _has_length(text, SHORT_PROSE_CHARS) and ends_sentence(text)


def _has_length(text: str, chars: int) -> bool:
    """Say whether a text is as long as so many characters of a script that spells sounds."""
    if len(text) >= chars or text.isascii():
        return len(text) >= chars
    return len(text) >= chars * UNSPACED_FACTOR and is_unspaced(text)


def sha256(text: str) -> str:
    """Give the digest of a text's UTF-8 form: `sha256:` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
