"""Rules and models speak, one outcome a block comes of it.

Every rule sees the same frozen `Page`, so the order of rules can't matter: `keep` vetoes
`remove`, silence keeps, and what two rules remove is recorded with both.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import cleaner.rules
from cleaner.headline import find_headline
from cleaner.lexicon import Lexicon
from cleaner.model import Decision, Document, Finding, Span, Verdict
from cleaner.rule import DECLARED, Answer, Candidate, Page, Rule
from cleaner.text import is_prose, key

#: Only blocks up to this length are looked up in the lexicon and shown to phrase rules; the
#: longest chrome line of the benchmark's taxonomy that a phrase identifies is about 400 long.
LONGEST_KEYED = 600


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Find every rule by its module, sorted by name."""
    found: list[Rule] = []
    for module in pkgutil.iter_modules(cleaner.rules.__path__):
        loaded = importlib.import_module(f"cleaner.rules.{module.name}")
        found.append(getattr(getattr(loaded, module.name), DECLARED))
    return tuple(sorted(found, key=lambda rule: rule.name))


def read_page(document: Document) -> Page:
    """Work out what rules may know of the whole document."""
    keys = tuple(key(b.text) if len(b.text) <= LONGEST_KEYED else "" for b in document.blocks)
    prose = [b.index for b in document.blocks if not b.hidden and is_prose(b.text, b.link_chars)]
    size = len(document.blocks)
    body = Span(prose[0], prose[-1] + 1) if prose else Span(size, size)
    page = Page(document=document, keys=keys, body=body)
    headline, at = find_headline(page)
    return replace(page, headline=headline, headline_block=at)


def apply_rules(page: Page, rules: Sequence[Rule], lexicon: Lexicon) -> list[list[Verdict]]:
    """Ask every rule about every block it can concern: verdicts by block index.

    Second-pass rules are asked once the others are done and see what those removed.
    """
    verdicts: list[list[Verdict]] = [[] for _ in page.document.blocks]
    first = [rule for rule in rules if not rule.second_pass]
    _ask(page, first, lexicon, verdicts)
    if second := [rule for rule in rules if rule.second_pass]:
        families = {rule.name: rule.family for rule in first}
        removed = {
            d.block: tuple(
                families[v.rule] for v in d.verdicts if v.action == "remove" and v.span is None
            )
            for d in decide(verdicts)
            if d.action == "remove"
        }
        _ask(replace(page, removed=removed), second, lexicon, verdicts)
    return verdicts


def _ask(
    page: Page, rules: Sequence[Rule], lexicon: Lexicon, verdicts: list[list[Verdict]]
) -> None:
    media = page.document.media_type
    rules = [rule for rule in rules if rule.media in (None, media)]
    spoken = {rule.name.replace("-", "_"): rule for rule in rules if rule.phrases}
    silent = [rule for rule in rules if not rule.phrases]
    for block in page.document.blocks:
        size = len(block.text)
        line = page.keys[block.index]
        asked = [(rule, ()) for rule in silent if size <= rule.max_chars]
        if line and (hits := lexicon.find(line)):
            for name in sorted({hit.rule for hit in hits}):
                if (rule := spoken.get(name)) and size <= rule.max_chars:
                    asked.append((rule, tuple(hit for hit in hits if hit.rule == name)))  # type: ignore[arg-type]
        for rule, own in asked:
            candidate = Candidate(page, block, line, own)
            if _stands_where(rule, candidate) and (answer := rule.judge(candidate)):
                verdicts[block.index].append(_verdict(rule, answer))


_PLACES: dict[str, Callable[[Candidate], bool]] = {
    "anywhere": lambda candidate: True,
    "before_body": lambda candidate: candidate.before_body,
    "after_body": lambda candidate: candidate.after_body,
    "in_body": lambda candidate: candidate.in_body,
    "outside_body": lambda candidate: candidate.before_body or candidate.after_body,
}


def _stands_where(rule: Rule, candidate: Candidate) -> bool:
    return _PLACES[rule.where](candidate)


def _verdict(rule: Rule, answer: Answer) -> Verdict:
    if isinstance(answer, Finding):
        return Verdict(
            rule.name, rule.action, answer.reason, span=answer.span, metadata=answer.metadata
        )
    return Verdict(rule.name, rule.action, str(answer))


def decide(verdicts: Iterable[Sequence[Verdict]]) -> list[Decision]:
    """Bring the verdicts on each block to one outcome, blocks in order."""
    decisions = []
    for index, spoken in enumerate(verdicts):
        ordered = tuple(sorted(spoken, key=lambda v: (v.step, v.rule, v.span or (0, 0))))
        gone = _is_removed([v for v in ordered if v.span is None])
        decisions.append(Decision(index, "remove" if gone else "keep", ordered))
    return decisions


#: Steps that a rule's `keep` does not overrule: a dateline marks a lead, but also a teaser of
#: another story, and only the models look at where on the page a block stands.
NOT_VETOED = ("content", "segment")


def _is_removed(verdicts: Sequence[Verdict]) -> bool:
    """Say whether verdicts on a whole block remove it: `keep` vetoes, the caller's above all."""
    kept_by = {v.step for v in verdicts if v.action == "keep"}
    if "options" in kept_by:
        return False
    return any(v.action == "remove" and (not kept_by or v.step in NOT_VETOED) for v in verdicts)
