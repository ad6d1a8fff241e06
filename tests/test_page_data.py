"""Pages that scripts build: the article is read from their data, where the markup has none."""

from __future__ import annotations

import json

import pytest

import cleaner
from cleaner import verify
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.segment_html.data import bodies
from tests.fixture_pages import PROSE

BODY = "".join(f'<p class="text">{text}</p>' for text in PROSE)
MARKUP = f'\n<h2>The pier</h2>{BODY}<p>He said &quot;never&quot; and <a href="/a">left</a>.</p>'
PLAIN = "\n".join(PROSE)
NOTE = "the page shows next to no text itself: this stands in the data of its scripts"


def page(script: str, shown: str = "", kind: str = "") -> str:
    return (
        f"<html><head><title>Ferry runs again</title></head><body><nav><a href=/>Home</a></nav>"
        f"<div id=root>{shown}</div><script>start()</script><script {kind}>{script}</script>"
        "<footer><p>Imprint</p></footer></body></html>"
    )


STATE = json.dumps({"props": {"story": {"id": 7, "html": MARKUP}}})
LD = 'type="application/ld+json"'
HELD = {
    "JSON-LD": page(json.dumps({"@type": "NewsArticle", "articleBody": PLAIN}), kind=LD),
    "markup in JSON-LD": page(json.dumps({"articleBody": f"Words first. {BODY}"}), kind=LD),
    "state of the page": page(STATE, kind='id="__DATA__" type="application/json"'),
    "state in a script": page(f"window.__STATE__ = {STATE};"),
    "text of JSON in a script": page(f"window.state = JSON.parse({json.dumps(STATE)});"),
    "rows pushed by scripts": page(f'flight.push([1,{json.dumps(MARKUP)}]);flight.push([2,"x"])'),
}


@pytest.mark.parametrize("source", HELD.values(), ids=HELD)
def test_an_article_that_stands_in_the_data_of_a_script_alone_is_read(source: str) -> None:
    article = cleaner.clean(source, removed_text=True)
    assert all(text in article.text.split("\n\n") for text in PROSE)
    assert "Imprint" not in article.text
    assert NOTE in article.provenance.notes
    assert {segment.xpath for segment in article.provenance.segments} == {
        "/html[1]/body[1]/script[2]"
    }
    assert not any(segment.offsets for segment in article.provenance.segments)
    record = json.loads(article.to_json())
    assert verify(record, source.encode()) is None


def test_a_record_that_names_another_script_is_found_out() -> None:
    source = HELD["state of the page"]
    written = cleaner.clean(source).to_json().replace("script[2]", "script[1]")
    found = verify(json.loads(written), source.encode())
    assert found is not None
    assert "script[1]" in found.what


def test_markup_of_the_data_is_read_as_the_page_would_have_it() -> None:
    document = segment_html(parse(HELD["state of the page"]))
    found = [(block.kind, block.text) for block in document.blocks if block.offsets is None]
    assert found[0] == ("heading", "The pier")
    assert found[-1] == ("paragraph", 'He said "never" and left.')
    assert [block.text for block in document.blocks][-1] == "Imprint"


@pytest.mark.parametrize(
    "script",
    [
        json.dumps({"html": "<p>Short.</p><p>Nothing to read here.</p>" + " " * 300}),
        json.dumps({"summary": " ".join(PROSE)}),
        json.dumps({"html": f"<div>{' '.join(PROSE)}</div>"}),
        f"var page = '{BODY}';",
    ],
    ids=["few words", "a text of unknown kind", "no paragraphs", "no JSON"],
)
def test_what_may_be_anything_is_left_in_the_data(script: str) -> None:
    assert not [block for block in segment_html(parse(page(script))).blocks if not block.offsets]


def test_a_page_that_shows_its_article_is_not_read_twice() -> None:
    shown = page(STATE, shown=BODY)
    assert cleaner.clean(shown).text == cleaner.clean(page("", shown=BODY)).text


def test_half_characters_and_deep_markup_in_the_data_do_no_harm() -> None:
    halved = page(json.dumps({"articleBody": PLAIN}).replace("ferry", "ferry \\ud83d", 1))
    assert "\ufffd" in cleaner.clean(halved).text
    deep = page(json.dumps({"html": "<p>" * 2 + "<div>" * 11_000 + BODY}))
    assert cleaner.clean(deep).provenance.notes == cleaner.clean(page("")).provenance.notes


@pytest.mark.parametrize("filler", ['\\"', '"a":', '"' + "\\", '"x" ', "\\u00"])
def test_reading_strings_takes_time_in_proportion(filler: str) -> None:
    assert list(bodies('{"html": "' + filler * 400_000)) == []
