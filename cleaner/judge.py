"""Rules and models speak, one outcome a block comes of it.

Every rule sees the same frozen `Page`, so the order of rules can't matter: `keep` vetoes
`remove`, silence keeps, and what two rules remove is recorded with both.
"""

from __future__ import annotations

import importlib
import pkgutil
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import cleaner.rules
from cleaner.header import find_header
from cleaner.headline import find_headline
from cleaner.lexicon import Hit, Lexicon
from cleaner.model import Block, Decision, Document, Finding, Span, Verdict
from cleaner.rule import DECLARED, Answer, Candidate, Page, Rule, Where
from cleaner.text import ends_sentence, is_prose, is_short_prose
from cleaner.text import keys as text_keys

#: Only blocks up to this length are looked up in the lexicon and shown to phrase rules; the
#: longest chrome line of the benchmark's taxonomy that a phrase identifies is about 400 long.
LONGEST_KEYED = 600
#: Prose above the headline is no part of the article where it is this little beside what follows.
SLOGAN_SHARE = 0.2


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
    texts = [b.text if len(b.text) <= LONGEST_KEYED else "" for b in document.blocks]
    keys = tuple(text_keys(texts)) if texts else ()
    shown = [b for b in document.blocks if (not b.hidden if main is None else b.index in main)]
    page = Page(document=document, keys=keys, body=_find_body(shown, len(keys)))
    headline, at, sure = find_headline(page)
    body = _body_below(page, at if sure else None)
    page = replace(page, headline=headline, headline_block=at, headline_is_sure=sure, body=body)
    return replace(page, header=find_header(page))


def _body_below(page: Page, headline: int | None) -> Span:
    """Leave prose above a plain text's headline out of the body, where it is little: a slogan, a
    notice, a teaser."""
    first, past = page.body
    if headline is None or headline < first or page.document.media_type != "text/plain":
        return page.body
    prose = [b for b in page.document.blocks[first:past] if is_prose(b.text)]
    below = [b for b in prose if b.index > headline]
    above = sum(len(b.text) for b in prose if b.index < headline)
    if not below or above > SLOGAN_SHARE * sum(len(b.text) for b in below):
        return page.body
    return Span(below[0].index, past)


def _find_body(shown: Sequence[Block], size: int) -> Span:
    """Give the range from the first to just past the last block of prose.

    Where all paragraphs are short, shorter sentences count; where there are none, nothing is
    known to stand outside of the body.
    """
    prose = [b.index for b in shown if is_prose(b.text, b.link_chars)] or [
        b.index for b in shown if is_short_prose(b.text)
    ]
    return Span(prose[0], prose[-1] + 1) if prose else Span(0, size)


def apply_rules(
    page: Page, rules: Sequence[Rule], lexicon: Lexicon, among: Iterable[int] | None = None
) -> list[list[Verdict]]:
    """Ask every rule about every block it can concern: verdicts by block index.

    `among` limits the blocks that are asked about. Rules that speak of what stands below another's
    finding are asked once the others are done and see what those removed.
    """
    blocks = page.document.blocks
    asked = range(len(blocks)) if among is None else sorted(among)
    keys = [page.keys[at] for at in asked]
    found = lexicon.find_all(keys, [not ends_sentence(blocks[at].text) for at in asked])
    hits = {asked[at]: own for at, own in found.items()}
    verdicts: list[list[Verdict]] = [[] for _ in blocks]
    media = [rule for rule in rules if rule.media in (None, page.document.media_type)]
    _ask(page, [rule for rule in media if not rule.below], asked, hits, verdicts)
    removed = _removed(verdicts, {rule.name: rule.family for rule in media})
    if removed:
        page = replace(page, removed=removed)
        second = {rule: _below(rule, removed) for rule in media if rule.below}
        _ask_below(page, second, asked, verdicts)
    return verdicts


def _removed(
    verdicts: Sequence[Sequence[Verdict]], families: Mapping[str, str]
) -> dict[int, tuple[str, ...]]:
    """Give the families of the rules that removed a block, by block."""
    removed = {}
    for at, spoken in enumerate(verdicts):
        whole = [verdict for verdict in spoken if verdict.span is None]
        if whole and _is_removed(whole):
            causes = sorted(verdict.rule for verdict in whole if verdict.action == "remove")
            removed[at] = tuple(families[name] for name in causes)
    return removed


def _below(rule: Rule, removed: Mapping[int, Sequence[str]]) -> set[int]:
    """Give the blocks below those that hold what the rule hangs on."""
    marked = [at for at, families in removed.items() if not rule.below.isdisjoint(families)]
    return {below for at in marked for below in range(at + 1, at + 1 + rule.reach)}


def _ask_below(
    page: Page,
    rules: Mapping[Rule, Collection[int]],
    asked: Sequence[int],
    verdicts: list[list[Verdict]],
) -> None:
    for at in sorted({*asked}.intersection(*[set().union(*rules.values())])):
        block, where = page.document.blocks[at], _where(page, at)
        candidate = Candidate(page, block, page.keys[at])
        for rule, below in rules.items():
            gated = at in below and len(block.text) <= rule.max_chars and rule.where in where
            if gated and (answer := rule.judge(candidate)):
                verdicts[at].append(_verdict(rule, answer))


#: Where a rule may speak, by the place of a block against the body.
PLACES: Mapping[str, frozenset[Where]] = {
    "before": frozenset(("anywhere", "before_body", "outside_body")),
    "in": frozenset(("anywhere", "in_body")),
    "after": frozenset(("anywhere", "after_body", "outside_body")),
}


def _where(page: Page, at: int) -> frozenset[Where]:
    """Say which of the places that rules name a block stands in."""
    first, past = page.body
    where = PLACES["before" if at < first else "after" if at >= past else "in"]
    if page.header.start <= at < page.header.end:
        where = where | {"header"}
    return where | {"lead"} if at == first else where


def _stretches(page: Page, asked: Sequence[int]) -> Iterator[tuple[list[int], frozenset[Where]]]:
    """Part the blocks where the places change: rules are chosen once for each part."""
    edges = {*page.body, page.body.start + 1, *page.header}
    bounds = sorted({0, len(asked), *(bisect_left(asked, edge) for edge in edges)})
    for start, end in pairwise(bounds):
        yield [*asked[start:end]], _where(page, asked[start])


def _ask(
    page: Page,
    rules: Sequence[Rule],
    asked: Sequence[int],
    hits: Mapping[int, Sequence[Hit]],
    verdicts: list[list[Verdict]],
) -> None:
    for blocks, where in _stretches(page, asked):
        allowed = [rule for rule in rules if rule.where in where]
        _ask_quiet(page, [rule for rule in allowed if not rule.phrases], blocks, verdicts)
        spoken = {rule.name.replace("-", "_"): rule for rule in allowed if rule.phrases}
        for at in blocks:
            if at in hits:
                _ask_spoken(page, spoken, at, hits[at], verdicts[at])


def _ask_quiet(
    page: Page, rules: Sequence[Rule], asked: Sequence[int], verdicts: list[list[Verdict]]
) -> None:
    """Ask the rules that need no phrase, those for the longest blocks first."""
    blocks, keys = page.document.blocks, page.keys
    ordered = []
    for rule in sorted(rules, key=lambda rule: -rule.max_chars):
        signs = [sign for sign in rule.signs if sign in page.document.text]
        if signs or not rule.signs:
            ordered.append((rule.max_chars, signs, rule))
    for at in asked:
        block = blocks[at]
        size = len(block.text)
        for longest, signs, rule in ordered:
            if size > longest:
                break  # the rest concern shorter blocks still
            if signs and not any(map(block.text.__contains__, signs)):
                continue
            if answer := rule.judge(Candidate(page, block, keys[at])):
                verdicts[at].append(_verdict(rule, answer))


def _ask_spoken(
    page: Page,
    rules: Mapping[str, Rule],
    at: int,
    hits: Sequence[Hit],
    verdicts: list[Verdict],
) -> None:
    """Ask the rules whose phrases were found in a block."""
    block = page.document.blocks[at]
    by_rule: dict[str, list[Hit]] = {}
    for hit in hits:
        by_rule.setdefault(hit.rule, []).append(hit)
    for name, own in by_rule.items():
        rule = rules.get(name)
        if not rule or len(block.text) > rule.max_chars:
            continue
        if answer := rule.judge(Candidate(page, block, page.keys[at], tuple(own))):
            verdicts.append(_verdict(rule, answer))


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
        if len(spoken) == 1:  # most blocks of the others
            gone, ordered = spoken[0].action == "remove" and spoken[0].span is None, tuple(spoken)
        else:
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
