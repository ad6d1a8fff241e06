"""Lines that repeat each other and lines that share nothing, and what the finder makes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cleaner.dedupe import find_duplicates
from cleaner.judge import decide, read_page
from cleaner.model import Decision, Verdict
from cleaner.parse import parse
from cleaner.rule import Page
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text

#: Sentences that share no clause with one another.
FILLERS = (
    "The bakers of the upper town have raised the price of bread for the third time in a year.",
    "A heron has been nesting on the roof of the customs house since the first warm days of March.",
    "Two choirs from the far side of the bay will sing in the market hall on the last Sunday.",
    "Rain is expected from noon on and the sports day has been moved to another week of the term.",
    "The library keeps its doors open until nine but the reading room closes an hour earlier.",
    "Nobody has claimed the bicycle that was pulled out of the canal below the timber bridge.",
    "An old map of the parish was found behind a wardrobe and will be shown in the town hall.",
    "The vineyard on the south slope lost a third of its grapes to hail within ten minutes.",
)
WORDS = "each gull along this old stone pier knows which boat comes home with fish and with whom "
PROSE = WORDS.capitalize() + "it shares them, or so the keeper of the lighthouse tells his guests."
#: A paragraph that shares nothing with the others: the story begins with it.
LEAD = (
    "Ferry crews along the coast have found a way to tie up in a swell, and the insurers, after "
    "a winter of broken lines, have asked every port to try it."
)
JAPANESE = "市議会は火曜日老朽化した旧フェリー桟橋を二年間閉鎖することを決めたと広報官が発表した"


def sentence(chars: int, end: str = ".") -> str:
    """Give a sentence of so many characters, its end included."""
    return (WORDS * 9)[: chars - len(end) - 1].rstrip().ljust(chars - len(end), "s") + end


def page_of(*lines: str, **known: Any) -> Page:
    known |= {"headline_is_sure": True} if "headline" in known else {}
    return replace(read_page(segment_text("\n".join(lines))), **known)


def page_of_html(body: str) -> Page:
    return read_page(segment_html(parse(f"<html><body>{body}</body></html>")))


def found(page: Page, **decided: Decision) -> dict[int, tuple[str, str]]:
    """Give the rule and the reason for each copy, by its number; the first block's is 1."""
    decisions = decide([[] for _ in page.document.blocks])
    for decision in decided.values():
        decisions[decision.block] = decision
    verdicts = find_duplicates(page, decisions)
    assert {(v.step, v.action) for said in verdicts for v in said} <= {("dedupe", "remove")}
    return {at: (v.rule, v.reason) for at, said in enumerate(verdicts, 1) for v in said}


def gone(*lines: str, **known: Any) -> dict[int, str]:
    """Give the rule that takes each line, by the line's number."""
    return {at: rule for at, (rule, _) in found(page_of(*lines, **known)).items()}


#: What a model and a rule say of a block.
MODEL = Verdict("content", "remove", "few words", step="content")
RULE = Verdict("navigation", "remove", "is a section")
