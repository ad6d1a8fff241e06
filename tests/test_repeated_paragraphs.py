"""Where a repeated paragraph begins to count: lengths, distances, neighbours; and its reason."""

from __future__ import annotations

import pytest

from cleaner.model import Decision, Span
from tests.repeats import (
    FILLERS,
    JAPANESE,
    LEAD,
    MODEL,
    PROSE,
    RULE,
    found,
    gone,
    page_of,
    page_of_html,
    sentence,
)


@pytest.mark.parametrize(
    ("rule", "lines", "copy", "reason"),
    [
        ("repeated-lead", [PROSE, PROSE], 2, "repeats block 1"),
        ("repeated-paragraph", [LEAD, *FILLERS[1:], PROSE, PROSE], 10, "repeats block 9"),
        ("repeated-lead", [PROSE[:90] + "…", PROSE], 1, "is cut off; stands in full in block 2"),
        (
            "repeated-paragraph",
            [PROSE, PROSE[:90] + " ..."],
            2,
            "is cut off; stands in full in block 1",
        ),
        (
            "pull-quote",
            [PROSE, f"{FILLERS[0]} {FILLERS[1]}", FILLERS[1]],
            3,
            "repeats a sentence of block 2",
        ),
        (
            "pull-quote",
            [f"On day 1 it rained. {FILLERS[0]} Of 2 sheds 1 fell. {FILLERS[1][:-1]} 9.",
             f"{FILLERS[1][:-1]} 9."],
            2,
            "repeats a sentence of block 1",
        ),
        (
            "near-duplicate",
            [PROSE, PROSE.replace("old stone", "old grey stone")],
            1,
            "is nearly the same as block 2",
        ),
    ],
)  # fmt: skip
def test_each_finder_says_what_it_found(
    rule: str, lines: list[str], copy: int, reason: str
) -> None:
    page = page_of(*lines)
    kept = page.document.blocks[int(reason.rsplit(maxsplit=1)[1]) - 1].text
    start = " ".join(kept.split()[:8])
    assert found(page) == {copy: (rule, f"{reason}: “{start}…”")}


def test_a_reason_shows_at_most_120_characters_of_a_text_without_spaces() -> None:
    text = JAPANESE * 4 + "。"
    assert found(page_of(text, text))[2][1] == f"repeats block 1: “{text[:120]}…”"


def test_a_paragraph_that_a_model_removed_is_no_copy() -> None:
    page = page_of(*FILLERS, PROSE, PROSE)
    assert found(page, last=Decision(9, "remove", (MODEL,))) == {}
    assert found(page, first=Decision(8, "remove", (MODEL,))) == {}


@pytest.mark.parametrize(
    "tags",
    ["<pre>{}</pre>", "<table><tr><td>{}</td><td>1</td></tr><tr><td>A</td></tr></table>"],
)
def test_code_and_rows_of_tables_repeat_by_their_nature(tags: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in FILLERS)
    twice = tags.format(PROSE) * 2
    assert found(page_of_html(body + twice)) == {}
    assert len(found(page_of_html(body + f"<p>{PROSE}</p>" * 2))) == 1


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        (sentence(60), True),
        (sentence(59), False),
        (sentence(100, ""), True),
        (sentence(99, ""), False),
        (JAPANESE[:24], True),
        (JAPANESE[:23], False),
        (f"| {PROSE}", False),
        (f"{PROSE} | said", True),
        (f"“{sentence(70, '')}”", True),
        (sentence(700), True),
    ],
)
def test_how_long_a_repeated_line_is_at_least(line: str, goes: bool) -> None:
    assert gone(LEAD, *FILLERS[1:], line, line) == ({10: "repeated-paragraph"} if goes else {})


@pytest.mark.parametrize(
    ("other", "goes"),
    [(sentence(80), True), (sentence(79), False), (sentence(80, ""), False),
     (JAPANESE + "と伝えられた。", True)],
)  # fmt: skip
def test_in_verse_short_lines_are_said_again(other: str, goes: bool) -> None:
    refrain = FILLERS[0][:60] + "."
    copies = gone(other, FILLERS[1], refrain, refrain)
    assert copies == ({4: "repeated-paragraph"} if goes else {})


def test_half_of_the_text_in_paragraphs_is_prose_enough() -> None:
    short = "A ferry that was built for calm rivers will not cross a sound."
    half = sentence(2 * len(short))
    assert gone(half, short, short) == {3: "repeated-paragraph"}
    assert gone(half[1:], short, short) == {}


def test_what_is_said_five_times_is_a_refrain() -> None:
    assert sorted(gone(*FILLERS, *[PROSE] * 4)) == [10, 11, 12]
    assert gone(*FILLERS, *[PROSE] * 5) == {}


def test_every_copy_names_the_one_that_stays() -> None:
    reasons = [reason for _, reason in found(page_of(*FILLERS, PROSE, PROSE, PROSE)).values()]
    assert all(reason.startswith("repeats block 9: ") for reason in reasons) and len(reasons) == 2


def test_at_most_sixteen_blocks_that_share_their_clauses_are_compared() -> None:
    names = "alder aspen beech birch cedar elder hazel holly larch linden maple oak pine plum rowan"
    boats = [
        f"The board lists among the fishing boats and nets of this parish: {name}, and its crew."
        for name in (*names.split(), "walnut", "willow")
    ]
    assert gone(LEAD, *FILLERS, *boats, boats[15]) == {27: "repeated-paragraph"}
    assert gone(LEAD, *FILLERS, *boats, boats[16]) == {}


@pytest.mark.parametrize(
    ("clause", "goes"), [("three pairs of oar", True), ("two pairs of oars", False)]
)
def test_copies_that_share_no_clause_are_not_compared(clause: str, goes: bool) -> None:
    quote = f"Ropes, nets and lamps, {clause}, an anchor, a spare sail."
    body = f"{FILLERS[0]} {quote} {FILLERS[1]}"
    assert gone(body, quote) == ({2: "pull-quote"} if goes else {})


@pytest.mark.parametrize(
    ("lines", "copies"),
    [
        ([0, "x", 1, 2, 3, 4, "x", 5], {}),
        ([0, "x", 1, 2, 3, "x", 5], {6}),
        (["x", 1, 2, 3, 4, "x", 5], {}),
        ([0, "x", 1, 2, 3, 4, "x"], {7}),
        ([0, "x", 1, 2, 3, 4, 0, "x", 5], {7, 8}),
        ([0, "x", 1, 2, 3, 4, "x", 1, 5], {7, 8}),
        (["x", 1, 2, 3, 4, 5, "x", 1, 6], {7, 8}),
    ],
)
def test_a_paragraph_far_off_amid_lines_of_its_own_is_said_again(
    lines: list[int | str], copies: set[int] | dict[int, str]
) -> None:
    text = [PROSE if line == "x" else FILLERS[int(line)] for line in lines]
    assert set(gone(*text, body=Span(0, len(text)))) == set(copies)


@pytest.mark.parametrize("removed", [5, 7])
def test_a_copy_beside_what_was_removed_is_not_said_again(removed: int) -> None:
    page = page_of(FILLERS[0], PROSE, *FILLERS[1:5], PROSE, *FILLERS[5:])
    assert found(page) == {}
    assert set(found(page, gone=Decision(removed, "remove", (RULE,)))) == {7}


ENTRY = sentence(110, "")


@pytest.mark.parametrize(
    ("lines", "copy"),
    [
        ((ENTRY, "Tides", ENTRY, PROSE), 1),
        ((LEAD, ENTRY, PROSE, ENTRY, PROSE[6:]), 4),
        ((PROSE[6:], ENTRY, "Tides", ENTRY, "Ebbs"), 4),
        ((PROSE[6:], ENTRY, "Tides", FILLERS[0], ENTRY, PROSE[9:]), 2),
    ],
)
def test_of_two_equal_headings_the_one_above_a_paragraph_stays(
    lines: tuple[str, ...], copy: int
) -> None:
    assert set(gone(*lines)) == {copy}


def test_of_two_equal_blocks_the_one_in_the_body_stays() -> None:
    lines = (PROSE, "Menu", PROSE, "Tides", *FILLERS)
    assert gone(*lines, body=Span(2, 9)) == {1: "repeated-lead"}
    assert gone(*lines, body=Span(1, 9)) == {1: "repeated-lead"}
    assert gone(*lines, body=Span(0, 9)) == {3: "repeated-lead"}
    assert gone(*lines, body=Span(3, 9)) == {3: "repeated-lead"}


@pytest.mark.parametrize(
    ("lines", "begins", "rule"),
    [
        ((PROSE, "Tides", PROSE, FILLERS[0]), 0, "repeated-lead"),
        ((PROSE, "Tides", "Ebbs", PROSE, FILLERS[0]), 0, "repeated-paragraph"),
        ((FILLERS[0], PROSE, "Tides", PROSE, FILLERS[1]), 0, "repeated-paragraph"),
        ((FILLERS[0], PROSE, "Tides", PROSE, FILLERS[1]), 1, "repeated-lead"),
    ],
)
def test_a_lead_stands_twice_where_the_article_begins(
    lines: tuple[str, ...], begins: int, rule: str
) -> None:
    assert [*gone(*lines, body=Span(begins, len(lines))).values()] == [rule]
