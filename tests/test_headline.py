"""The headline is found where readers see it, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.judge import read_page
from cleaner.model import Document
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text
from cleaner.titles import strip_names

HEADLINE = "Old harbour stays closed as storm moves the quay"
LEAD = (
    "The old harbour of the town will stay closed until the end of the week, after divers found "
    "that the storm had moved more of the quay than anyone had thought."
)
MORE = (
    "Nobody was hurt, but eleven boats were lost in the night, and the ferry to the islands has "
    "been sent to the new dock, which was never built for ships of its size."
)


def _page(body: str, head: str = "") -> Document:
    return segment_html(parse(f"<html><head>{head}</head><body>{body}</body></html>"))


def _headline(document: Document) -> tuple[str | None, str | None]:
    """Give the headline and the text of the block it stands in."""
    page = read_page(document)
    at = page.headline_block
    return page.headline, None if at is None else document.blocks[at].text


def _in_text(*lines: str) -> str | None:
    return _headline(segment_text("\n\n".join(lines)))[0]


def test_a_heading_that_the_title_repeats_is_the_headline() -> None:
    page = _page(
        f"<h1>The Daily Example</h1><h1>{HEADLINE}</h1><p>{LEAD}</p><h2>What divers found</h2>",
        f"<title>{HEADLINE} | The Daily Example</title>",
    )
    assert _headline(page) == (HEADLINE, HEADLINE)


def test_the_name_of_the_site_in_a_heading_is_not_the_headline() -> None:
    page = _page(
        f"<h1>Daily Example</h1><p>{LEAD}</p>",
        f"<title>{HEADLINE} - Daily Example</title>"
        '<meta property="og:site_name" content="Daily Example">',
    )
    assert _headline(page) == (HEADLINE, None)


def test_a_heading_of_the_article_is_not_the_headline() -> None:
    page = _page(f"<p>{LEAD}</p><h2>What the divers found below</h2><p>{MORE}</p>")
    assert _headline(page) == (None, None)


def test_a_headline_outside_of_headings_is_found_by_the_stated_title() -> None:
    page = _page(
        f"<div>{HEADLINE}</div><p>{LEAD}</p>", f'<meta property="og:title" content="{HEADLINE}">'
    )
    assert _headline(page) == (HEADLINE, HEADLINE)


def test_the_visible_headline_counts_where_the_title_is_worded_otherwise() -> None:
    page = _page(f"<h1>{HEADLINE}</h1><p>{LEAD}</p>", "<title>Harbour closed after storm</title>")
    assert _headline(page)[0] == HEADLINE


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((HEADLINE, "By Jane Roe", LEAD, MORE), HEADLINE),
        ((HEADLINE, "12 June 2023", LEAD, MORE), HEADLINE),
        (("12 June 2023 Politics", f"{HEADLINE} | Coast", LEAD, MORE), HEADLINE),
        ((HEADLINE, f"SPRINGFIELD (AP) — {LEAD}", MORE), HEADLINE),
        ((LEAD, MORE), None),
        (("A year ago", "Springfield", LEAD, MORE), None),
        (("Home", "World", "Sports", LEAD, MORE), None),
        (("1. Close the harbour at night", LEAD, MORE), None),
        ((LEAD, "What the divers found below", MORE), None),
        (("Home / World / Northern Coast", "By Jane Roe", "12 June 2023", LEAD, MORE), None),
        (("e-Edition | Newsletters | Contests", "12 June 2023", LEAD, MORE), None),
        (
            ("Gates or lights? Town split over quay", "12 June 2023", LEAD, MORE),
            "Gates or lights? Town split over quay",
        ),
        (("By Jane Roe, Chief Reporter", "12 June 2023", HEADLINE, LEAD, MORE), HEADLINE),
        (
            (HEADLINE, "The quay at dawn on Monday. Credit: Jane Roe", "12 June 2023", LEAD, MORE),
            HEADLINE,
        ),
        (
            ("By land and sea, help reaches the town", "12 June 2023", LEAD, MORE),
            "By land and sea, help reaches the town",
        ),
    ],
)
def test_the_headline_of_a_text_is_the_line_that_stands_like_one(
    lines: tuple[str, ...], expected: str | None
) -> None:
    assert _in_text(*lines) == expected


def test_the_headline_of_a_full_page_stands_below_its_menus() -> None:
    menu = ["Home", "News from the coast", "Best harbours to visit this summer", "Contact"]
    assert _in_text(*menu, HEADLINE, "By Jane Roe", "12 June 2023", LEAD, MORE) == HEADLINE


@pytest.mark.parametrize(
    ("title", "names", "bare"),
    [
        (
            "A storm closes the old harbour | The Daily Example",
            (),
            "A storm closes the old harbour",
        ),
        (
            "A storm closes the old harbour - Example",
            ("example",),
            "A storm closes the old harbour",
        ),
        ("Example: A storm closes the harbour", ("example",), "A storm closes the harbour"),
        ("The harbour: a storm and its end", (), "The harbour: a storm and its end"),
        ("Storm - and what came after it", (), "Storm - and what came after it"),
        ("World | A storm closes the old harbour", (), "A storm closes the old harbour"),
    ],
)
def test_names_of_sites_and_sections_come_off(
    title: str, names: tuple[str, ...], bare: str
) -> None:
    assert strip_names(title, names) == bare


@pytest.mark.parametrize("label", ["Blog: ", "News: ", "12 March 2026 "])
def test_a_label_in_front_of_the_title_is_no_part_of_the_headline(label: str) -> None:
    body = f"<h1>{label}{HEADLINE}</h1><p>{LEAD}</p><p>{MORE}</p>"
    page = _page(body, f"<title>{HEADLINE} | The Harbour Post</title>")
    assert _headline(page) == (HEADLINE, label + HEADLINE)


def test_words_that_a_title_leaves_out_stay_in_the_headline() -> None:
    body = f"<h1>Breaking {HEADLINE}</h1><p>{LEAD}</p><p>{MORE}</p>"
    page = _page(body, f"<title>{HEADLINE} | The Harbour Post</title>")
    assert _headline(page)[0] == f"Breaking {HEADLINE}"


#: Paragraphs of one short sentence each, as many newspapers have them.
SHORT = (
    "The old stone bridge stays closed until autumn, the town said on Thursday.",
    "Two of the five arches have moved more than was thought, said the engineer.",
    "The traders say they have lost a third of their sales since spring.",
)


def test_the_headline_above_short_paragraphs_is_found_amid_the_chrome_of_a_page() -> None:
    menu = ("Home", "News", "Sport", "Sign in", "Traffic and weather")
    byline = ("By: Jane Roe | Edited by: John Doe", "Updated: March 12, 2026 10:15 IST", "Share")
    lines = (*menu, "Old bridge stays closed until autumn", *byline, *SHORT, "More stories")
    metadata = clean("\n".join(lines), media_type="text/plain").metadata
    assert metadata.headline == "Old bridge stays closed until autumn"
    assert metadata.date_modified == "2026-03-12T10:15"


def test_a_likely_headline_is_in_the_metadata_and_stays_in_the_text() -> None:
    text = "\n".join(("Bridge closed", "Old bridge in the town", *SHORT))
    article = clean(text, media_type="text/plain")
    assert article.metadata.headline == "Old bridge in the town"
    assert article.text == text
