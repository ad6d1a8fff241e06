"""No regular expression of the package takes more than linear time, whatever it is given.

The patterns are collected while the package is loaded and used, so that a new one takes part by
itself; nothing here is timed: the steps of a matcher that works as `re` does are counted.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from patterns import collect, compile_program, count_steps, find_traps
from patterns.collect import ANCHORED
from patterns.program import MOST_STEPS
from patterns.traps import SAMPLES

#: Longer counted repeats are taken for endless ones.
ENDLESS = 1000
SIZES = (150, 300)
#: A text twice as long may take this many times the steps.
MOST_GROWTH = 2.3
#: What may stand behind a trap and make the match fail.
ENDS = ("", "\0", "\n", " ", "a", "<", ">", "-", '"', "(", "0")


def _exercise() -> None:
    import cleaner

    text = "By Anna Holm\n\n3 May 2024\n\nHARBOUR (Reuters) - The council met on Monday.\n"
    for source in (text, f"<p>{text}</p>"):
        cleaner.clean(source, language="ja")  # words of dates make one pattern for each language


FOUND, ABSENT = collect(_exercise)
USED = sorted(FOUND)


def test_every_module_takes_part():
    if ABSENT:
        pytest.skip("; ".join(ABSENT))
    assert {used.place.split("/")[0] for used in USED} >= {"rules", "metadata", "report"}


@pytest.mark.parametrize("used", USED, ids=lambda used: used.place)
def test_a_pattern_is_linear_on_its_worst_strings(used):
    scanned = not used.ways <= ANCHORED
    text = used.pattern if isinstance(used.pattern, str) else used.pattern.decode("latin-1")
    letters = "".join(dict.fromkeys(SAMPLES + text))
    program = compile_program(used.pattern, used.flags, most=ENDLESS)
    how = "finditer" if scanned else min(used.ways)
    for way, word in find_traps(program, scanned=scanned, letters=letters):
        for end in ENDS:
            trap = [way + word * (size // len(word)) + end for size in SIZES]
            few, many = (_steps(used, string, how) for string in trap)
            is_linear = many <= MOST_GROWTH * few and many < MOST_STEPS
            assert is_linear, f"{many} steps after {few} on {trap[0]!r}"


def _steps(used, string: str, how: str) -> int:
    return count_steps(_program(used), string, how)[0]


@lru_cache(maxsize=4)
def _program(used):
    return compile_program(used.pattern, used.flags)


#: Pattern, how it is used, and whether it takes more than linear time.
KNOWN = [
    (r"(a+)+b", "match", True),
    (r"(?:aa|a)*b", "match", True),
    (r"\s+$", "finditer", True),
    (r"(?<!\s)\s+$", "finditer", False),
    (r"\s+", "finditer", False),
    (r"a*a*b", "match", True),
    (r"a*+a*b", "match", False),
    (r"(?:<!--.*?-->\s*)*<html", "match", True),
    (r"(?=.*x)y", "finditer", True),
    (r"[ab]{1,50}b", "match", False),
    (r"x\w*y", "finditer", True),
]


@pytest.mark.parametrize(("pattern", "how", "is_trap"), KNOWN)
def test_traps_are_known(pattern, how, is_trap):
    used = type(USED[0])("here", pattern, int(re.compile(pattern).flags), frozenset({how}))
    if is_trap:
        with pytest.raises(AssertionError, match="steps after"):
            test_a_pattern_is_linear_on_its_worst_strings(used)
    else:
        test_a_pattern_is_linear_on_its_worst_strings(used)


@pytest.mark.parametrize("used", USED, ids=lambda used: used.place)
def test_the_counted_matcher_finds_what_re_finds(used):
    samples = [
        "",
        SAMPLES,
        "By Anna Holm, 3 May 2024 10:30 GMT -- HARBOUR (AP) — a | b...",
        '<a b="c" d>«x» … [...] "author": [{"name": "Anna"}] // <!-- x -->\n#a #b www.x.org',
    ]
    for sample in samples:
        given = sample if isinstance(used.pattern, str) else sample.encode("latin-1", "replace")
        found = [match.span() for match in re.compile(used.pattern, used.flags).finditer(given)]
        text = given if isinstance(given, str) else given.decode("latin-1")
        assert count_steps(_program(used), text, "finditer")[1] == found
