"""Lines that recur on the pages of a site and are still no chrome: credits, datelines, bylines."""

from __future__ import annotations

from functools import lru_cache

from cleaner.agencies import find_agency, read_dateline
from cleaner.lexicon import read_phrases
from cleaner.model import Decision, Recurrence
from cleaner.persons import names_only_persons
from cleaner.rule import Page
from cleaner.text import key

#: A name alone on its line is a writer's, unless so many pages have it: labels in capitals look
#: like names ("Most Read").
NAME_SHARE = 0.5
#: Protected lines are short; a longer one that names an agency is a paragraph.
CREDIT_CHARS = 200
#: Rules that know a line for what is never chrome: what they say of it stands.
PROTECTED = frozenset(("agency-credit", "agency-name", "author-name", "byline", "correction-note",
                       "dateline", "lead-dateline", "headline"))  # fmt: skip


def is_protected(page: Page, decision: Decision, line: Recurrence) -> bool:
    """Say whether a line is of a kind that recurs word for word and is still no chrome."""
    block = page.document.blocks[decision.block]
    if decision.block == page.headline_block:
        return True
    if any(v.action == "keep" or v.rule in PROTECTED for v in decision.verdicts):
        return True
    if len(block.text) > CREDIT_CHARS:
        return False
    named = line.pages < NAME_SHARE * line.of and names_only_persons(block.text)
    return named or _is_credit(block.text, page.document.language)


@lru_cache(maxsize=1 << 14)
def _is_credit(text: str, language: str | None) -> bool:
    """Say whether a line names an agency, or begins as datelines, bylines and corrections do."""
    named = find_agency(text) is not None or read_dateline(text) is not None
    return named or key(text).startswith(_labels(language))


@lru_cache(maxsize=64)
def _labels(language: str | None) -> tuple[str, ...]:
    """Give what bylines, credits and corrections begin with, in a language and in English."""
    tables = [read_phrases(code) for code in (language, "en") if code]
    phrases = (
        phrase
        for table in tables
        for rule in PROTECTED
        for how in ("start", "whole")
        for phrase in table.get(rule.replace("-", "_"), {}).get(how, ())
    )
    return tuple(sorted({f"{phrase} " for phrase in phrases}))
