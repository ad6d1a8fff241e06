"""Single steps at their edges: dates, encodings, titles, marks, exports."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.console import Console

import cleaner
from cleaner import RecordError
from cleaner.dates import find_dates
from cleaner.decode import decode
from cleaner.emit import renderer
from cleaner.explain import explain
from cleaner.report.marks import cases, is_right, read_mark
from cleaner.rule import behind
from cleaner.stories import find_stories, read_story
from cleaner.titles import strip_known
from tests.fixture_pages import PROSE

TEXT = "\n".join(PROSE)


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("10:15, 2 January 2026", "en", ["2026-01-02T10:15"]),
        ("2 January 2026, 10:15", "en", ["2026-01-02T10:15"]),
        ("13/02/2026", "en", ["2026-02-13"]),
        ("02/13/2026", "de", ["2026-02-13"]),
        ("30/02/2026", "en", []),
        ("03/02/26", "de", ["2026-02-03"]),
        ("2 January", "en", []),
    ],
)
def test_dates_with_their_times(text: str, language: str, read: list[str]) -> None:
    assert [stamp.iso for stamp in find_dates(text, language)] == read


SAID = "港の古い桟橋は二年間閉鎖される。"


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "shift_jis", "euc-jp", "utf-16", "utf-8"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    page = f"<html><head><meta charset={encoding}></head><body><p>{SAID * 9}</p></body></html>"
    assert SAID * 9 in decode(page.encode(encoding)).text


@pytest.mark.parametrize("declared", ["utf-16", "utf-32", "base64", "unheard-of"])
def test_a_declaration_that_cannot_be_true_is_passed_over(declared: str) -> None:
    page = f"<html><head><meta charset={declared}></head><body><p>Le café</p></body></html>"
    assert "Le café" in decode(page.encode("windows-1252")).text


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Ferry runs | Courier", "Ferry runs"),
        ("Courier: Ferry runs", "Ferry runs"),
        ("courier.example Ferry runs", "Ferry runs"),
    ],
)
def test_names_of_the_site_are_taken_off_a_title(title: str, left: str) -> None:
    assert strip_known(title, ["Courier", "courier.example"]) == left


def test_what_stands_behind_a_phrase() -> None:
    assert behind("Weather: rain", "weather") == 7
    assert behind("Weather", "weather") == 7


MARK = {"id": "a", "digest": "sha256:a", "textDigest": "sha256:b", "mediaType": "text/plain",
        "start": 0, "end": 3, "text": PROSE[1], "should": "stay"}  # fmt: skip


def test_a_mark_is_looked_up_by_its_text_where_the_page_is_read_otherwise() -> None:
    article = cleaner.clean(TEXT, keep_source_text=True)
    mark = read_mark(json.dumps(MARK).encode(), "marks:1")
    assert is_right(mark, article) is True
    assert is_right(replace(mark, should="go"), article) is False
    assert is_right(replace(mark, text="elsewhere"), article) is None
    assert is_right(replace(mark, text=None), article) is None
    assert is_right(mark, cleaner.clean(TEXT)) is None


def test_marks_without_text_are_no_cases() -> None:
    mark = read_mark(json.dumps(MARK).encode(), "marks:1")
    assert PROSE[1] in cases([mark])
    assert "```" not in cases([replace(mark, text=" ")])
    assert "@@" not in cases([replace(mark, media_type="other")])


@pytest.mark.parametrize("changes", [{"should": "perhaps"}, {"start": "x"}, {"text": 1}])
def test_a_line_that_is_no_mark_is_refused(changes: dict[str, object]) -> None:
    line = json.dumps({**MARK, **changes}) if "text" not in changes else "[]"
    with pytest.raises(RecordError, match="not a mark"):
        read_mark(line.encode(), "marks:1")


def test_exports_say_what_is_known_and_no_more() -> None:
    text = f"Ferry runs again today\nBy Jane Roe\n12 June 2023\n{TEXT}"
    signed = cleaner.clean(text, url="http://a.example/1")
    assert json.loads(renderer("jsonld")(signed))["author"] == [
        {"@type": "Person", "name": "Jane Roe"}
    ]
    bare = cleaner.clean(TEXT)
    bare = replace(bare, provenance=replace(bare.provenance, started_at=None, model=""))
    told = json.loads(renderer("prov")(bare))
    assert "prov:startTime" not in json.dumps(told) and "model" not in json.dumps(told["entity"])
    assert "prov:startTime" in renderer("prov")(signed)
    assert "http://a.example/1" in renderer("prov")(signed)


def test_explain_wants_the_source_text() -> None:
    with pytest.raises(ValueError, match="keep_source_text"):
        explain(cleaner.clean(TEXT), Console())


NAMES = "Anna Brandt met Tom Hale, Ilse Roth, Carl Voss and Mia Lund in Ostermill near Kellmoor"


def story(text: str, date: str | None = None, agency: str | None = None) -> object:
    read = read_story(cleaner.clean(text, media_type="text/plain"))
    return read._replace(date=date, agency=agency)


def groups(*texts: object) -> list[tuple[int, ...]]:
    return [tuple(found.members) for found in find_stories(texts).stories]  # type: ignore[arg-type]


FIRST = f"At noon, {NAMES}, and {PROSE[0].lower()} {NAMES}. {PROSE[1]}"
AGAIN = f"Later, {NAMES}, and {PROSE[0].lower()} {NAMES}, he said. {PROSE[1]}"
OTHER = f"A play opens. {PROSE[2]} Nobody but Anna Brandt and Tom Hale of Kellmoor has seen it."


def test_documents_tell_one_story_by_their_names_and_words_and_days() -> None:
    assert groups(story(FIRST), story(AGAIN), story(OTHER)) == [(0, 1)]
    assert groups(story(FIRST, "2026-01-01"), story(AGAIN, "2026-01-02")) == [(0, 1)]
    assert groups(story(FIRST, "2026-01-01"), story(AGAIN, "2026-03-02")) == []
    assert groups(story(FIRST, "2026-01-01"), story(AGAIN, "soon")) == [(0, 1)]


def test_a_story_comes_from_the_first_or_from_an_agency() -> None:
    for told, reason in (
        ((story(FIRST, "2026-01-02"), story(AGAIN, "2026-01-01")), "the earliest date"),
        (
            (story(FIRST, "2026-01-01"), story(AGAIN, "2026-01-01", "Reuters")),
            "of the earliest day",
        ),
        ((story(FIRST), story(AGAIN, None, "Reuters")), "from an agency, Reuters"),
        ((story(FIRST), story(AGAIN)), "the longest"),
    ):
        (found,) = find_stories(told).stories  # type: ignore[arg-type]
        assert found.reason.startswith(reason)


def test_a_paragraph_is_paired_once() -> None:
    one, other = f"{FIRST}\n{PROSE[2]}", f"{PROSE[2]}\n{PROSE[2]}\n{OTHER}"
    shared = find_stories([story(one), story(other)]).shared  # type: ignore[list-item]
    assert [len(passages) for passages in shared.values()] == [1]
