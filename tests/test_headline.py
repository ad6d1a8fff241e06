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


NOTICES = (
    "© 2026 The Coast Tribune",
    "Copyright © 2019-2026 Coast Tribune Media Group. All rights reserved.",
    "Copyright 2026 by The Coast Tribune | Terms of use",
    "The Coast Tribune (c) 2026",
)


@pytest.mark.parametrize("notice", NOTICES)
def test_a_name_in_the_notice_of_copyright_is_not_the_headline(notice: str) -> None:
    told = f"{LEAD} It was the captain of the ferry who told The Coast Tribune of it."
    above = ("The Coast Tribune", "12 June 2023", "News", "Sport", "Contact")
    assert _in_text(*above, told, MORE, "All the news") == "The Coast Tribune"
    assert _in_text(*above, told, MORE, notice) is None
    assert _in_text(*above, HEADLINE, told, MORE, notice) == HEADLINE


@pytest.mark.parametrize(
    ("headline", "notice"),
    [
        ("Coast Tribune shuts its old harbour office", "© 2026 The Coast Tribune"),
        ("Old copyright law is to change", "Copyright law is to change again next year"),
        ("Copyright 2026: what changes for divers", "© 2026 The Coast Tribune"),
        (HEADLINE, f"{HEADLINE} © Coast Tribune"),
    ],
)
def test_a_headline_may_hold_the_owner_of_the_site(headline: str, notice: str) -> None:
    assert _in_text(headline, "By Jane Roe", "12 June 2023", LEAD, MORE, notice) == headline


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


@pytest.mark.parametrize(
    "title", [f"{HEADLINE} - The Old Tin Car Club", f"The Old Tin Car Club: {HEADLINE}"]
)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_of_two_headings_that_make_up_the_title_the_first_names_the_site(
    title: str, level: int
) -> None:
    topic = f"<h{level}>{HEADLINE}</h{level}>"
    page = _page(f"<h1>The Old Tin Car Club</h1>{topic}<p>{LEAD}</p>", f"<title>{title}</title>")
    assert _headline(page) == (HEADLINE, HEADLINE)


def test_the_heading_above_the_body_counts_where_the_title_is_that_of_the_site() -> None:
    title = "<title>Parish news - St Brannoc's, Wyke</title>"
    page = f"<h2>St Brannoc's</h2><h1>The bells are coming down</h1><p>{LEAD}</p><p>{MORE}</p>"
    assert _headline(_page(page, title))[0] == "The bells are coming down"
    stated = f'{title}<meta property="og:title" content="Tower falls silent until Easter">'
    assert _headline(_page(page, stated))[0] == "Tower falls silent until Easter"
    below = f"<p>{LEAD}</p><h1>The bells are coming down</h1><p>{MORE}</p>"
    assert _headline(_page(below, title))[0] == "Parish news - St Brannoc's, Wyke"


def test_the_mark_between_the_parts_of_a_headline_comes_from_the_title() -> None:
    heading = "<h1><span>Storm in Drumhavn</span> <span>Three bridges closed</span></h1>"
    head = '<meta property="og:title" content="Storm in Drumhavn: Three bridges closed">'
    assert _headline(_page(f"{heading}<p>{LEAD}</p>", head))[0] == (
        "Storm in Drumhavn: Three bridges closed"
    )


def test_the_link_to_a_heading_is_no_part_of_the_headline() -> None:
    heading = f"<h1>{HEADLINE}<a class='headerlink' href='#a'>¶</a></h1>"
    page = _page(f"{heading}<p>{LEAD}</p>", "<title>Guide to the harbour</title>")
    assert _headline(page) == (HEADLINE, f"{HEADLINE}¶")


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


#: A path, a kicker or a section above the headline; in each the third line is the headline.
ELSEWHERE = [
    (
        "Sport", "2:3 in Hallwede", "Dreska verliert das Derby und den Trainer",
        "8. November 2026, 19:02 Uhr",
        "Der SV Dreska hat das Derby beim FC Hallwede verloren und sich noch in der Kabine von "
        "seinem Trainer getrennt. Es war die sechste Niederlage in Folge.",
    ),
    (
        "Sport", "Piłka nożna", "Wisłoka pokonała lidera. Trzy gole dziewiętnastolatka",
        "9 listopada 2026, 21:37",
        "Trzy gole Kacpra Niezgody dały Wisłoce zwycięstwo nad liderem z Grabowca, a młody piłkarz "
        "grał w pierwszym składzie dopiero drugi raz w życiu.",
    ),
    (
        "Культура", "Интервью", "«Я не хотел быть директором театра»",
        "Автор: Марина Светлова", "3 февраля 2026, 09:15",
        "Маленький театр в Заречье пережил зиму без отопления, и его директор рассказал о том, как "
        "актеры играли в пальто, а зрители приносили одеяла.",
    ),
    (
        "Gündem", "Haberler Gündem Karapınar'da köprü kışa kadar kapalı",
        "Karapınar'da köprü kışa kadar kapalı", "14 Mayıs 2026 12:40",
        "Karapınar'da dere üzerindeki köprü, iki ayağında çatlak tespit edilmesinin ardından en az "
        "ekim ayına kadar araç trafiğine kapatıldı.",
    ),
    (
        "首页", "当前位置：首页 > 新闻 > 地方", "白川大桥因裂缝封闭至十月", "2026-05-14 12:40",
        "白川市交通局十四日表示，因两座桥墩出现裂缝，白川大桥将对机动车封闭至十月，行人仍可通行，绕行路线经过"
        "上沟村，路程增加二十五公里。",
    ),
    (
        "बिजनेस", "नई दिल्ली", "बाजार में लौटी रौनक, सर्राफा कारोबारियों के चेहरे खिले",
        "9 नवंबर 2026, 09:37 PM",
        "त्योहार से पहले शहर के सर्राफा बाजार में रौनक लौट आई है। कारोबारियों के मुताबिक "
        "पिछले साल की तुलना में इस बार बिक्री करीब 18 प्रतिशत बढ़ी है और चेहरे खिले हैं।",
    ),
]  # fmt: skip


@pytest.mark.parametrize("lines", ELSEWHERE, ids=lambda lines: lines[2][:12])
def test_the_headline_is_found_below_kickers_and_paths(lines: tuple[str, ...]) -> None:
    assert clean("\n".join(lines)).title == lines[2]


def test_a_short_headline_in_english_is_not_taken_for_a_kicker() -> None:
    below = "The council had promised it for the spring of last year"
    assert _in_text("Old bridge reopens today", below, "12 June 2023", LEAD, MORE) != below


def test_short_paragraphs_of_dense_scripts_are_the_body() -> None:
    korean = (
        "군에 따르면 이 다리는 하루 육천여 대가 이용해 왔다. "
        "우회로는 상류 마을을 지나 멀리 돌아가야 한다."
    )
    chinese = "採訪結束時下起雨，爐火才慢慢暗下來，鎮上每個人都記得。"
    for prose in (korean, chinese):
        page = read_page(segment_text("\n".join(["홈", "首頁", prose, prose[1:], "目錄"])))
        assert page.body == (2, 4)
