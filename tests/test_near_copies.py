"""Copies that are not equal: cut off, edited, quoted."""

from __future__ import annotations

import pytest

from tests.repeats import FILLERS, JAPANESE, LEAD, PROSE, WORDS, gone, sentence


@pytest.mark.parametrize(
    ("teaser", "goes"),
    [
        (PROSE[:40] + "…", False),
        (PROSE[:70] + "…", True),
        (PROSE[:70] + " [...]", True),
        (PROSE[:70] + "... »", True),
        (PROSE[:70], False),
        (PROSE[:70].replace("stone", "brick") + "…", False),
        ("“" + PROSE[:70] + "…", True),
        (PROSE[:70] + " – …", True),
    ],
)
def test_a_teaser_is_the_beginning_with_an_ellipsis(teaser: str, goes: bool) -> None:
    assert gone(teaser, PROSE, *FILLERS) == ({1: "repeated-lead"} if goes else {})


def test_a_teaser_with_another_number_is_of_another_story() -> None:
    long = f"On day 12 of the storm {WORDS}and the keeper counts 40 of them."
    assert gone(long[:80] + "…", long, *FILLERS) == {1: "repeated-lead"}
    assert gone(long[:80].replace("12", "13") + "…", long, *FILLERS) == {}


SHORT = sentence(121)
LONG = SHORT.replace("fish", "fresh fish")


@pytest.mark.parametrize(
    ("lines", "copies"),
    [
        ((SHORT, LONG), {1}),
        ((LONG, SHORT), {2}),
        ((LEAD, SHORT, LONG), {2}),
        ((JAPANESE + "。", JAPANESE + "、今日。"), {1}),
        ((SHORT, "Tides", LONG), set()),
        ((SHORT[:-2] + ".", LONG), set()),
        ((SHORT, SHORT.replace("fish", "nets")), set()),
        ((SHORT, SHORT[:-1] + " and the cats of the whole lower town."), {1}),
        ((JAPANESE + "と述べ。", JAPANESE + "と述べた。"), set()),
    ],
)
def test_a_paragraph_with_words_added_is_nearly_the_same(
    lines: tuple[str, ...], copies: set[int]
) -> None:
    assert set(gone(*lines, *FILLERS)) == copies


SHOPS = "商店主たちはこの計画に反対し区役所前で集会を開いた"
Q = "Nobody on this side of the river has slept since the pumps failed"


@pytest.mark.parametrize(
    ("before", "quote", "after", "goes"),
    [
        (FILLERS[0] + " ", Q, ". " + FILLERS[1], True),
        (FILLERS[0] + " “", Q, ",” said one. " + FILLERS[1], True),
        ("One said: ", Q, "! " + FILLERS[1], True),
        ("One said, ", Q, ". " + FILLERS[1], True),
        ("One said - (", f"{Q}, and that is what they all say", ".) " + FILLERS[1], True),
        ("", Q, "; that is what they say. " + FILLERS[1], False),
        ("", Q, ". " + FILLERS[1], True),
        ("", Q, " again. " + FILLERS[1], False),
        ("", Q, f". One said that {Q}. {FILLERS[1]}", True),
        ("", Q, ", again. " + FILLERS[1], False),
        ("One said that ", Q, ". " + FILLERS[1], False),
        (FILLERS[0] + " ", sentence(220, ""), ". " + FILLERS[1], True),
        (FILLERS[0] + " ", sentence(221, ""), ". " + FILLERS[1], False),
        (JAPANESE + "。", SHOPS, "。" + JAPANESE[::-1], True),
        ("Of 9 pumps 3 failed. ", Q + " for the 9th time", ". " + FILLERS[1], True),
    ],
)
def test_a_quote_is_a_whole_sentence_of_the_body(
    before: str, quote: str, after: str, goes: bool
) -> None:
    body = before + quote + after
    mark = "。" if quote == SHOPS else "."
    found = gone(*FILLERS[2:5], body, quote + mark, *FILLERS[5:])
    assert found == ({5: "pull-quote"} if goes else {})


def test_a_quote_with_another_number_is_another_sentence() -> None:
    body = f"{FILLERS[0]} {Q} for the 9th time. {FILLERS[1]}"
    assert gone(*FILLERS[2:5], body, f"{Q} for the 8th time.") == {}


@pytest.mark.parametrize(("apart", "goes"), [(5, True), (6, False)])
def test_a_quote_stands_close_to_its_paragraph(apart: int, goes: bool) -> None:
    body = f"{FILLERS[0]} {Q}. {FILLERS[1]}"
    assert bool(gone(LEAD, body, *FILLERS[2 : 2 + apart], f"{Q}.")) is goes
