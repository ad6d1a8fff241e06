"""The line model takes chrome off dirty text and leaves clean text alone."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import clean
from cleaner.judge import decide, read_page
from cleaner.lexicon import phrase_languages
from cleaner.lines import judge_lines
from cleaner.lines.characters import CLASSES, DIGIT, UPPER, count_characters
from cleaner.lines.features import averages, read_features
from cleaner.lines.words import NO_WORDING, code_pairs, read_tokens
from cleaner.model import Document, Verdict
from cleaner.segment_text import segment_text
from tests.fixture_pages import read_cases

CLEAN = sorted((Path(__file__).parent.parent / "fixtures" / "clean").glob("*.txt"))

LANGUAGES = CLEAN[0].parent.parent / "languages"

PROSE = [path for path in CLEAN if len(path.stem) == 2]
NAVIGATION = "Home News Politics Business Opinion Culture Sport Travel Video Weather".split()
FOOTER = ["About us", "Contact us", "Careers", "Advertise", "Privacy policy", "Terms of use"]


def judged(text: str, profile: str = "balanced") -> list[str]:
    page = read_page(replace(segment_text(text), language="en"))
    verdicts = judge_lines(page, [() for _ in page.document.blocks], profile=profile)
    return [b.text for b, v in zip(page.document.blocks, verdicts, strict=True) if v]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_text_comes_out_byte_for_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert clean(text, media_type="text/plain", ignore=["headline"]).text == text


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
def test_one_line_of_chrome_between_clean_paragraphs_goes_alone(path: Path) -> None:
    paragraphs = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    cases = read_cases(LANGUAGES / f"{path.stem}.md")
    chrome = [line.text for case in cases if not case.place for line in case.lines if not line.left]
    assert len(chrome) >= 10
    for line in chrome:
        text = "\n\n".join([*paragraphs[:2], line, *paragraphs[2:]])
        left = clean(text, media_type="text/plain", ignore=["headline"]).text
        assert left.split("\n\n") == paragraphs, line


@given(st.data())
def test_any_part_of_clean_prose_stays_whole(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(CLEAN[:20])).read_text(encoding="utf-8")
    paragraphs = text.rstrip("\n").split("\n\n")
    first = data.draw(st.integers(0, len(paragraphs) - 1))
    last = data.draw(st.integers(first + 1, len(paragraphs)))
    part = data.draw(st.sampled_from(["\n", "\n\n"])).join(paragraphs[first:last])
    assert judged(part) == []


@given(st.data())
def test_a_document_without_chrome_comes_out_byte_for_byte(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(PROSE)).read_text(encoding="utf-8")
    paragraphs = text.rstrip("\n").split("\n\n")
    first = data.draw(st.integers(0, len(paragraphs) - 1))
    last = data.draw(st.integers(first + 1, len(paragraphs)))
    gap = data.draw(st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]))
    part = gap.join(paragraphs[first:last]) + data.draw(st.sampled_from(["", "\n", "\n\n"]))
    assert clean(part, media_type="text/plain", ignore=["headline"]).text == part


def test_every_language_has_its_prose() -> None:
    assert {path.stem for path in PROSE} == set(phrase_languages())


def test_the_menu_above_and_the_footer_below_go() -> None:
    body = (CLEAN[0].parent / "en.txt").read_text(encoding="utf-8").split("\n\n")
    text = "\n".join([*NAVIGATION, *body, *NAVIGATION, *FOOTER])
    left = clean(text, media_type="text/plain", ignore=["headline"]).text.split("\n")
    assert left == "\n".join(body).rstrip("\n").split("\n")


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("ko", "로그인 회원가입 홈 정치 경제 사회 문화 스포츠 국제 연예 오피니언 검색 구독 인쇄"),
        ("ja", "ログイン 会員登録 ホーム 政治 経済 社会 文化 スポーツ 国際 芸能 検索 購読 印刷"),
        ("zh", "登录 注册 首页 政治 经济 社会 文化 体育 国际 娱乐 搜索 订阅 字号 打印 分享"),
    ],
)
def test_short_paragraphs_of_dense_scripts_stay_amid_labels(language: str, labels: str) -> None:
    prose = (CLEAN[0].parent / f"{language}.txt").read_text("utf-8").split("\n\n")
    chrome = labels.split()
    text = "\n".join([*chrome, *prose, *chrome, *chrome])
    kept = clean(text, media_type="text/plain").text
    assert [paragraph for paragraph in prose if paragraph.strip() not in kept] == []
    assert not {*kept.split("\n")} & {*chrome}


def test_a_removal_has_its_probability() -> None:
    body = (CLEAN[0].parent / "en.txt").read_text(encoding="utf-8").split("\n\n")
    other = ["Latest from the region", "Two held for theft at temple", "Heavy rain on the coast"]
    text = "\n".join([*NAVIGATION, *body, *other, "Latest comment", *FOOTER, *other])
    found = clean(text, media_type="text/plain").provenance.removals
    scores = [removal.score for removal in found if removal.score is not None]
    assert scores
    assert all(0 <= score < 0.5 for score in scores)


@pytest.mark.parametrize(("rule", "stays"), [("related-list", True), ("see-also", False)])
def test_rules_that_go_by_a_label_above_yield_to_the_model(rule: str, stays: bool) -> None:
    page = read_page(segment_text((CLEAN[0].parent / "en.txt").read_text(encoding="utf-8")))
    said: list[list[Verdict]] = [[] for _ in page.document.blocks]
    said[2].append(Verdict(rule, "remove", "a label"))
    verdicts = judge_lines(page, said)
    assert [v.action for v in verdicts[2]] == ["keep"] * stays
    joined = [[*one, *other] for one, other in zip(said, verdicts, strict=True)]
    assert (decide(joined)[2].action == "keep") == stays


def test_profiles_are_ordered() -> None:
    body = (CLEAN[0].parent / "en.txt").read_text(encoding="utf-8").split("\n\n")
    text = "\n".join([*NAVIGATION, "Most of this is free to read", *body, *FOOTER])
    careful, usual, strict = (set(judged(text, p)) for p in ("recall", "balanced", "precision"))
    assert careful <= usual <= strict


@given(st.text(max_size=400))
def test_any_text_is_judged(text: str) -> None:
    page = read_page(segment_text(text))
    verdicts = judge_lines(page, [() for _ in page.document.blocks])
    assert len(verdicts) == len(page.document.blocks)
    assert pickle.loads(pickle.dumps(verdicts)) == verdicts


def test_characters_are_counted_by_line() -> None:
    document = segment_text("Ab 12\n\nCD. é")
    counted = count_characters(document)
    assert counted.counts.shape == (2, CLASSES)
    assert counted.counts[:, UPPER].tolist() == [1, 2]
    assert counted.counts[:, DIGIT].tolist() == [2, 0]
    assert counted.words.tolist() == [2, 2]
    assert counted.capitals.tolist() == [1, 1]


def test_features_are_finite() -> None:
    page = read_page(Document(text="a", blocks=segment_text("a").blocks, media_type="text/plain"))
    assert np.isfinite(read_features(page, [()], NO_WORDING).rows).all()


def test_averages_look_to_both_sides() -> None:
    before, after = averages(np.array([[1.0, 2.0, 3.0]]), 2)
    assert before.ravel().tolist() == [0.0, 1.0, 1.5]
    assert after.ravel().tolist() == [2.5, 3.0, 0.0]


def test_words_are_numbered_as_they_come() -> None:
    tokens = read_tokens(["The quay, the bell.", "Bell!"])
    assert tokens.known == ["the", "quay", "bell"]
    assert tokens.ids.tolist() == [0, 1, 0, 2, 2]
    assert tokens.lines.tolist() == [0, 0, 0, 0, 1]


def test_pairs_are_of_known_neighbours_in_one_line() -> None:
    codes, lines = code_pairs(np.array([0, 1, -1, 2, 2]), np.array([0, 0, 0, 0, 1]), 10)
    assert codes.tolist() == [1]
    assert lines.tolist() == [0]
