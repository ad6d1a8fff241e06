"""Which lines say the headline once more, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cleaner.model import Decision, Span, Verdict
from tests.repeats import FILLERS, JAPANESE, MODEL, PROSE, RULE, found, gone, page_of, page_of_html

HEADLINE = "Council closes the old ferry pier for two years"
STORY = (HEADLINE, "By Jane Roe", *FILLERS[:2], PROSE, FILLERS[2])
HEADED = {"headline": HEADLINE, "headline_block": 0}


def test_a_reason_names_the_copy_that_stays_and_how_it_begins() -> None:
    page = page_of(*STORY, HEADLINE.upper(), **HEADED)
    reason = "repeats the headline in block 1: “Council closes the old ferry pier for two…”"
    assert found(page) == {7: ("repeated-title", reason)}


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        (HEADLINE, True),
        (HEADLINE + " | The Valley Courier", True),
        (HEADLINE + " - Courier", True),
        (HEADLINE + " and more", False),
        (HEADLINE + " | " + "x" * 37, True),
        (HEADLINE + " | " + "x" * 38, False),
        (HEADLINE[:40] + "…", True),
        (HEADLINE[:39] + "…", False),
        (HEADLINE[:40], False),
        (HEADLINE.replace("closes", "closed"), True),
        (HEADLINE.replace("closes", "repairs"), False),
        ("* * *", False),
        ("Council closes the new ferry pier and the market for two years", False),
    ],
)
def test_what_repeats_the_headline(line: str, goes: bool) -> None:
    assert gone(*STORY, line, **HEADED) == ({7: "repeated-title"} if goes else {})


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("Council closes 3 of the old ferry piers until 2027", True),
        ("Council closes 3 of the old ferry piers until 2028", False),
        ("Council closes 2 of the old ferry piers until 2027", False),
        ("Council closes 3 of the old ferry piers un…", True),
        ("Council closes 4 of the old ferry piers un…", False),
        ("Council closes 3 of the old ferry piers until 2027 | Courier 24", False),
    ],
)
def test_numbers_of_the_headline_are_the_same(line: str, goes: bool) -> None:
    headline = "Council closes 3 of the old ferry piers until 2027"
    lines = (headline, *STORY[1:], line)
    assert bool(gone(*lines, headline=headline, headline_block=0)) is goes


@pytest.mark.parametrize(
    ("headline", "goes"),
    [("Ferry pier is closed", True), ("Ferry pier is close", False),
     (JAPANESE[:12], True), (JAPANESE[:11], False)],
)  # fmt: skip
def test_a_short_headline_is_not_looked_for(headline: str, goes: bool) -> None:
    lines = (headline, *STORY[1:], headline)
    assert bool(gone(*lines, headline=headline, headline_block=0)) is goes


@pytest.mark.parametrize(
    "known",
    [
        {"headline": None, "headline_block": 0},
        {"headline": "", "headline_block": 0},
        {"headline": HEADLINE, "headline_block": None},
        {**HEADED, "body": Span(3, 3)},
    ],
)
def test_without_a_headline_or_a_body_no_title_is_repeated(known: dict[str, Any]) -> None:
    assert gone(*STORY, HEADLINE, **known) == {}


def test_the_headline_above_a_paragraph_of_the_body_is_a_sub_heading() -> None:
    lines = (
        HEADLINE,
        HEADLINE,
        PROSE,
        HEADLINE,
        PROSE[5:],
        HEADLINE,
        "Tides",
        PROSE[10:],
        HEADLINE,
    )
    rule = "repeated-title"
    assert gone(*lines, **HEADED, body=Span(2, 8)) == {2: rule, 6: rule, 9: rule}


def test_a_heading_above_a_list_of_links_is_no_sub_heading() -> None:
    links = f"<p><a href=/a>{PROSE}</a></p>"
    page = page_of_html(
        f"<h1>{HEADLINE}</h1><p>{PROSE}</p><h2>{HEADLINE}</h2>{links}<p>{PROSE}</p>"
    )
    repeated = replace(page, **HEADED, body=Span(1, 5))
    assert found(repeated)[3][0] == "repeated-title"


@pytest.mark.parametrize(
    ("spoken", "goes"),
    [
        ((MODEL,), True),
        ((RULE,), False),
        ((MODEL, RULE), False),
        ((MODEL, Verdict("dateline", "keep", "names the place")), False),
    ],
)
def test_a_title_that_a_model_alone_removed_gets_its_name(
    spoken: tuple[Verdict, ...], goes: bool
) -> None:
    page = page_of(*STORY, HEADLINE, **HEADED)
    assert (7 in found(page, last=Decision(6, "remove", spoken))) is goes
