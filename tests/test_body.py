"""Where the body of an article begins and ends: what the rules go by."""

from __future__ import annotations

import pytest

from cleaner.judge import read_page
from cleaner.model import Span
from tests.fixture_pages import PROSE
from tests.repeats import page_of, page_of_html

SHORT = "The boats of the old town will stay in until Friday, we hear."


def test_prose_in_links_and_what_is_hidden_is_not_the_body() -> None:
    prose = [f"<p>{text}</p>" for text in PROSE]
    linked = f"<p><a href=/a>{PROSE[0]}</a></p>"
    hidden = f"<p hidden>{PROSE[1]}</p>"
    page = page_of_html("".join([linked, hidden, *prose, hidden, linked]))
    assert page.body == Span(2, 5)
    main = read_page(page.document, frozenset({1, 3}))
    assert main.body == Span(1, 4)


@pytest.mark.parametrize(
    ("line", "counts"),
    [(SHORT[1:], True), (SHORT[2:], False), (SHORT.rstrip(".") + " so", False)],
)
def test_short_sentences_of_60_characters_make_a_body(line: str, counts: bool) -> None:
    assert page_of("Menu", line, "Imprint").body == (Span(1, 2) if counts else Span(0, 3))


HEADLINE = "Harbour of the old town stays closed after the storm"
BELOW = [*PROSE, *PROSE]
#: So many characters are a fifth of the prose below the headline.
FIFTH = sum(map(len, BELOW)) // 5
WORDS = "the Valley Courier has told the people of the hills what happens in their towns "


def slogan(chars: int) -> str:
    return ("Since 1901 " + WORDS * 4)[: chars - 1].strip().ljust(chars - 1, "s") + "."


def first_of_body(*above: str) -> str:
    """Give the line that the body begins with, where such prose stands above the headline."""
    menu = ["Weather", "Jobs", "Imprint", "Search"]
    page = page_of("Sport", *above, *menu, HEADLINE, "By Jane Roe", *BELOW, "Press")
    blocks = page.document.blocks
    assert page.headline == HEADLINE
    assert blocks[page.body.end].text == "Press"
    return blocks[page.body.start].text


@pytest.mark.parametrize(
    ("above", "starts"),
    [([], PROSE[0]), ([slogan(FIFTH)], PROSE[0]), ([slogan(FIFTH + 1)], slogan(FIFTH + 1))],
)
def test_prose_above_the_headline_is_of_the_body_unless_it_is_little(
    above: list[str], starts: str
) -> None:
    assert first_of_body(*above) == starts


def test_the_body_of_a_page_begins_where_its_prose_does() -> None:
    below = "".join(f"<p>{text}</p>" for text in BELOW)
    page = page_of_html(f"<p>{slogan(130)}</p><h1>{HEADLINE}</h1>{below}")
    assert page.headline == HEADLINE
    assert page.body == Span(0, 8)
