"""Every rule does what its fixture page and its documentation say, on text and on HTML."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from cleaner.judge import all_rules, apply_rules, decide, read_page
from cleaner.lexicon import Lexicon, lexicon, phrase_languages, read_phrases
from cleaner.model import Decision, Document
from cleaner.rule import Rule
from cleaner.segment_text import segment_text
from tests.fixture_pages import PROSE, Case, read_cases

FIXTURES = Path(__file__).parent.parent / "fixtures"
RULES = {rule.name.replace("-", "_"): rule for rule in all_rules()}
SECTIONS = ("*What it removes*", "*Why it is boilerplate*", "*What it keeps*")
PAGES = sorted(path.stem for path in (FIXTURES / "rules").glob("*.md"))


def _decide(document: Document, languages: tuple[str, ...], rules: list[Rule]) -> list[Decision]:
    return decide(apply_rules(read_page(document), rules, lexicon(languages)))


def _left(document: Document, decision: Decision) -> str | None:
    """Give what is left of a block, None where it goes as a whole."""
    block = document.blocks[decision.block]
    if decision.action == "remove":
        return None
    text = block.text
    for cut in sorted(decision.cuts, key=lambda verdict: verdict.span or (0, 0), reverse=True):
        assert cut.span is not None
        start, end = cut.span.start - block.span.start, cut.span.end - block.span.start
        text = text[:start] + text[end:]
    return text.strip()


def _check(case: Case, medium: str, languages: tuple[str, ...]) -> list[str]:
    """Check what is left of every line; give the names of the rules that removed something."""
    removed: list[str] = []
    document, first = case.document(medium)
    document = replace(document, language=languages[0])
    decisions = _decide(document, languages, list(RULES.values()))
    for line, decision in zip(case.lines, decisions[first:], strict=False):
        assert document.blocks[decision.block].text == line.text
        spoke = [verdict.rule for verdict in decision.verdicts if verdict.action == "remove"]
        assert _left(document, decision) == line.left, f"{line.text!r}: {spoke}"
        removed += spoke
    around = decisions[:first] + decisions[first + len(case.lines) :]
    assert all(decision.action == "keep" and not decision.cuts for decision in around)
    return removed


@pytest.mark.parametrize("page", PAGES)
def test_a_rule_does_what_its_fixture_page_shows(page: str) -> None:
    for medium in ("text", "html"):
        removed: list[str] = []
        for case in read_cases(FIXTURES / "rules" / f"{page}.md"):
            if medium in case.media:
                removed += _check(case, medium, ("en",))
        if RULES[page].action == "remove" and RULES[page].media in (None, f"text/{medium}"):
            assert removed.count(RULES[page].name) >= 3


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_has_a_fixture_page_with_removing_and_keeping_cases(name: str) -> None:
    lines = [line for case in read_cases(FIXTURES / "rules" / f"{name}.md") for line in case.lines]
    assert sum(line.left != line.text for line in lines) >= 3
    assert sum(line.left == line.text for line in lines) >= 3


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_documented(rule: Rule) -> None:
    assert all(section in rule.doc for section in SECTIONS)
    assert rule.doc.splitlines()[0].endswith(".")


@pytest.mark.parametrize("language", phrase_languages())
def test_phrases_belong_to_rules_and_are_not_empty(language: str) -> None:
    for name, table in read_phrases(language).items():
        assert RULES[name].phrases
        for phrases in table.values():
            assert all(phrases), f"{language}.toml [{name}] has a phrase that is only punctuation"


@pytest.mark.parametrize("language", phrase_languages())
def test_openings_have_words_that_show_a_prompt(language: str) -> None:
    for name, table in read_phrases(language).items():
        assert ("opening" in table) == ("about" in table), f"{language}.toml [{name}]"


OPENING = Lexicon(
    [
        ("newsletter", "opening", "get our news"),
        ("newsletter", "about", "news"),
        ("newsletter", "about", "inbox"),
        ("newsletter", "start", "get our newsletter"),
    ]
)


@pytest.mark.parametrize(
    ("line", "is_prompt"),
    [
        ("Get our news", True),
        ("Get our news from the old mill", True),
        ("Get our news!", True),
        ("Get our news. It is free.", True),
        ("Get our news: it is free.", True),
        ("Get our news into your inbox.", True),
        (f"Get our news {'by the first ship and the last ' * 5} into your inbox.", True),
        ("Get our newsletter, the keeper said.", True),
        ("Get our news out to the fleet, the keeper said.", False),
        ("“Get our news into the inbox” was painted on the wall.", False),
    ],
)
def test_an_opening_counts_in_a_sentence_that_goes_on_with_what_it_is_about(
    line: str, is_prompt: bool
) -> None:
    page = read_page(segment_text("\n\n".join([*PROSE, line, *PROSE])))
    decision = decide(apply_rules(page, [RULES["newsletter"]], OPENING))[len(PROSE)]
    assert (decision.action == "remove") == is_prompt


def _language_pages() -> list[str]:
    return sorted(path.stem for path in (FIXTURES / "languages").glob("*.md"))


@pytest.mark.parametrize("language", _language_pages())
def test_a_language_is_handled_as_its_fixture_page_shows(language: str) -> None:
    cases = read_cases(FIXTURES / "languages" / f"{language}.md")
    lines = [line for case in cases for line in case.lines]
    assert sum(line.left != line.text for line in lines) >= 10
    assert sum(line.left == line.text for line in lines) >= 10
    for case in cases:
        for medium in case.media:
            _check(case, medium, (language, "en"))


def test_every_language_with_phrases_has_a_fixture_page() -> None:
    assert set(phrase_languages()) == set(_language_pages())


def test_the_order_of_rules_does_not_matter() -> None:
    shuffled = list(RULES.values())
    random.Random(7).shuffle(shuffled)
    for page in PAGES:
        for case in read_cases(FIXTURES / "rules" / f"{page}.md"):
            document, _ = case.document("text")
            ordered = _decide(document, ("en",), list(RULES.values()))
            assert _decide(document, ("en",), shuffled) == ordered
