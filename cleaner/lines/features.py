"""Features of lines: their own shape, their neighbours', their place, the whole text's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.dates import ends_relative
from cleaner.lines import characters as chars
from cleaner.lines.characters import Characters, Floats, count_characters
from cleaner.lines.words import Wording, number, read_words
from cleaner.model import Verdict
from cleaner.rule import Page
from cleaner.text import UNSPACED

#: A line of this many characters that ends as a sentence counts as running text.
PROSE_CHARS = 80
#: Chinese and Japanese say in one character, hangul in one syllable, what takes so many letters:
#: lines are measured in letters, as those the model learned from were.
UNSPACED_LETTERS = 2.5
HANGUL_LETTERS = 2.0
HANGUL = re.compile(r"[\uac00-\ud7a3]")
#: A text is hangul where that makes up so much of it; the rest are spaces, digits and marks.
HANGUL_SHARE = 1 / 3
#: Lines shorter than this are labels, headings and links in nine cases of ten.
SHORT_CHARS = 40
#: How far a line looks to both sides, one by one and on average.
NEIGHBOURS = (-2, -1, 1, 2)
WINDOWS = (4, 12, 40)
REACH = 2
#: Beginnings of this many characters tell lines made by one template.
PREFIX_CHARS = 12

#: A line that says when a comment or an entry of a list was made is short.
LONGEST_STAMP = 60
#: A time of day as keys have it.
CLOCK = "0:0"
#: Distances beyond this many lines are alike.
FAR = 80

#: Rules whose findings tell where in the page a line stands, by what they mark.
GROUPS: dict[str, tuple[str, ...]] = {
    "comments": ("comment-form", "account", "poll"),
    "related": ("related-links", "related-list", "most-read", "see-also", "labelled-link"),
    "promotion": (
        "newsletter", "paywall", "donation", "app-promotion", "follow-us", "share-prompt",
        "page-tools", "advertisement", "affiliate-disclosure",
    ),
    "page": (
        "navigation", "footer-link", "copyright-line", "search-box", "language-switch",
        "cookie-consent", "section-line", "breadcrumb", "site-name", "tag-list", "category-tags",
    ),
    "about": (
        "byline", "author-name", "date-line", "live-stamp", "reviewer-line", "counter",
        "author-bio", "headline",
    ),
}  # fmt: skip
GROUP_OF = {rule: at for at, rules in enumerate(GROUPS.values(), 1) for rule in rules}

Bools = NDArray[np.bool_]


class Features(NamedTuple):
    """One row a line; `prose` says which lines are running text, `sizes` their characters."""

    rows: Floats
    names: tuple[str, ...]
    prose: Bools
    sizes: Floats


def read_features(
    page: Page, rule_verdicts: Sequence[Sequence[Verdict]], known: Wording
) -> Features:
    """Measure every line of a document that has at least one; `known` words have their weights."""
    document = page.document
    counted = count_characters(document)
    letters = np.maximum(counted.counts[:, chars.UPPER : chars.DIGIT].sum(axis=1), 1)
    caseless = int(counted.counts[:, chars.CASELESS].sum())
    letters_in_one, unspaced = _density(document.text, caseless)
    sizes = counted.sizes.astype(np.float32) * letters_in_one
    closed = _closes(counted)
    prose = (sizes >= PROSE_CHARS) & closed
    words = read_words(page, prose, unspaced, known)
    columns = {
        **_shape(counted, sizes, letters, closed, prose),
        **words._asdict(),
        **_rules(rule_verdicts),
        **_repeats(page),
        **_stamps(page.keys),
    }
    columns |= _neighbours(columns)
    columns |= _place(sizes, prose, PROSE_CHARS)
    columns |= _whole(columns, sizes, prose)
    return Features(_stack(columns, tuple(columns)), tuple(columns), prose, sizes)


def _density(text: str, caseless: int) -> tuple[float, bool]:
    """Say how many letters a character stands for, and whether words have no spaces between.

    `caseless` counts the letters without case, of which all these scripts are.
    """
    if caseless <= HANGUL_SHARE * len(text):
        return 1.0, False
    if len(HANGUL.findall(text)) > HANGUL_SHARE * len(text):
        return HANGUL_LETTERS, False
    unspaced = len(UNSPACED.findall(text)) * 2 > len(text)
    return (UNSPACED_LETTERS if unspaced else 1.0), unspaced


def _stack(columns: dict[str, NDArray[np.generic]], names: Sequence[str]) -> Floats:
    table = np.empty((len(names), len(columns["size"])), dtype=np.float32)
    for row, name in zip(table, names, strict=True):
        row[:] = columns[name]
    return table.T


def _closes(counted: Characters) -> Bools:
    """Say which lines end with a sentence's mark, or with a quote or bracket and hold a mark."""
    marks = counted.counts[:, chars.STOP]
    closed: Bools = (counted.last == chars.STOP) | ((counted.last == chars.QUOTE) & (marks > 0))
    return closed


def _shape(
    counted: Characters, sizes: Floats, letters: NDArray[np.int64], closed: Bools, prose: Bools
) -> dict[str, NDArray[np.generic]]:
    counts = counted.counts
    words = np.maximum(counted.words, 1)
    return {
        "size": np.log1p(sizes),
        "words": np.log1p(counted.words),
        "word_size": sizes / words,
        "closed": closed,
        "prose": prose,
        "capitals": counted.capitals / words,
        "upper": counts[:, chars.UPPER] / letters,
        "digits": counts[:, chars.DIGIT] / sizes,
        "marks": counts[:, chars.STOP],
        "commas": counts[:, chars.COMMA] / words,
        "quotes": counts[:, chars.QUOTE] > 1,
        "bullets": counts[:, chars.BULLET] / words,
        "links": counts[:, chars.LINK] / words,
        "other": counts[:, chars.OTHER] / sizes,
        "first": counted.first,
        "last": counted.last,
        "gap": np.minimum(counts[:, chars.NEWLINE], 3),
    }


def _rules(rule_verdicts: Sequence[Sequence[Verdict]]) -> dict[str, NDArray[np.generic]]:
    size = len(rule_verdicts)
    fired = np.zeros((len(GROUPS) + 1, size), dtype=np.float32)
    protected = np.zeros(size, dtype=np.float32)
    for at in [at for at, spoken in enumerate(rule_verdicts) if spoken]:
        for verdict in rule_verdicts[at]:
            if verdict.action == "keep":
                protected[at] = 1
            elif verdict.span is None:
                fired[0, at] = 1
                fired[GROUP_OF.get(verdict.rule, 0), at] = 1
    columns: dict[str, NDArray[np.generic]] = {"fired": fired[0], "protected": protected}
    marks = fired[1:]
    before = np.cumsum(marks, axis=1)
    after = np.log1p(before[:, -1:] - before)
    told = zip(GROUPS, marks, np.log1p(before), after, since(marks > 0), strict=True)
    for name, row, row_before, row_after, row_since in told:
        columns[name] = row
        columns[f"{name}_before"], columns[f"{name}_after"] = row_before, row_after
        columns[f"since_{name}"] = row_since
    return columns


def since(marks: Bools) -> Floats:
    """Give the distance to the last marked line before each line or at it, as a logarithm.

    Lines are the last axis.
    """
    at = np.arange(marks.shape[-1])
    last = np.maximum.accumulate(np.where(marks, at, -FAR), axis=-1)
    return np.log1p(np.minimum(at - last, FAR)).astype(np.float32)


def _repeats(page: Page) -> dict[str, NDArray[np.generic]]:
    keyed = np.array([key != "" for key in page.keys])
    _, lines = number(page.keys)
    times = np.bincount(lines)
    order = np.argsort(lines, kind="stable")
    earlier = np.empty(len(lines), dtype=np.int64)
    earlier[order] = np.arange(len(lines)) - np.repeat(np.cumsum(times) - times, times)
    _, beginnings = number([key[:PREFIX_CHARS] for key in page.keys])
    return {
        "copies_before": np.minimum(earlier, 4) * keyed,
        "copies_after": np.minimum(times[lines] - 1 - earlier, 4) * keyed,
        "alike": np.log1p((np.bincount(beginnings)[beginnings] - 1) * keyed),
    }


def _stamps(keys: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """Mark short lines with a time of day or a relative date: entries of comments and lists."""
    marks = np.array([len(key) <= LONGEST_STAMP and _is_stamp(key) for key in keys])
    before = np.cumsum(marks)
    return {
        "stamp": marks,
        "stamps_before": np.log1p(before),
        "stamps_after": np.log1p(before[-1] - before),
        "since_stamp": since(marks),
    }


def _is_stamp(key: str) -> bool:
    return "0" in key and (CLOCK in key or ends_relative(key))


#: What a line knows of each neighbour, and of the stretch around it.
SEEN = ("size", "capitals", "stopwords", "in_prose", "wording", "phrasing", "closed")
AVERAGED = ("prose", "fired", "capitals", "size", "wording", "in_prose", "stamp")


def _neighbours(columns: dict[str, NDArray[np.generic]]) -> dict[str, NDArray[np.generic]]:
    seen: dict[str, NDArray[np.generic]] = {}
    size = len(columns["size"])
    for name in SEEN:
        padded = np.full(size + 2 * REACH, -1, dtype=np.float32)
        padded[REACH:-REACH] = columns[name]
        for step in NEIGHBOURS:
            seen[f"{name}{step:+d}"] = padded[REACH + step : REACH + step + size]
    averaged = np.ascontiguousarray(_stack(columns, AVERAGED).T, dtype=np.float64)
    around = {width: averages(averaged, width) for width in WINDOWS}
    for at, name in enumerate(AVERAGED):
        for width, (before, after) in around.items():
            seen[f"{name}<{width}"], seen[f"{name}>{width}"] = before[at], after[at]
    return seen


def averages(rows: NDArray[np.float64], width: int) -> tuple[Floats, Floats]:
    """Average each row over up to `width` lines before and after each line (0 at the ends)."""
    count, size = rows.shape
    total = np.zeros((count, size + 1))
    np.cumsum(rows, axis=1, out=total[:, 1:])
    at = np.arange(size)
    low, high = np.maximum(at - width, 0), np.minimum(at + width + 1, size)
    before = (total[:, :-1] - total.take(low, axis=1)) / np.maximum(at - low, 1)
    after = (total.take(high, axis=1) - total[:, 1:]) / np.maximum(high - at - 1, 1)
    return before.astype(np.float32), after.astype(np.float32)


def _place(sizes: Floats, prose: Bools, least: float) -> dict[str, NDArray[np.generic]]:
    size = len(sizes)
    at = np.arange(size)
    weight = np.cumsum(np.where(prose, sizes, 0.0))
    whole = max(float(weight[-1]), 1.0)
    runs = _runs(sizes < least / 2)
    return {
        "index": np.log1p(at),
        "from_end": np.log1p(size - 1 - at),
        "place": at / max(size - 1, 1),
        "since_prose": since(prose),
        "until_prose": since(prose[::-1])[::-1],
        "prose_before": weight / whole,
        "run": np.log1p(runs),
    }


def _runs(short: Bools) -> NDArray[np.int64]:
    """Give the length of the run of short lines that each line stands in (0 for long lines)."""
    change = np.flatnonzero(np.diff(short.astype(np.int8))) + 1
    bounds = np.concatenate(([0], change, [len(short)]))
    lengths = np.diff(bounds)
    return np.repeat(lengths, lengths) * short


def _whole(
    columns: dict[str, NDArray[np.generic]], sizes: Floats, prose: Bools
) -> dict[str, NDArray[np.generic]]:
    size = len(sizes)
    whole = {
        "text_lines": np.log1p(size),
        "text_size": np.log1p(sizes.sum()),
        "text_prose": float((sizes * prose).sum() / sizes.sum()),
        "text_prose_lines": float(prose.mean()),
        "text_short": float((sizes < SHORT_CHARS).mean()),
        "text_fired": float(np.minimum(np.asarray(columns["fired"]), 1).mean()),
        "text_bullets": float((np.asarray(columns["first"]) == chars.BULLET).mean()),
        "text_copies": float((np.asarray(columns["copies_before"]) > 0).mean()),
        "text_gap": float(np.asarray(columns["gap"]).mean()),
        "text_middle": float(np.median(sizes)),
    }
    rows = np.repeat(np.array([*whole.values()], dtype=np.float32), size).reshape(-1, size)
    return dict(zip(whole, rows, strict=True))
