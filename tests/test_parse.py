"""Parsing: no markup is too broken, and what would run away is refused."""

import pytest

from cleaner.errors import ParseError
from cleaner.parse import DEEPEST, parse
from cleaner.segment_html import segment_html


def texts(markup: str) -> list[str]:
    return [block.text for block in segment_html(parse(markup)).blocks]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 1_000_000,
        "<div/>" * 1_000_000,
        "<svg></svg>" + "<path/>" * 100_000,
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x",
        "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">x",
    ],
)
def test_runaway_markup_is_refused(markup: str) -> None:
    with pytest.raises(ParseError):
        parse(markup)


@pytest.mark.parametrize("markup", ["<!--" * 100_000, "<script>" * 100_000, "<" * 100_000])
def test_unclosed_markup_is_parsed(markup: str) -> None:
    parse(markup)


def test_drawings_and_scripts_are_not_deep() -> None:
    drawing = "<svg>" + "<path d='M0'/>" * (DEEPEST + 1) + "</svg>"
    script = "<script>" + "'<div>'" * (DEEPEST + 1) + "</script>"
    comment = "<!--" + "<div>" * (DEEPEST + 1) + "-->"
    assert texts(drawing + script + comment + "<p>text") == ["text"]


def test_unclosed_items_are_not_deep() -> None:
    assert len(texts("<ul>" + "<li>item" * (DEEPEST + 1))) == DEEPEST + 1


def test_long_script_is_no_tag_with_many_attributes() -> None:
    assert texts("<script>" + "if (a <b ) c = d ; " * 20_000 + "</script><p>text") == ["text"]


def test_surrogates_nul_and_control_characters_survive() -> None:
    assert texts("<p>a\ud800b\x00c\x01d") == ["a?bc\x01d"]


def test_nesting_of_thousands_is_read() -> None:
    assert texts("<div>" * 6000 + "deep") == ["deep"]
