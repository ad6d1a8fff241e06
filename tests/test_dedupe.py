"""What a document says twice goes once; what only looks alike stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dedupe import RULES, find_duplicates
from cleaner.judge import decide, read_page
from cleaner.model import Decision, Verdict
from cleaner.segment_text import segment_text

PAGES = sorted((Path(__file__).parent.parent / "fixtures" / "dedupe").glob("*.md"))
CASE = re.compile(r"^## (?P<name>.+?)\n\n```diff\n(?P<lines>.*?)```", re.M | re.S)


def read_cases() -> list[tuple[str, str, list[str]]]:
    return [
        (page.stem, case["name"], case["lines"].splitlines())
        for page in PAGES
        for case in CASE.finditer(page.read_text(encoding="utf-8"))
    ]


def untouched(count: int) -> list[Decision]:
    return decide([[] for _ in range(count)])


def duplicates(text: str) -> list[list[Verdict]]:
    page = read_page(segment_text(text))
    return find_duplicates(page, untouched(len(page.document.blocks)))


@pytest.mark.parametrize(
    ("rule", "lines"),
    [pytest.param(r, lines, id=f"{r}: {name}") for r, name, lines in read_cases()],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_fixture(rule: str, lines: list[str], gap: str) -> None:
    found = duplicates(gap.join(line[1:] for line in lines))
    gone = [line for line, verdicts in zip(lines, found, strict=True) if verdicts]
    assert gone == [line for line in lines if line.startswith("-")]
    assert {verdict.rule for verdicts in found for verdict in verdicts} <= {rule}


def test_every_rule_has_a_fixture_page() -> None:
    assert sorted(RULES) == [page.stem for page in PAGES]


def test_the_reason_names_the_copy_that_stays() -> None:
    lead = "The council voted on Tuesday to close the old ferry pier for two years, it said."
    text = f"{lead}\n{lead}\nEngineers had warned of this since the spring of last year."
    [verdict] = duplicates(text)[1]
    assert verdict.step == "dedupe"
    assert "block 1" in verdict.reason
    assert "The council voted on Tuesday" in verdict.reason


def test_a_removed_copy_does_not_count() -> None:
    lead = "The council voted on Tuesday to close the old ferry pier for two years, it said."
    page = read_page(segment_text(f"{lead}\n{lead}"))
    gone = Decision(0, "remove", (Verdict("see-also", "remove", "elsewhere"),))
    assert find_duplicates(page, [gone, Decision(1, "keep")]) == [[], []]


def test_a_protected_block_stays() -> None:
    lead = "The council voted on Tuesday to close the old ferry pier for two years, it said."
    page = read_page(segment_text(f"{lead}\n{lead}"))
    safe = Decision(1, "keep", (Verdict("dateline", "keep", "names the place"),))
    assert find_duplicates(page, [Decision(0, "keep"), safe])[1] == []


@given(st.lists(st.text(alphabet="abcdef .,?…", min_size=1, max_size=200), max_size=12))
def test_one_copy_of_everything_stays(lines: list[str]) -> None:
    page = read_page(segment_text("\n".join(lines)))
    found = find_duplicates(page, untouched(len(page.document.blocks)))
    kept = {key for key, verdicts in zip(page.keys, found, strict=True) if not verdicts}
    exact = [
        key
        for key, verdicts in zip(page.keys, found, strict=True)
        if any(v.rule == "repeated-paragraph" and "repeats" in v.reason for v in verdicts)
    ]
    assert set(exact) <= kept
