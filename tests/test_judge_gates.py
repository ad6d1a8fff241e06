"""What a rule is asked about, what it gets to see, and what becomes of its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cleaner.judge import apply_rules, decide, read_page
from cleaner.lexicon import Hit, Lexicon
from cleaner.model import Decision, Finding, Span, Verdict
from cleaner.rule import Answer, Candidate, Page, Rule
from cleaner.segment_text import segment_text
from tests.fixture_pages import PROSE

LINES = ["Menu", "Search", *PROSE, "Quay", PROSE[0], "Imprint", "Jobs", "Press"]
PHRASES = Lexicon([("see_also", "start", "menu"), ("see_also", "end", "menu"),
                   ("tag_list", "item", "jobs"), ("other", "whole", "press")])  # fmt: skip


def page_of(*lines: str) -> Page:
    return read_page(segment_text("\n".join(lines)))


class Asked:
    """A rule that answers the same each time, and remembers what it was asked about."""

    def __init__(self, answer: Answer = "asked", **declared: Any) -> None:
        self.seen: list[Candidate] = []
        self.answer = answer
        name = declared.pop("name", "asked")
        defaults = {"family": name, "action": "remove", "doc": "", "max_chars": 1000}
        self.rule = Rule(name=name, judge=self._judge, **{**defaults, **declared})

    def _judge(self, line: Candidate) -> Answer:
        self.seen.append(line)
        return self.answer

    @property
    def texts(self) -> list[str]:
        return [line.text for line in self.seen]


def ask(page: Page, *asked: Asked, among: list[int] | None = None) -> list[list[Verdict]]:
    return apply_rules(page, [one.rule for one in asked], PHRASES, among)


def test_a_rule_sees_the_page_the_block_and_its_key() -> None:
    page, asked = page_of("¡MENU 24!"), Asked()
    assert ask(page, asked) == [[Verdict("asked", "remove", "asked")]]
    assert asked.seen == [Candidate(page, page.document.blocks[0], "menu 0")]


def test_a_block_of_600_characters_has_a_key_and_a_longer_one_none() -> None:
    assert page_of("x" * 600, "x" * 601).keys == ("x" * 600, "")
    assert read_page(segment_text("")).keys == ()


def test_a_findings_reason_span_and_metadata_are_its_verdicts() -> None:
    finding = Finding("named", Span(0, 4), (("author", "Jane Roe"),))
    [[verdict]] = ask(page_of("Menu"), Asked(finding, action="keep"))
    expected = Verdict(
        "asked", "keep", "named", span=Span(0, 4), metadata=(("author", "Jane Roe"),)
    )
    assert verdict == expected


@pytest.mark.parametrize("answer", [None, ""])
def test_no_answer_is_no_verdict(answer: Answer) -> None:
    asked = [Asked(answer), Asked(answer, name="see-also", phrases=True)]
    assert ask(page_of("Menu"), *asked) == [[]]


@pytest.mark.parametrize("declared", [{}, {"phrases": True, "name": "see-also"}])
def test_a_rule_is_asked_about_blocks_as_long_as_it_says(declared: dict[str, Any]) -> None:
    for longest, expected in ((6, ["Menu A"]), (5, [])):
        asked = Asked(max_chars=longest, **declared)
        ask(page_of("Menu A"), asked)
        assert asked.texts == expected


def test_every_rule_that_a_block_is_not_too_long_for_is_asked() -> None:
    rules = [Asked(name=f"to-{longest}", max_chars=longest) for longest in (3, 50, 4, 6)]
    verdicts = ask(page_of("Menu", "Search"), *rules)
    assert [[v.rule for v in said] for said in verdicts] == [
        ["to-50", "to-6", "to-4"],
        ["to-50", "to-6"],
    ]


@pytest.mark.parametrize(
    ("media", "asked_about"), [(None, ["Menu"]), ("text/plain", ["Menu"]), ("text/html", [])]
)
def test_a_rule_is_asked_about_its_media(media: Any, asked_about: list[str]) -> None:
    asked = Asked(media=media)
    ask(page_of("Menu"), asked)
    assert asked.texts == asked_about


def test_a_rule_with_signs_is_asked_about_blocks_that_hold_one() -> None:
    both, none, all_blocks = Asked(signs="<#"), Asked(signs="%"), Asked(name="all")
    ask(page_of("a < b", "Menu", "#tag", "a > b"), both, none, all_blocks)
    assert both.texts == ["a < b", "#tag"]
    assert none.texts == []
    assert len(all_blocks.texts) == 4


def test_a_rule_with_phrases_gets_its_own_hits() -> None:
    page = page_of("Menu", "Quay", "Press")
    asked, other = Asked(name="see-also", phrases=True), Asked(name="unheard-of", phrases=True)
    verdicts = ask(page, asked, other)
    start = Hit("see_also", "start", "menu", 0, 4)
    (seen,) = asked.seen
    assert (seen.page, seen.block, seen.key) == (page, page.document.blocks[0], "menu")
    assert sorted(seen.hits) == sorted([start, start._replace(how="end")])
    assert [len(said) for said in verdicts] == [1, 0, 0]
    assert other.texts == []


def test_one_rule_too_short_for_a_block_keeps_no_other_from_it() -> None:
    phrases = Lexicon([("a", "start", "menu"), ("b", "start", "menu"), ("c", "start", "menu")])
    small, large = Asked(name="a", phrases=True, max_chars=2), Asked(name="c", phrases=True)
    apply_rules(page_of("Menu"), [small.rule, large.rule], phrases)
    assert (small.texts, large.texts) == ([], ["Menu"])


def test_rows_of_phrases_are_not_looked_for_in_sentences() -> None:
    asked = Asked(name="tag-list", phrases=True)
    ask(page_of("Jobs", "Jobs."), asked)
    assert asked.texts == ["Jobs"]


def test_a_rule_is_asked_about_the_blocks_of_choice_alone() -> None:
    page = page_of(*LINES)
    before, inside, after = (
        Asked(name=where, where=where) for where in ("before_body", "in_body", "after_body")
    )
    phrases = Asked(name="see-also", phrases=True)
    verdicts = ask(page, before, inside, after, phrases, among=[8, 5, 1, 7])
    assert before.texts == ["Search"]
    assert inside.texts == ["Quay"]
    assert after.texts == ["Imprint", "Jobs"]
    assert phrases.texts == []
    assert [at for at, said in enumerate(verdicts) if said] == [1, 5, 7, 8]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("anywhere", LINES),
        ("before_body", LINES[:2]),
        ("in_body", LINES[2:7]),
        ("after_body", LINES[7:]),
        ("outside_body", LINES[:2] + LINES[7:]),
        ("lead", LINES[2:3]),
    ],
)
def test_a_rule_is_asked_in_every_block_of_its_place(where: Any, expected: list[str]) -> None:
    asked = Asked(where=where)
    ask(page_of(*LINES), asked)
    assert asked.texts == expected


def test_a_rule_for_the_header_is_asked_beside_the_headline() -> None:
    page = replace(page_of(*LINES), header=Span(1, 4))
    asked = Asked(where="header")
    ask(page, asked)
    assert asked.texts == LINES[1:4]


MARKED = frozenset({"marked"})


def second_pass(page: Page, first: list[Asked], **declared: Any) -> Asked:
    """Ask some rules, then one that hangs on the family "marked", about all of a page."""
    asked = Asked(name="below", below=MARKED, **declared)
    ask(page, *first, asked)
    return asked


def only(text: str, answer: Answer = "it is", **declared: Any) -> Asked:
    asked = Asked(**{"name": f"is-{text.lower()}", "family": "marked", **declared})
    rule = replace(asked.rule, judge=lambda line: answer if line.text == text else None)
    asked.rule = rule
    return asked


def test_a_second_pass_rule_sees_the_page_without_what_the_first_removed() -> None:
    page = page_of(*LINES)
    first = [only("Imprint"), only("Imprint", name="an-other", family="other"), only("Quay")]
    asked = second_pass(page, first)
    removed = {5: ("marked",), 7: ("other", "marked")}
    assert asked.seen == [
        Candidate(replace(page, removed=removed), page.document.blocks[at], page.keys[at])
        for at in (6, 8)
    ]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"max_chars": 4}, ["Jobs"]),
        ({"max_chars": 3}, []),
        ({"where": "in_body"}, []),
        ({"where": "after_body"}, ["Jobs"]),
        ({"media": "text/html"}, []),
        ({"reach": 2}, ["Jobs", "Press"]),
        ({"reach": 9}, ["Jobs", "Press"]),
    ],
)
def test_a_second_pass_rule_has_the_same_gates(declared: dict[str, Any], expected: Any) -> None:
    assert second_pass(page_of(*LINES), [only("Imprint")], **declared).texts == expected


def test_a_second_pass_rules_answer_counts() -> None:
    page = page_of(*LINES)
    found = Finding("below", Span(1, 2))
    verdicts = ask(page, only("Imprint"), Asked(found, name="below", below=MARKED))
    assert verdicts[8] == [Verdict("below", "remove", "below", span=Span(1, 2))]
    verdicts = ask(page, only("Imprint"), Asked(None, name="below", below=MARKED))
    assert verdicts[8] == []


@pytest.mark.parametrize(
    "first",
    [
        [only("Imprint", family="other")],
        [only("Imprint", action="keep")],
        [only("Imprint"), only("Imprint", name="no", action="keep")],
        [only("Imprint", Finding("a part", Span(0, 1)))],
    ],
)
def test_a_second_pass_rule_hangs_on_what_was_removed_by_its_family(first: list[Asked]) -> None:
    assert second_pass(page_of(*LINES), first).texts == []


def test_two_second_pass_rules_are_each_asked_below_their_own() -> None:
    one = Asked(name="one", below=MARKED)
    two = Asked(name="two", below=frozenset({"other"}), reach=2)
    verdicts = ask(page_of(*LINES), only("Menu"), only("Imprint", family="other"), one, two)
    assert (one.texts, two.texts) == (["Search"], ["Jobs", "Press"])
    assert [at for at, said in enumerate(verdicts) if said] == [0, 1, 7, 8, 9]


def test_verdicts_stand_in_the_order_of_step_rule_and_place() -> None:
    spoken = [
        Verdict("b", "remove", "1", span=Span(4, 5)),
        Verdict("b", "remove", "2", span=Span(1, 2)),
        Verdict("b", "remove", "3"),
        Verdict("a", "remove", "4", "sites"),
        Verdict("a", "remove", "5", "judge"),
        Verdict("z", "remove", "6", "content"),
    ]
    decisions = decide([[], spoken, spoken[:1], spoken[2:3]])
    assert decisions[0] == Decision(0, "keep")
    assert (decisions[1].block, decisions[1].action) == (1, "remove")
    assert [v.reason for v in decisions[1].verdicts] == ["6", "5", "3", "2", "1", "4"]
    assert decisions[2] == Decision(2, "keep", (spoken[0],))
    assert decisions[3] == Decision(3, "remove", (spoken[2],))


KEEP, REMOVE = Verdict("a", "keep", "k"), Verdict("b", "remove", "r")


@pytest.mark.parametrize(
    ("spoken", "gone"),
    [
        ([KEEP], False),
        ([KEEP, KEEP], False),
        ([REMOVE, REMOVE], True),
        ([KEEP, REMOVE], False),
        ([KEEP, REMOVE._replace(span=Span(0, 1))], False),
        ([REMOVE, REMOVE._replace(span=Span(0, 1))], True),
        ([REMOVE._replace(span=Span(0, 1)), REMOVE._replace(span=Span(2, 3))], False),
        ([KEEP._replace(span=Span(0, 1)), REMOVE], True),
        ([KEEP, REMOVE._replace(step="content")], True),
        ([KEEP, REMOVE._replace(step="segment")], True),
        ([KEEP, REMOVE._replace(step="dedupe")], False),
        ([KEEP._replace(step="options"), REMOVE._replace(step="content")], False),
        ([KEEP._replace(step="options"), REMOVE], False),
    ],
)
def test_who_has_the_last_word(spoken: list[Verdict], gone: bool) -> None:
    assert decide([spoken])[0].action == ("remove" if gone else "keep")
