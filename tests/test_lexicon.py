"""Phrases are found where, and only where, they must stand."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.codes import read_code
from cleaner.language import detect_language
from cleaner.lexicon import Lexicon, lexicon, phrase_languages, read_phrases
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.text import key, keys

PHRASES = Lexicon(
    [
        ("advertisement", "whole", "advertisement"),
        ("navigation", "outside", "sport"),
        ("see_also", "start", "read more"),
        ("photo_credit", "end", "getty images"),
        ("photo_credit", "within", "photo: "),
        ("share_prompt", "item", "facebook"),
        ("see_also", "start", "相关阅读"),
        ("category_tags", "start", "tags:"),
    ]
)

LINES = ["", "advertisement", "sport", "read more: bell", "the quay getty images", "mail facebook",
         "photo: jane", "相关阅读:港口", "tags: a", "advertisement advertisement", "a"]  # fmt: skip


def _found(line: str) -> set[tuple[str, str]]:
    return {(hit.how, hit.phrase) for hit in PHRASES.find(key(line))}


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("- ADVERTISEMENT -", "whole"),
        ("Sport", "outside"),
        ("READ  MORE: Bell raised", "start"),
        ("The quay / Getty Images.", "end"),
        ("The quay. Photo: Jane Roe", "within"),
        ("Twitter | Facebook | Email", "item"),
        ("相关阅读：港口关闭", "start"),
        ("Tags: quay, bell", "start"),
    ],
)
def test_a_phrase_is_found_where_it_must_stand(line: str, how: str) -> None:
    assert how in {found for found, _ in _found(line)}


@pytest.mark.parametrize(
    "line",
    [
        "The advertisement ran twice",
        "Sports",
        "Please read more books",
        "Read moreover that he left",
        "Getty Images sued",
        "Facebookers of the world",
        "Tags on the coats",
    ],
)
def test_a_phrase_elsewhere_or_inside_a_word_is_not_found(line: str) -> None:
    assert _found(line) == set()


def test_numbers_stand_for_each_other() -> None:
    views = Lexicon([("counter", "whole", key("Views: 0"))])
    assert views.find(key("Views: 1,641")) and views.find(key("views 7")) == []


def test_a_combining_mark_belongs_to_the_letter_before_it() -> None:
    hindi = Lexicon([("see_also", "start", key("और पढ"))])
    assert hindi.find(key("और पढ़ें")) == []


def test_rows_are_looked_for_only_where_a_line_may_be_one() -> None:
    assert PHRASES.find("twitter facebook", row=False) == []


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_many_lines_are_searched_as_each_by_itself(lines: list[str]) -> None:
    rows = [len(line) % 2 == 0 for line in lines]
    alone = [PHRASES.find(line, row=row) for line, row in zip(lines, rows, strict=True)]
    found = PHRASES.find_all(lines, rows)
    assert [found.get(at, []) for at in range(len(lines))] == alone


@given(st.lists(st.text(), max_size=6))
def test_keys_of_many_lines_are_those_of_each(texts: list[str]) -> None:
    assert keys(texts) == [key(text) for text in texts]


def test_hits_tell_where_the_phrase_stands() -> None:
    (hit,) = PHRASES.find("the quay getty images")
    assert "the quay getty images"[hit.start : hit.end] == "getty images"


def test_a_language_without_a_file_has_no_phrases() -> None:
    assert read_phrases("xx") == {}
    assert lexicon(("xx",)).find("advertisement") == []


def test_the_twenty_six_languages_are_there() -> None:
    expected = "ar cs da de el en es fi fr hi hu id it ja ko nl no pl pt ro ru sv tr uk vi zh"
    assert set(phrase_languages()) >= set(expected.split())


def test_a_page_that_states_the_code_of_bokmal_has_the_phrases_of_norwegian() -> None:
    page = segment_html(parse('<html lang="nb-NO"><body><p>Hei.</p></body></html>'))
    assert detect_language(page) in phrase_languages()


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("nb", "no"), ("nn", "no"), ("nb_NO.UTF-8", "no"), ("pt-BR", "pt"), ("pt_PT", "pt"),
        ("zh-TW", "zh"), ("zh_Hans", "zh"), ("zh-Hant-HK", "zh"), ("cmn", "zh"), ("yue", "zh"),
        ("DE", "de"), ("de-AT", "de"), ("deu", "de"), ("eng", "en"), ("es-419", "es"),
        ("in", "id"), ("xx", "xx"), ("sr-Latn", "sr"),
    ],
)  # fmt: skip
def test_a_language_may_be_named_by_any_of_its_codes(stated: str, code: str) -> None:
    article = cleaner.clean("Del artikkelen\nHavnen ble stengt mandag.", language=stated)
    assert article.metadata.language == code
    assert bool(article.provenance.notes) == (code not in phrase_languages())


def test_what_is_no_code_of_a_language_is_none() -> None:
    assert [read_code(stated) for stated in ("", "deutsch", "d", "12", "de en")] == [None] * 5


def test_hits_pickle() -> None:
    hits = PHRASES.find("advertisement")
    assert pickle.loads(pickle.dumps(hits)) == hits
