"""Metadata in the odd forms in which pages state them."""

from __future__ import annotations

from typing import Any

import pytest

import cleaner
from cleaner.model import Metadata
from cleaner.persons import is_person, split_names
from tests.fixture_pages import PROSE

STORY = "".join(f"<p>{text}</p>" for text in PROSE)


def known(head: str = "", *, above: str = "", attributes: str = "") -> Metadata:
    page = (
        f"<html {attributes}><head><title>Ferry runs again</title>{head}</head><body><article>"
        f"<h1>Ferry runs again</h1>{above}{STORY}</article></body></html>"
    )
    return cleaner.clean(page, url="http://courier.example/ferry").metadata


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


ARTICLE = '{"@type": "NewsArticle", %s}'


@pytest.mark.parametrize(
    ("stated", "field", "value"),
    [
        ('"keywords": "ferry, storm,, quay "', "keywords", ("ferry", "storm", "quay")),
        ('"keywords": ["ferry", "storm"]', "keywords", ("ferry", "storm")),
        ('"articleSection": {"name": "Islands"}', "section", "Islands"),
        ('"articleSection": [{"@value": "Islands"}, {}]', "section", "Islands"),
        ('"author": [{"name": "Jane Roe"}, {"@type": "Person"}]', "author", ("Jane Roe",)),
        ('"author": 7', "author", ()),
        ('"datePublished": 20260102', "date_published", "2026-01-02"),
    ],
)
def test_json_ld_is_read_in_its_odd_forms(stated: str, field: str, value: Any) -> None:
    assert getattr(known(linked(ARTICLE % stated)), field) == value
    assert getattr(known(linked(f"[[{ARTICLE % stated}], 5]")), field) == value


def test_json_ld_that_is_none_says_nothing() -> None:
    for data in ("{", '"NewsArticle"', '{"articleBody": ', "[" * 3000 + '"articleBody"', "null"):
        assert known(linked(data)).keywords == ()


def test_the_body_that_json_ld_states_is_the_article() -> None:
    body = " ".join(PROSE)
    graph = f'{{"@graph": [{{"articleBody": "{body}"}}, {{"articleBody": ["x"]}}, 1]}}'
    page = f"<html><head>{linked(graph)}</head><body><div>{STORY}</div><p>Imprint</p></body></html>"
    assert cleaner.clean(page).text == "\n\n".join(PROSE)


@pytest.mark.parametrize(
    ("shown", "note"),
    [
        ("", "the page shows next to no text itself: this stands in the data of its scripts"),
        (
            f"{PROSE[0]}</p><p>Imprint of the Courier",
            "the page's data state 94 words of an article (JSON-LD articleBody), its text shows"
            " less than half",
        ),
        (
            f"</p></article><footer>{'<li><a href=/>All the harbour news</a>' * 70}</footer><p>",
            "empty: the page's data state 94 words of an article (JSON-LD articleBody) alone",
        ),
        (STORY, None),
    ],
)
def test_a_page_that_states_more_of_an_article_than_it_shows_says_so(
    shown: str, note: str | None
) -> None:
    graph = f'{{"@type": "NewsArticle", "articleBody": "{" ".join(PROSE)}"}}'
    article = cleaner.clean(f"<head>{linked(graph)}</head><article><p>{shown}</p></article>")
    assert (*article.provenance.notes[-1:],) == ((note,) if note else ())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20260102", "2026-01-02"),
        ("20260102T101500Z", "2026-01-02T10:15+00:00"),
        ("20260102T1015", "2026-01-02T10:15"),
        ("2026-01-02T10:15:00+0100", "2026-01-02T10:15:00+01:00"),
        ("20261302", None),
        ("1767225600", "2026-01-01T00:00:00+00:00"),
        ("00010101", None),
        ("30 February 2026", None),
        ("02/03/26", "2026-02-03"),
        ("", None),
        ("soon", None),
    ],
)
def test_dates_are_read_however_they_are_written(written: str, read: str | None) -> None:
    date = known(f'<meta property="article:published_time" content="{written}">').date_published
    assert date == read


def test_meta_elements_with_names_of_their_own_are_read() -> None:
    head = (
        '<meta name="citation_publication_date" content="2026-01-02"><meta name="keywords" '
        'content="ferry, storm,,"><meta name="author" content=" "><meta name="x"><meta content="y">'
        "<link rel=license><link href=/x>"
    )
    found = known(head)
    assert found.date_published == "2026-01-02"
    assert found.keywords == ("ferry", "storm")
    assert found.author == ()


@pytest.mark.parametrize(
    "above",
    [
        "<p>By: Jane Roe</p>",
        "<p>Author:</p><p>Jane Roe</p>",
        '<p>By <span itemprop="author">Jane Roe</span></p>',
        '<p><a rel="author" href=/j>Jane Roe</a></p>',
        '<div class="byline">Jane Roe</div>',
        '<div class="author">By Jane Roe</div>',
        "<p>Jane Roe</p>",
    ],
)
def test_the_author_is_read_off_the_page(above: str) -> None:
    assert known(above=above).author == ("Jane Roe",)


def test_times_beside_the_headline_are_taken_and_others_only_where_they_agree() -> None:
    two = '<time datetime="2026-01-02">2 January</time>'
    assert known(above=f"<p>{two}</p>").date_published == "2026-01-02"
    far = f"<p>{PROSE[0]} {PROSE[1]} <time datetime=2025-03-04>4 March</time></p>" * 9
    other = f"{far}<p>{PROSE[2]}</p><p><time datetime=2024-05-06>6 May</time></p>"
    assert known(above=f"<p>{two}</p>{STORY}{other}").date_published == "2026-01-02"


def test_the_language_is_that_of_the_page_or_else_of_its_text() -> None:
    assert known(attributes="xml:lang=en").language == "en"
    assert known(attributes="lang=''").language == "en"


def test_metadata_are_a_mapping_of_all_fields() -> None:
    found = known()
    assert len(found) == len(dict(found))
    with pytest.raises(KeyError):
        found["nothing"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Dr. Jane Roe", ["Jane Roe"]),
        ("Jane Roe, PhD", ["Jane Roe"]),
        ("Jane Roe Jane Roe", ["Jane Roe"]),
        ("Jane Roe Reporter", ["Jane Roe"]),
        ("Jane Roe and Tom Lund", ["Jane Roe", "Tom Lund"]),
    ],
)
def test_a_name_is_bared_of_what_stands_around_it(written: str, names: list[str]) -> None:
    assert split_names(written) == names


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Jane Roe", True),
        ("Jane", False),
        ("J. R.", False),
        ("de la", False),
        ("Jane de", False),
        ("Jane Roe " * 20, False),
        ("jane roe", False),
        ("Staff Writer", False),
    ],
)
def test_what_is_written_as_a_persons_name(text: str, answer: bool) -> None:
    assert is_person(text) is answer
