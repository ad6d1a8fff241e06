"""Rules and models speak, one outcome a block comes of it.

Every rule sees the same frozen `Page`, so the order of rules can't matter: `keep` vetoes
`remove`, silence keeps, and what two rules remove is recorded with both.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import cleaner.rules
from cleaner.headline import find_headline
from cleaner.lexicon import Hit, Lexicon
from cleaner.model import Block, Decision, Document, Finding, Span, Verdict
from cleaner.rule import DECLARED, Answer, Candidate, Page, Rule, Where
from cleaner.text import ends_sentence, is_prose, key

#: Only blocks up to this length are looked up in the lexicon and shown to phrase rules; the
#: longest chrome line of the benchmark's taxonomy that a phrase identifies is about 400 long.
LONGEST_KEYED = 600
#: In a document without longer paragraphs a sentence of this length is taken for prose: prompts
#: and buttons that end with a full stop are mostly shorter.
SHORT_PROSE_CHARS = 60


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Find every rule by its module, sorted by name."""
    found: list[Rule] = []
    for module in pkgutil.iter_modules(cleaner.rules.__path__):
        loaded = importlib.import_module(f"cleaner.rules.{module.name}")
        found.append(getattr(getattr(loaded, module.name), DECLARED))
    return tuple(sorted(found, key=lambda rule: rule.name))


def read_page(document: Document, main: Collection[int] | None = None) -> Page:
    """Work out what rules may know of the whole document.

    `main` are the blocks that a model takes for main content: prose elsewhere is not the body.
    """
    keys = tuple(key(b.text) if len(b.text) <= LONGEST_KEYED else "" for b in document.blocks)
    shown = [b for b in document.blocks if (not b.hidden if main is None else b.index in main)]
    page = Page(document=document, keys=keys, body=_find_body(shown, len(keys)))
    headline, at = find_headline(page)
    return replace(page, headline=headline, headline_block=at)


def _find_body(shown: Sequence[Block], size: int) -> Span:
    """Give the range from the first to just past the last block of prose.

    Where all paragraphs are short, shorter sentences count; where there are none, nothing is
    known to stand outside of the body.
    """
    prose = [b.index for b in shown if is_prose(b.text, b.link_chars)] or [
        b.index for b in shown if len(b.text) >= SHORT_PROSE_CHARS and ends_sentence(b.text)
    ]
    return Span(prose[0], prose[-1] + 1) if prose else Span(0, size)


def apply_rules(
    page: Page, rules: Sequence[Rule], lexicon: Lexicon, among: Iterable[int] | None = None
) -> list[list[Verdict]]:
    """Ask every rule about every block it can concern: verdicts by block index.

    `among` limits the blocks that are asked about. Second-pass rules are asked once the others
    are done and see what those removed.
    """
    size = len(page.document.blocks)
    asked = range(size) if among is None else sorted(among)
    verdicts: list[list[Verdict]] = [[] for _ in range(size)]
    media = [rule for rule in rules if rule.media in (None, page.document.media_type)]
    blocks = page.document.blocks
    hits = {
        at: lexicon.find(page.keys[at], row=not ends_sentence(blocks[at].text))
        for at in asked
        if page.keys[at]
    }
    _ask(page, [rule for rule in media if not rule.second_pass], asked, hits, verdicts)
    if second := [rule for rule in media if rule.second_pass]:
        families = {rule.name: rule.family for rule in media}
        removed = {
            d.block: tuple(
                families[v.rule] for v in d.verdicts if v.action == "remove" and v.span is None
            )
            for d in decide(verdicts)
            if d.action == "remove"
        }
        if removed:
            _ask(replace(page, removed=removed), second, asked, hits, verdicts)
    return verdicts


#: Where a rule may speak, by the place of a block against the body.
PLACES: Mapping[Where, frozenset[str]] = {
    "anywhere": frozenset(("before", "in", "after")),
    "before_body": frozenset(("before",)),
    "after_body": frozenset(("after",)),
    "in_body": frozenset(("in",)),
    "outside_body": frozenset(("before", "after")),
}


def _ask(
    page: Page,
    rules: Sequence[Rule],
    asked: Sequence[int],
    hits: Mapping[int, Sequence[Hit]],
    verdicts: list[list[Verdict]],
) -> None:
    spoken = {rule.name.replace("-", "_"): rule for rule in rules if rule.phrases}
    silent = {
        place: sorted(
            (r for r in rules if not r.phrases and place in PLACES[r.where]),
            key=lambda r: -r.max_chars,
        )
        for place in PLACES["anywhere"]
    }
    first, past = page.body
    for at in asked:
        block = page.document.blocks[at]
        size = len(block.text)
        place = "before" if at < first else "after" if at >= past else "in"
        plain = Candidate(page, block, page.keys[at])
        for quiet in silent[place]:
            if size > quiet.max_chars:
                break  # the rest concern shorter blocks still
            if answer := quiet.judge(plain):
                verdicts[at].append(_verdict(quiet, answer))
        if not (found := hits.get(at)):
            continue
        for name in {hit.rule for hit in found}:
            rule = spoken.get(name)
            if rule and size <= rule.max_chars and place in PLACES[rule.where]:
                own = tuple(hit for hit in found if hit.rule == name)
                if answer := rule.judge(Candidate(page, block, plain.key, own)):
                    verdicts[at].append(_verdict(rule, answer))


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
        if not spoken:  # most blocks of most pages
            decisions.append(Decision(index, "keep"))
            continue
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
