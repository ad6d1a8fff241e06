"""How the opinions of rules come to one outcome a block, and what a rule gets to see."""

from __future__ import annotations

import pytest

from cleaner.judge import all_rules, apply_rules, decide, read_page
from cleaner.lexicon import Lexicon
from cleaner.model import Action, Finding, Span, Verdict
from cleaner.rule import Answer, Candidate, Rule, Where
from cleaner.segment_text import segment_text
from tests.fixture_pages import PROSE

NO_PHRASES = Lexicon([])
TEXT = "\n".join(["Menu", *PROSE, "Quay", *PROSE, "Imprint"])


def _rule(
    name: str, word: str, action: Action = "remove", where: Where = "anywhere", longest: int = 50
) -> Rule:
    def judge(line: Candidate) -> Answer:
        return f"has {word}" if word in line.text else None

    return Rule(name, name, action, judge, "", longest, where=where)


def _removed(*rules: Rule, text: str = TEXT) -> list[str]:
    page = read_page(segment_text(text))
    decisions = decide(apply_rules(page, rules, NO_PHRASES))
    return [page.document.blocks[d.block].text for d in decisions if d.action == "remove"]


def test_what_two_rules_remove_is_recorded_with_both() -> None:
    page = read_page(segment_text(TEXT))
    verdicts = apply_rules(page, [_rule("b", "Menu"), _rule("a", "Men")], NO_PHRASES)
    assert [verdict.rule for verdict in decide(verdicts)[0].verdicts] == ["a", "b"]


def test_keep_vetoes_remove_and_silence_keeps() -> None:
    assert _removed(_rule("remove", "Menu")) == ["Menu"]
    assert _removed(_rule("remove", "Menu"), _rule("keep", "Menu", "keep")) == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("anywhere", ["Menu", "Quay", "Imprint"]),
        ("before_body", ["Menu"]),
        ("in_body", ["Quay"]),
        ("after_body", ["Imprint"]),
        ("outside_body", ["Menu", "Imprint"]),
        ("header", ["Menu"]),
    ],
)
def test_a_rule_is_asked_where_it_says(where: Where, expected: list[str]) -> None:
    rules = [_rule(word, word, where=where) for word in ("Menu", "Quay", "Imprint")]
    assert _removed(*rules) == expected


def test_a_rule_is_not_asked_about_longer_blocks() -> None:
    assert _removed(_rule("a", "harbour")) == []
    assert PROSE[0] in _removed(_rule("a", "harbour", longest=500))


def test_a_second_pass_rule_sees_what_the_first_removed() -> None:
    def below(line: Candidate) -> Answer:
        return "below" if line.is_removed(-1) else None

    marked = frozenset(["first"])
    second = Rule("second", "second", "remove", below, "", 50, below=marked)
    text = "\n".join([*PROSE, "Imprint", "Contact", "Jobs"])
    assert _removed(_rule("first", "Imprint"), second, text=text) == ["Imprint", "Contact"]
    assert _removed(_rule("other", "Imprint"), second, text=text) == ["Imprint"]


@pytest.mark.parametrize(("reach", "expected"), [(1, ["Contact"]), (2, ["Contact", "Jobs"])])
def test_a_second_pass_rule_is_asked_within_its_reach(reach: int, expected: list[str]) -> None:
    def always(line: Candidate) -> Answer:
        return "below"

    below = frozenset(["first"])
    second = Rule("second", "second", "remove", always, "", 50, below=below, reach=reach)
    text = "\n".join([*PROSE, "Imprint", "Contact", "Jobs", "Press"])
    assert _removed(_rule("first", "Imprint"), second, text=text) == ["Imprint", *expected]


def test_a_part_of_a_block_is_cut_and_the_block_stays() -> None:
    verdict = Verdict("a", "remove", "glued", span=Span(4, 8))
    (decision,) = decide([[verdict]])
    assert decision.action == "keep" and decision.cuts == (verdict,)


def test_a_finding_carries_its_span_and_metadata() -> None:
    def judge(line: Candidate) -> Answer:
        return Finding("named", Span(0, 2), (("author", "Jane Roe"),)) if line.key else None

    page = read_page(segment_text("Menu"))
    ((verdict,),) = apply_rules(page, [Rule("a", "a", "remove", judge, "", 50)], NO_PHRASES)
    assert verdict.span == Span(0, 2) and verdict.metadata == (("author", "Jane Roe"),)


def test_short_paragraphs_make_a_body_where_there_are_no_longer_ones() -> None:
    short = "The harbour of the old town will stay closed until Friday, we hear."
    page = read_page(segment_text("\n".join(["Menu", short, "Quay", short, "Imprint"])))
    assert page.body == Span(1, 4)


def test_without_prose_nothing_stands_outside_of_the_body() -> None:
    page = read_page(segment_text("Menu\nQuay\nImprint"))
    assert page.body == Span(0, 3)


def test_every_rule_is_found_by_its_module() -> None:
    names = [rule.name for rule in all_rules()]
    assert names == sorted(set(names)) and "advertisement" in names


SLOGAN = (
    "The Valley Courier has told the people of the hills what happens in their towns since the "
    "first press was carried up the road, every morning but Sunday."
)


def test_a_slogan_above_the_headline_is_no_part_of_the_body() -> None:
    headline = "Harbour of the old town stays closed after the storm"
    menu = ["Weather", "Jobs", "Imprint", "Search"]
    lines = ["Sport", SLOGAN, *menu, headline, "By Jane Roe", *PROSE, *PROSE]
    page = read_page(segment_text("\n".join(lines)))
    assert page.headline == headline
    assert page.document.blocks[page.body.start].text == PROSE[0]


def test_a_byline_below_a_standfirst_stands_in_the_header() -> None:
    lines = [PROSE[0], "By Jane Roe", "12 June 2023", *PROSE[1:]]
    page = read_page(segment_text("\n".join(lines)))
    assert page.header == (0, 3)
