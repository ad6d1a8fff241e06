"""The headline of a plain text: the line above the body that reads and stands most like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.addresses import split_address
from cleaner.agencies import read_dateline
from cleaner.dates import read_date_line
from cleaner.header import byline_label, byline_labels
from cleaner.lexicon import phrases_of
from cleaner.model import Block
from cleaner.persons import read_byline
from cleaner.rule import Page, behind
from cleaner.text import is_prose, is_short_prose, is_unspaced, words
from cleaner.titles import strip_names

#: Points for what speaks for a headline and against it. A logistic regression over the lines
#: above the body in the benchmark's text inputs gave the weights, lines of the article counting
#: three times; they are rounded. Datelines and addresses are rare there and were set by hand.
POINTS = {
    "date below": 2.5, "date above": 1.5, "byline below": 1.5, "stands twice": 0.5,
    "short": -1.5, "long": -2.0, "question": -1.0, "nothing like it above": 2.0,
    "right above the body": -1.0, "paragraph between": 1.0, "dateline in the lead": 3.0,
    "bar": 1.5, "in the address": 3.0,
}  # fmt: skip
START = -4.5
WORDS_IN_BODY = 2.5
LENGTH = 1.5
CAPITALS = 0.75
DISTANCE = -2.5
#: A line with fewer points is no headline; of ten with more, eight are it word for word.
LEAST_POINTS = -0.75
#: ... but one with fewer than these stays in the text: of the others many are headings of the
#: article.
SURE_POINTS = 0.25
#: The headline is looked for so many lines above the body, dates and bylines around it nearer.
LINES_ABOVE_BODY = 20
FULL_DISTANCE = 15
LINES_BELOW = 6
LINES_ABOVE = 4
#: Lengths of headlines in words and in characters; a line with fewer words is the name of a site.
FEWEST_WORDS, SHORT_WORDS, FULL_WORDS, LONG_WORDS, MOST_WORDS = 3, 5, 14, 20, 35
FEWEST_CHARS, MOST_CHARS = 12, 250
FEWEST_UNSPACED = 8
#: Unspaced scripts hold about two characters a word.
CHARS_A_WORD = 2
#: Paragraphs with more lines between them belong to different parts of a page.
LARGEST_GAP = 12
#: A paragraph that stands this far above so many others may be a slogan: the headline is looked for
#: on both sides of it.
SLOGAN_GAP = 3
FEWEST_PARAGRAPHS = 3
#: So many of the body's first paragraphs are searched for the headline's words.
LEAD_PARAGRAPHS = 4
#: Words of fewer letters are in every text.
FUNCTION_WORD = 3
#: Longer lines are not looked at for dates and bylines.
LONGEST_METADATA = 110
STOPS = (".", ";", ",", ":", "。", "…", "|", ">")
LISTED = re.compile(r"[-•*|–—]|\d+[.)]\s")
#: The path to the story, with the headline or without: a mark between steps, or two of those that
#: headlines have as well ("Home / World / Northern Coast").
PATH = re.compile(r"(?<=\w)\s*[>›▸❯→]\s*(?=\w)|\s[/»]\s[^/»]++[/»]\s")
#: Phrases of credits with fewer characters ("/ap") stand in other words too.
SHORT_CREDIT = 6
#: A row of so many short names is a menu.
FEWEST_ENTRIES, LONGEST_ENTRY = 3, 2
TWO_SENTENCES = re.compile(r"[^\W\d_]{4}[.!]\s++[^\W\d_a-z]")
#: The sign of a notice of copyright. Whom it names stands behind it, or before it where a year
#: follows: else what stands before may be a caption, with the headline's words.
COPYRIGHT = re.compile(r"(?:©|\(c\))(?:\s?copyright)?|\bcopyright(?=\s\d{4}\b)", re.IGNORECASE)
YEAR = re.compile(r"\s?\d{4}\b")
BESIDE_OWNERS = frozenset({"the", "by"})
FEWEST_IN_OWNER = 2
#: The weights are of English texts. Elsewhere a kicker stands above the headline, and a headline
#: may be two sentences.
ENGLISH = frozenset({"en", None})
#: Words with the marks that stand for vowels in Arabic and Devanagari; pairs of characters where
#: there are no spaces.
_MARKS = r"\u064b-\u0655\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200d"
WORD = re.compile(rf"[\w{_MARKS}]+")
PAIR = re.compile(r"(?=(\w\w))")


def headline_in_lines(page: Page) -> tuple[str | None, int | None, bool]:
    """Choose the line with the most points among those above the body."""
    body = _main_body(page)
    if not body:
        return None, None, False
    blocks = page.document.blocks
    lines = _Lines(page, body)
    above = blocks[max(0, body[0] - LINES_ABOVE_BODY) : body[0]]
    scored = [(lines.points(b), -b.index) for b in above if lines.is_like_one(b.index)]
    points, at = max(scored, default=(LEAST_POINTS, 0))
    if points <= LEAST_POINTS:
        return None, None, False
    return strip_names(blocks[-at].text), -at, points > SURE_POINTS


def is_menu(text: str) -> bool:
    """Say whether a line is names between bars ("e-Edition | Newsletters | Contests")."""
    parts = text.split("|")
    return len(parts) >= FEWEST_ENTRIES and all(len(p.split()) <= LONGEST_ENTRY for p in parts)


def may_be(text: str, language: str | None = None) -> bool:
    """Say whether a line can be a headline by its form alone."""
    if text.endswith(STOPS) or (text.endswith("»") and "«" not in text):
        return False
    if len(text) > MOST_CHARS or LISTED.match(text) or PATH.search(text):
        return False
    if not text.isascii() and is_unspaced(text):
        return len(text) >= FEWEST_UNSPACED
    own = len(_words(text))
    if len(text) < FEWEST_CHARS or not FEWEST_WORDS <= own <= MOST_WORDS:
        return False
    most = 0 if language in ENGLISH else FULL_WORDS
    return own <= most or not TWO_SENTENCES.search(text)


def _words(text: str) -> list[str]:
    """Split into lower-case words, a letter's marks with the letter."""
    return words(text) if text.isascii() else WORD.findall(text.lower())


def _bare(name: str) -> list[str]:
    """Split into words without years, the article, and what names an owner."""
    return [w for w in _words(name) if not w.isdecimal() and w not in BESIDE_OWNERS]


def _size(text: str) -> float:
    """Count a line's words."""
    return len(text) / CHARS_A_WORD if is_unspaced(text) else len(_words(text))


def _main_body(page: Page) -> list[int]:
    """Give the prose of the part of the document that has most of it, as block indexes."""
    runs: list[list[int]] = []
    blocks = page.document.blocks
    for at, block in enumerate(blocks):
        if is_prose(block.text) or is_short_prose(block.text):
            if not runs or at - runs[-1][-1] > LARGEST_GAP:
                runs.append([])
            runs[-1].append(at)
    run = max(runs, key=lambda run: sum(len(blocks[at].text) for at in run), default=[])
    if len(run) > FEWEST_PARAGRAPHS and run[1] - run[0] > SLOGAN_GAP:
        return run[1:]
    return run


@dataclass
class _Lines:
    """The lines around the start of the body, and what speaks for one of them as headline."""

    page: Page
    body: list[int]

    def points(self, block: Block) -> float:
        """Add up what speaks for a line and against it."""
        text, at = block.text, block.index
        size = _size(text)
        telling = [word for word in _words(text) if len(word) > FUNCTION_WORD]
        if is_unspaced(text):
            telling = PAIR.findall(text.lower())
        written = [word for word in text.split() if len(word) > FUNCTION_WORD]
        distance = min(self.body[0] - at, FULL_DISTANCE) / FULL_DISTANCE
        points = START + sum(POINTS[name] for name in self._signs(block, size))
        points += WORDS_IN_BODY * _share(word in self._lead for word in telling)
        points += CAPITALS * _share(word[0].isupper() for word in written)
        return points + LENGTH * min(size, FULL_WORDS) / FULL_WORDS + DISTANCE * distance

    def _signs(self, block: Block, size: float) -> list[str]:
        at, text = block.index, block.text
        below = range(at + 1, min(at + 1 + LINES_BELOW, len(self.page.document.blocks)))
        above = range(max(0, at - LINES_ABOVE), at)
        signs = {
            "date below": any(map(self._is_date, below)),
            "date above": any(map(self._is_date, above)),
            "byline below": any(map(self._is_byline, below)),
            "stands twice": self.page.keys.count(self.page.keys[at]) > 1,
            "short": size < SHORT_WORDS,
            "long": size > LONG_WORDS,
            "question": text.rstrip("”\"'’»")[-1:] in "?？؟",
            "nothing like it above": not any(map(self._is_rival, range(at))),
            "right above the body": self.body[0] - at == 1,
            "paragraph between": any(is_prose(b.text) for b in self._blocks[at:self.body[0]]),
            "dateline in the lead": self._has_dateline,
            "bar": " | " in text,
            "in the address": self._in_address(text),
        }  # fmt: skip
        return [name for name, holds in signs.items() if holds]

    def is_like_one(self, at: int) -> bool:
        """Say whether a line has the form of a headline and is no date, byline, caption, path or
        name of the site."""
        text, line = self._blocks[at].text, self.page.keys[at]
        if not may_be(text, self.page.document.language) or is_menu(text) or self._is_date(at):
            return False
        if self._is_signed(at) or self._is_caption(at) or self._is_owner(text):
            return False
        below = self.page.keys[at + 1 : at + 1 + LINES_BELOW]
        return not any(self._ends_path(line, other) for other in below)

    @staticmethod
    def _ends_path(line: str, other: str) -> bool:
        """Say whether a line is another one, a headline, with the path to it before."""
        return line != other and len(other) >= FEWEST_CHARS and line.endswith(f" {other}")

    def _is_signed(self, at: int) -> bool:
        """Say whether a line is "By: ..." or "By" and names of persons."""
        line, text = self.page.keys[at], self._blocks[at].text
        label = byline_label(line, self.page.document.language)
        if label is None or line.startswith(f"{label}:"):
            return label is not None
        return bool(read_byline(text[behind(text, label) :]).persons)

    def _is_caption(self, at: int) -> bool:
        """Say whether a line has the credit of a picture ("... Photo by Jane Roe")."""
        return any(phrase in self.page.keys[at] for phrase in self._credits)

    def _is_owner(self, text: str) -> bool:
        """Say whether a line is the name that a notice of copyright has."""
        name = _bare(text)
        if len(name) < FEWEST_IN_OWNER:
            return False
        return any(name in (before, after[: len(name)]) for before, after in self._owners)

    def _is_rival(self, at: int) -> bool:
        """Say whether a line is like a headline and no kicker."""
        is_english = self.page.document.language in ENGLISH
        return (is_english or _size(self._blocks[at].text) >= SHORT_WORDS) and self.is_like_one(at)

    @property
    def _blocks(self) -> Sequence[Block]:
        return self.page.document.blocks

    @cached_property
    def _lead(self) -> str:
        return " ".join(self._blocks[at].text for at in self.body[:LEAD_PARAGRAPHS]).lower()

    @cached_property
    def _has_dateline(self) -> bool:
        return read_dateline(self._blocks[self.body[0]].text) is not None

    @cached_property
    def _credits(self) -> tuple[str, ...]:
        """Give the longer phrases that credit a picture; shorter ones stand in other words too."""
        known = phrases_of("photo_credit", "within", self.page.document.language)
        return tuple(phrase for phrase in known if len(phrase) > SHORT_CREDIT)

    @cached_property
    def _owners(self) -> list[tuple[list[str], list[str]]]:
        """Give what notices of copyright have before the sign and behind it."""
        texts = (b.text for b, line in zip(self._blocks, self.page.keys, strict=True) if line)
        cuts = [cut for text in texts if len(cut := COPYRIGHT.split(text, maxsplit=1)) > 1]
        return [(_bare(before) if YEAR.match(rest) else [], _bare(rest)) for before, rest in cuts]

    @cached_property
    def _openings(self) -> tuple[str, ...]:
        """Give what opens a byline, with a colon or a space behind it."""
        labels = byline_labels(self.page.document.language)
        return tuple(label + end for label in labels for end in ": ")

    def _is_date(self, at: int) -> bool:
        text = self._blocks[at].text
        if len(text) > LONGEST_METADATA:
            return False
        read = read_date_line(text, self.page.document.language, self.page.keys[at])
        return read is not None and len(read.rest.split()) <= FEWEST_WORDS

    def _is_byline(self, at: int) -> bool:
        line = self.page.keys[at]
        return 0 < len(line) <= LONGEST_METADATA and f"{line} ".startswith(self._openings)

    def _in_address(self, text: str) -> bool:
        path = split_address(self.page.document.url).path.lower()
        slug = set(words(path.replace("_", " ")))
        telling = {word for word in words(text) if len(word) > FUNCTION_WORD}
        return len(telling & slug) >= FEWEST_WORDS and len(telling & slug) * 2 > len(telling)


def _share(answers: Iterable[bool]) -> float:
    found = list(answers)
    return sum(found) / max(1, len(found))
