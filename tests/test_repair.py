"""Repairs: what is mended, what stays, and that the account still leads to the source."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.emit import renderer
from tests.fixture_pages import PROSE

WRAPPED = (
    "The harbour of the old town will stay closed until the end of the week, after div-\n"
    "ers found that the storm had moved more of the well-known quay than anyone had\n"
    "thought, and the ferry to the islands was sent to the dock that nobody liked, well-\n"
    "known or not."
)


def mended(text: str, **options) -> str:
    article = cleaner.clean(text, media_type="text/plain", repair=True, **options)
    record = json.loads(article.to_json())
    assert cleaner.verify(record, text) is None
    assert cleaner.restore(record, text) == text
    return article.text


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("The cafÃ© wasnâ€™t open", "The café wasn’t open"),
        ("Tom &amp; Jerry&#39;s &amp;amp; more", "Tom & Jerry's & more"),
        ("one&nbsp;two &quot;three&quot;", 'one two "three"'),
        ("in\u00advis\u200bible\ufeff", "invisible"),
        ("a\u00a0blank  or\ttwo", "a blank or two"),
    ],
)
@pytest.mark.parametrize("place", ["{} {}", "{}: {}"])
def test_damage_is_mended(damaged, whole, place):
    text = "\n".join([PROSE[0], place.format(PROSE[1], damaged) + ".", PROSE[2]])
    assert mended(text) == text.replace(damaged, whole)
    assert cleaner.clean(text, media_type="text/plain").text == text


@pytest.mark.parametrize(
    "sound",
    [
        "“Curly” quotes – and dashes … stay",
        "ﬁne ligatures and ｗｉｄｅ letters stay",
        "naïve café, Łódź, Ærø, 東京　へ",
        "می‌خواهم",
        "AT&T; R&D at 5 < 6 &amp; more",
    ],
)
def test_what_is_no_damage_stays(sound):
    text = "\n".join([PROSE[0], f"{PROSE[1]} {sound}.", PROSE[2]])
    assert mended(text) == text


def test_a_word_parted_by_a_lines_end_is_joined():
    out = mended(WRAPPED)
    assert "after divers found" in out
    assert "nobody liked, well-\nknown" in out  # the text writes this word with its hyphen


def test_every_repair_is_in_the_record():
    text = "\n".join([PROSE[0], f"{PROSE[1]} The cafÃ© is shut.", PROSE[2]])
    article = cleaner.clean(text, media_type="text/plain", repair=True, removed_text=True)
    (removal,) = article.provenance.removals
    assert (removal.rule, removal.step, removal.text) == ("mojibake", "repair", "Ã©")
    (repair,) = article.provenance.repairs
    assert article.text[repair.start : repair.end] == "é"
    assert text[repair.source_start : repair.source_end] == "Ã©"
    assert cleaner.restore(json.loads(article.to_json())) == text


def test_a_kind_of_repair_can_be_left_out():
    text = "\n".join([PROSE[0], f"{PROSE[1]} The cafÃ© is  shut.", PROSE[2]])
    assert "café is  shut" in mended(text, ignore=["white-space"])


def test_pages_are_mended_too():
    page = (
        "<article>" + "".join(f"<p>{text} The cafÃ© is shut.</p>" for text in PROSE) + "</article>"
    )
    article = cleaner.clean(page, repair=True)
    assert article.text.count("café") == 3
    assert cleaner.verify(json.loads(article.to_json()), page) is None
    assert renderer("md")(article) == "\n".join(f"{text} The café is shut.\n" for text in PROSE)


def test_a_line_that_is_mended_to_nothing_leaves_no_blank_line():
    text = f"{PROSE[0]}\n\u200b\n{PROSE[1]}\n"
    article = cleaner.clean(text, media_type="text/plain", repair=True)
    assert article.text == f"{PROSE[0]}\n{PROSE[1]}\n"
    assert cleaner.verify(json.loads(article.to_json()), text) is None


PIECES = [
    "Ã©",
    "&amp;",
    "\u200b",
    "\u00a0",
    "  ",
    "-\n",
    "\n",
    "word",
    "é",
    " ",
    ".",
    "Advertisement",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_whatever_is_mended_the_record_holds(pieces):
    text = PROSE[0] + "\n" + "".join(pieces)
    article = cleaner.clean(text, media_type="text/plain", repair=True, removed_text=True)
    record = json.loads(article.to_json())
    assert cleaner.verify(record, text) is None
    assert cleaner.restore(record) == text
