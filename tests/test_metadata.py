"""Metadata: what pages and lines state, who is believed, and what the evidence says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.agencies import read_dateline
from cleaner.dates import read_date, read_date_line
from cleaner.judge import all_rules, apply_rules, decide, read_page
from cleaner.lexicon import lexicon
from cleaner.metadata import read_metadata
from cleaner.model import Document, Evidence, Metadata
from cleaner.parse import parse
from cleaner.persons import is_person, read_signed, split_names
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text

HEADLINE = "Old harbour stays closed as storm moves the quay"
LEAD = (
    "The old harbour of the town will stay closed until the end of the week, after divers found "
    "that the storm had moved more of the quay than anyone had thought."
)


def _read(document: Document, url: str | None = None) -> tuple[Metadata, dict[str, Evidence]]:
    page = read_page(document)
    decisions = decide(apply_rules(page, all_rules(), lexicon(("en",))))
    metadata, evidence = read_metadata(page, decisions, url=url)
    return metadata, {one.field: one for one in evidence}


def _page(head: str = "", below: str = "", url: str | None = None) -> Metadata:
    return _evidence(head, below, url)[0]


def _evidence(
    head: str = "", below: str = "", url: str | None = None
) -> tuple[Metadata, dict[str, Evidence]]:
    body = f"<h1>{HEADLINE}</h1>{below}<p>{LEAD}</p>"
    source = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    return _read(segment_html(parse(source), url=url), url)


def _script(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}],
    "datePublished": "2023-06-19T10:57:00+02:00",
    "dateModified": "2023-06-20",
    "publisher": {"@type": "Organization", "name": "The Daily Example"},
    "articleSection": "Coast",
}


def test_json_ld_gives_the_fields_of_the_article() -> None:
    found = _page(_script(ARTICLE))
    assert found.author == ("Jane Roe", "John Doe")
    assert found.date_published == "2023-06-19T10:57:00+02:00"
    assert (found.date_modified, found.section) == ("2023-06-20", "Coast")
    assert found.publisher == "The Daily Example"


def test_another_wording_of_the_headline_is_kept_beside_it() -> None:
    found, evidence = _evidence('<meta property="og:title" content="Storm closes harbour">')
    assert (found.headline, found.alternative_headline) == (HEADLINE, "Storm closes harbour")
    assert evidence["headline"].disagrees == ("og:title: Storm closes harbour",)


def test_half_a_character_in_json_ld_becomes_the_replacement_character() -> None:
    story = r'{"@type": "NewsArticle", "headline": "Ferry \ud83d back \ud83d\ude00 on \ude00 time"}'
    headline = _page(f'<script type="application/ld+json">{story}</script>').headline
    assert headline == "Ferry \ufffd back \U0001f600 on \ufffd time"


def test_references_in_json_ld_are_followed() -> None:
    graph = [
        {"@type": "Article", "headline": HEADLINE, "author": {"@id": "#jane"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Roe"},
    ]
    assert _page(_script({"@graph": graph})).author == ("Jane Roe",)


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "Article", "author": {"name": "Jane Roe"}, "datePublished": "2023-06-19",}',
        '{"@type": "Article", "author": {"name": "Jane Roe"}, "datePublished": "2023-06-19"',
        '<!-- {"@type":"Article","author":{"name":"Jane Roe"},"datePublished":"2023-06-19"} -->',
        '{"@type":"Article","text":"a\tb\nc","author":"Jane Roe","datePublished":"2023-06-19"}',
    ],
)
def test_broken_json_ld_is_read_as_far_as_it_goes(broken: str) -> None:
    found = _page(_script(broken))
    assert (found.author, found.date_published) == (("Jane Roe",), "2023-06-19")


def test_articles_that_a_page_lists_do_not_speak_for_it() -> None:
    other = {"@type": "Article", "author": {"name": "Mary Major"}, "datePublished": "2020-01-01"}
    listed = {"@type": "ItemList", "itemListElement": [other]}
    assert _page(_script([listed])).author == ()


def test_a_visible_byline_that_names_others_comes_before_the_page_data() -> None:
    found, evidence = _evidence(
        '<meta name="author" content="Web Poster">', "<p>By Jane Roe</p><p>12 June 2023</p>"
    )
    assert found.author == ("Jane Roe",)
    assert evidence["author"].disagrees == ("author: Web Poster",)


def test_a_byline_inside_a_longer_line_is_read() -> None:
    found = _page(below="<p>June 12, 2023 · 4 min read · By Jane Roe</p>")
    assert (found.author, found.date_published) == (("Jane Roe",), "2023-06-12")


def test_reviewers_are_not_authors() -> None:
    assert _page(below="<p>Medically reviewed by</p><p>Mary Major</p>").author == ()


@pytest.mark.parametrize("below, authors", [(f"<p>{LEAD}</p>", ()), ("", ("Mill Rise",))])
def test_names_in_a_list_behind_the_first_paragraph_are_no_authors(
    below: str, authors: tuple[str, ...]
) -> None:
    listed = f"{below}<ul><li>Quay</li><li>Mill Rise</li></ul><p>It is far.</p>"
    assert _page(below=listed).author == authors


@pytest.mark.parametrize("name", ["The Daily Example", "Editorial Team", "Reuters"])
def test_outlets_desks_and_agencies_are_kept_apart_from_persons(name: str) -> None:
    site = '<meta property="og:site_name" content="The Daily Example">'
    found = _page(f'{site}<meta name="author" content="{name}">')
    assert (found.author, found.posted_by) == ((), (name,))


def test_an_agency_that_signs_on_another_site_is_the_source() -> None:
    head = '<meta property="og:site_name" content="The Daily Example">'
    found = _page(f'{head}<meta name="author" content="Reuters">')
    assert found.source_organization == "Reuters"


def test_an_earlier_day_that_readers_see_comes_before_the_page_data() -> None:
    head = '<meta property="article:published_time" content="2023-06-20T01:10:00Z">'
    found, evidence = _evidence(head, "<p>19 June 2023</p>")
    assert found.date_published == "2023-06-19"
    assert "article:published_time: 2023-06-20T01:10:00+00:00" in (
        evidence["date_published"].disagrees
    )


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert _page(url="https://example.com/2023/06/19/harbour").date_published == "2023-06-19"


def test_a_field_that_nothing_states_stays_empty() -> None:
    found, evidence = _read(segment_text(f"{LEAD}\n\n{LEAD}"))
    assert dict(found) == dict(Metadata())
    assert evidence == {}


def test_lines_of_a_text_become_metadata_with_their_place() -> None:
    text = (
        f"{HEADLINE}\n\nAkira Example\n\nThe Daily Courier\n\nBy Jane Roe\n\n12 June 2023\n\n"
        f"SPRINGFIELD (AP) — {LEAD}\n\nCorrection: An earlier version of this story gave a wrong "
        "number.\n\n(Reporting by Jane Roe; Editing by John Doe)"
    )
    found, evidence = _read(segment_text(text))
    assert (found.author, found.posted_by) == (("Jane Roe",), ("Akira Example",))
    assert (found.publisher, found.dateline) == ("The Daily Courier", "SPRINGFIELD")
    assert found.source_organization == "AP"
    assert found.credit_text == "(Reporting by Jane Roe; Editing by John Doe)"
    assert found.correction == (
        "Correction: An earlier version of this story gave a wrong number.",
    )
    byline = evidence["author"]
    assert text[byline.start : byline.end] == "By Jane Roe"


@pytest.mark.parametrize(
    "lines",
    [
        ("Jane Roe March 5, 2025",),
        ("March 5, 2025 by Jane Roe",),
        ("Posted on March 5, 2025 by Jane Roe",),
        ("Jane Roe, The Daily Courier", "March 5, 2025"),
        ("Jane Roe | Daily Courier", "March 5, 2025"),
        ("Jane Roe in Springfield", "March 5, 2025"),
        ("March 5, 2025 Springfield", "Jane Roe"),
        ("By Jane Roe, BBC Springfield", "March 5, 2025"),
    ],
)
def test_who_wrote_is_read_beside_date_place_and_outlet(lines: tuple[str, ...]) -> None:
    found, _ = _read(segment_text("\n\n".join((HEADLINE, *lines, LEAD, LEAD[::-1]))))
    assert found.author == ("Jane Roe",)
    assert found.date_published == "2025-03-05"
    assert found.section in (None, "Springfield")


def test_the_offer_of_reprints_is_no_copyright_notice() -> None:
    reprints = "A version of this article appears in print on Oct. 3, 2023. Order Reprints"
    document = segment_text(f"{LEAD}\n\n{reprints}\n\n© 2023 The Daily Example")
    found, _ = _read(replace(document, language="en"))
    assert found.copyright_notice == "© 2023 The Daily Example"


@pytest.mark.parametrize(
    ("below", "authors", "posted"),
    [
        ("<p>It was tried on a ship, by one patient person, on a Sunday in the rain.</p>", (), ()),
        ("<p>June 5, 2023, by sailor_jane</p>", ("sailor_jane",), ()),
        ("<p>Reporting by Jane Roe and John Doe</p>", ("Jane Roe", "John Doe"), ()),
        ("<p>By Jane Roe · 5 June 2023 · Reading time: 3 min.</p>", ("Jane Roe",), ()),
        (
            "<div itemprop='author' itemscope><a href='/u'>Jane Roe</a>"
            "<span itemprop='name'>Jane Roe</span><span>131</span></div>",
            ("Jane Roe",),
            (),
        ),
        (
            "<meta name='author' content='Drumhavn Online, Jane Roe'>",
            ("Jane Roe",),
            ("Drumhavn Online",),
        ),
    ],
)
def test_who_signs_is_read_and_nobody_else(
    below: str, authors: tuple[str, ...], posted: tuple[str, ...]
) -> None:
    found = _page(below=below)
    assert (found.author, found.posted_by) == (authors, posted)


def test_who_made_an_episode_is_its_author() -> None:
    episode = {"@type": "PodcastEpisode", "author": {"@type": "Person", "name": "Jane Roe"}}
    assert _page(_script(episode)).author == ("Jane Roe",)


def test_the_history_of_a_manuscript_is_not_the_day_of_publication_nor_a_section() -> None:
    head = '<meta name="citation_publication_date" content="2021/06/14">'
    found = _page(
        head, "<p>Received 3 January 2021; accepted 28 May 2021; published 14 June 2021</p>"
    )
    assert (found.date_published, found.section) == ("2021-06-14", None)


def test_the_day_on_which_somebody_joined_is_not_that_of_the_post() -> None:
    found = _page(below="<p>Joined: 2 March 2019</p><p>Posted: 9 March 2021</p>")
    assert found.date_published == "2021-03-09"


@pytest.mark.parametrize(
    ("menu", "section"),
    [
        ("<nav><ul><li>Opinion<li>Contact</ul></nav>", None),
        ("<ul class='main-menu'><li>Opinion<li>Contact</ul>", None),
        ("<nav class='breadcrumb'><ol><li>Home<li>Opinion</ol></nav>", "Opinion"),
        ("<p>Opinion</p>", "Opinion"),
    ],
)
def test_the_name_of_a_section_in_a_menu_is_not_that_of_the_article(
    menu: str, section: str | None
) -> None:
    assert _page(below=menu).section == section


def test_a_line_on_rights_is_the_copyright_notice() -> None:
    found, _ = _read(segment_text(f"{LEAD}\n\n© 2023 The Daily Example. All rights reserved."))
    assert found.copyright_notice == "© 2023 The Daily Example. All rights reserved."


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("2023-06-19 10:57", "2023-06-19T10:57"),
        ("Mon, 19 Jun 2023 10:57:00 GMT", "2023-06-19T10:57:00+00:00"),
        ("June 19th, 2023 at 4:05 p.m.", "2023-06-19T16:05"),
        ("19. Juni 2023, 10.57 Uhr", "2023-06-19T10:57"),
        ("19 de junio de 2023", "2023-06-19"),
        ("Publié le 19 juin 2023 à 10h57", "2023-06-19T10:57"),
        ("19 giugno 2023 alle 10:57", "2023-06-19T10:57"),
        ("19 de junho de 2023 às 10:57", "2023-06-19T10:57"),
        ("19 juni 2023 om 10:57", "2023-06-19T10:57"),
        ("19 czerwca 2023", "2023-06-19"),
        ("19 июня 2023 г. в 10:57", "2023-06-19T10:57"),
        ("19 Haziran 2023 10:57", "2023-06-19T10:57"),
        ("19 يونيو 2023", "2023-06-19"),
        ("19 जून 2023", "2023-06-19"),
        ("19 Juni 2023 pukul 10:57", "2023-06-19T10:57"),
        ("2023年6月19日 10:57", "2023-06-19T10:57"),
        ("2023년 6월 19일", "2023-06-19"),
        ("19 juni 2023 kl. 10.57", "2023-06-19T10:57"),
        ("19. desember 2023 kl. 10:57", "2023-12-19T10:57"),
        ("19. marts 2023", "2023-03-19"),
        ("19. června 2023 v 10:57", "2023-06-19T10:57"),
        ("19 червня 2023 о 10:57", "2023-06-19T10:57"),
        ("19 iunie 2023, ora 10:57", "2023-06-19T10:57"),
        ("19 Ιουνίου 2023", "2023-06-19"),
        ("ΔΕΥΤΕΡΑ, 19 ΙΟΥΝΙΟΥ 2023", "2023-06-19"),
        ("2023. június 19. 10:57", "2023-06-19T10:57"),
        ("19. kesäkuuta 2023 klo 10.57", "2023-06-19T10:57"),
        ("Thứ Hai, 19/6/2023, 10:57", "2023-06-19T10:57"),
        ("19/06/2023", "2023-06-19"),
        ("Posted: Jun 19, 2023 / 04:05 PM EDT", "2023-06-19T16:05-04:00"),
        ("16 de agosto de 2026 | 10:35 p. m.", "2026-08-16T22:35"),
        ("الخميس 14 مايو 2026 - 3:05 م", "2026-05-14T15:05"),
        ("١٤ مايو ٢٠٢٦", "2026-05-14"),
        ("2026年5月14日(木) 午後3時05分", "2026-05-14T15:05"),
        ("입력 2026.05.14. 오후 3:05", "2026-05-14T15:05"),
        ("2026年05月14日12:40", "2026-05-14T12:40"),
        ("14. 5. 2026 12:40", "2026-05-14T12:40"),
        ("2026. május 14. 12:40", "2026-05-14T12:40"),
        ("31 June 2023", None),
        ("He was born on 12 June.", None),
    ],
)
def test_dates_of_many_languages_are_read(line: str, iso: str | None) -> None:
    assert read_date(line) == iso


def test_a_numeric_date_is_read_as_its_language_writes_it() -> None:
    assert read_date("06/07/2023", "en") == "2023-06-07"
    assert read_date("06/07/2023", "fr") == "2023-07-06"


@pytest.mark.parametrize(
    "line",
    ["A year ago", "Published 3 hours ago", "vor 3 Stunden", "il y a 2 jours", "hace una hora",
     "3 ore fa", "há 2 dias", "2 dagen geleden", "2 dni temu", "3 часа назад", "3 saat önce",
     "منذ 3 ساعات", "3 घंटे पहले", "3 jam yang lalu", "3時間前", "3시간 전", "3小时前",
     "för 3 timmar sedan", "for 3 timer siden", "před 3 hodinami", "3 години тому", "acum 3 ore",
     "πριν 3 ώρες", "3 órája", "3 tuntia sitten", "3 giờ trước"],
)  # fmt: skip
def test_relative_dates_of_every_language_are_seen(line: str) -> None:
    read = read_date_line(line)
    assert read is not None
    assert read.relative


@pytest.mark.parametrize(
    "line",
    ["Heute, 14:32 Uhr", "Mis à jour à 18h42", "Hoy, 10:35", "Oggi alle 17:05", "Hoje às 10h22",
     "Gisteren om 11:23", "Dzisiaj, 9 listopada (21:37)", "14 мая, 12:40", "Bugün 12:40",
     "Hari ini, 12:40", "5月14日 12:40", "最終更新:5/14(木) 15:05", "I dag kl. 12.40"],
)  # fmt: skip
def test_days_without_a_year_are_seen_by_their_time(line: str) -> None:
    read = read_date_line(line)
    assert read is not None
    assert read.timed


@pytest.mark.parametrize(
    "line",
    [
        "Giriş: 19.30",
        "时间：19:30",
        "Anpfiff 14:30 Uhr",
        "12. Mai",
        "Heute kommt um 14:30 Uhr Anna",
    ],
)
def test_other_times_are_no_dates(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("2026-05-14 12:40:15　来源：白川日报", "2026-05-14T12:40:15", None),
        ("14.05.2026 12:40 | Kaynak: DHA", "2026-05-14T12:40", None),
        ("04/03/2026 09h12 Atualizado há 2 horas", "2026-03-04T09:12", None),
        ("發布時間：2026/05/02 05:51 更新時間：2026/05/02 09:10",
         "2026-05-02T05:51", "2026-05-02T09:10"),
        ("12.05.2026 | aktual.: 12.05.2026 16:45", "2026-05-12", "2026-05-12T16:45"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_date_is_told_from_a_sentence(
    line: str, published: str, modified: str | None
) -> None:
    read = read_date_line(line)
    assert read is not None
    assert (read.published, read.modified, read.rest) == (published, modified, "")


def test_labels_tell_publication_from_change() -> None:
    read = read_date_line("Published: 5 May 2024 | Updated: 6 May 2024")
    assert read is not None
    assert (read.published, read.modified, read.rest) == ("2024-05-05", "2024-05-06", "")


@pytest.mark.parametrize(
    "line",
    [
        "Published May 5, 2024 • Last updated 3 hours ago • 4 minute read",
        "Created: 5 May 2024 | Last Updated: 3 months ago",
        "Posted 5:00 AM, May 5, 2024 and last updated 9:12 AM, May 6, 2024",
    ],
)
def test_a_line_that_says_more_than_once_when_has_no_other_words(line: str) -> None:
    read = read_date_line(line, "en")
    assert read is not None
    assert (read.published or "")[:10] == "2024-05-05"
    assert read.rest == ""


@given(st.text(max_size=80))
def test_any_line_can_be_asked_for_dates(line: str) -> None:
    read_date_line(line)
    read_dateline(line)
    read_signed(line)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Roe, MS, RD", ["Jane Roe"]),
        ("Roe, Jane", ["Jane Roe"]),
        ("Roe, J. B.", ["J. B. Roe"]),
        ("Dr. Ursula van der Roe; John Q. Doe", ["Ursula van der Roe", "John Q. Doe"]),
        ("Jane Roe, CEO of Example", ["Jane Roe"]),
        ("Smith and Sons", ["Smith and Sons"]),
    ],
)
def test_names_are_split_where_two_persons_are_named(value: str, names: list[str]) -> None:
    assert split_names(value) == names


@pytest.mark.parametrize(
    "text", ["Key Takeaways", "The Daily Example", "Read More", "Senior Editor"]
)
def test_headings_outlets_and_trades_are_not_persons(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    ("lead", "place", "agency"),
    [
        ("BEIJING (AP) — The talks ended.", "BEIJING", "AP"),
        ("PARIS, June 5 (Reuters) - The talks ended.", "PARIS", "Reuters"),
        ("Berlin (dpa) – Die Gespräche sind zu Ende.", "Berlin", "dpa"),
        ("(Reuters) - The talks ended.", None, "Reuters"),
        ("NEW YORK — The talks ended.", "NEW YORK", None),
    ],
)
def test_datelines_give_place_and_agency(lead: str, place: str | None, agency: str | None) -> None:
    read = read_dateline(lead)
    assert read is not None
    assert (read.place, read.agency) == (place, agency)


def test_a_bracket_in_the_first_sentence_is_no_dateline() -> None:
    assert read_dateline("The minister (left) - who had come late - said nothing.") is None
