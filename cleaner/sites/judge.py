"""The lines of a document held against the profile of its site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rapidfuzz import fuzz

from cleaner.agencies import find_agency, read_dateline
from cleaner.model import Block, Decision, Recurrence, SiteLines, Span, Verdict
from cleaner.persons import names_only_persons
from cleaner.rule import Page
from cleaner.sites.hosts import host_of
from cleaner.sites.lines import SiteLine, site_line
from cleaner.text import ends_sentence, is_prose

RULE = "site-template"

#: With fewer pages of its own text a site isn't known.
FEWEST_PAGES = 3
#: A line of the template stands on so many pages and on such a share of them, or on two pages
#: where that is most of what is known.
LABEL_PAGES = 3
LABEL_SHARE = 0.15
FEW_SHARE = 0.6
#: Sentences recur in stories too, as background and refrains, but not on so many of the pages.
SENTENCE_SHARE = 0.4
#: A line belongs to the template where it stands outside of the prose, or in a row of recurring
#: lines, on this share of its pages.
PLACE_SHARE = 0.75
#: A row of lines keeps together where each has its neighbour on this share of its pages: the
#: ingredients of recipes recur in rows too, but never in the same order.
BOND_SHARE = 0.4
#: Shorter sentences ("He declined to comment.") are common words.
COMMON_CHARS = 50
#: Long sentences inside the prose go only where most pages have them.
INSIDE_SHARE = 0.6
INSIDE_PAGES = 5
#: So many lines of the template in a row are a box.
ROW_LINES = 3
#: Protected lines are short; a longer one that names an agency is a paragraph.
CREDIT_CHARS = 200
#: Rules that know a line for what is never chrome: what they say of it stands.
PROTECTED = frozenset(("agency-credit", "author-name", "byline", "correction-note", "dateline",
                       "lead-dateline", "headline"))  # fmt: skip
#: A line that stands where another of the template mostly does and is this much like it
#: (rapidfuzz ratio, 0-100) is that line, edited.
ALIKE = 75.0


def judge_sites(
    page: Page, decisions: Sequence[Decision], sites: SiteLines, *, site: str | None = None
) -> list[list[Verdict]]:
    """Find the site's template among the blocks that are kept so far: verdicts by block index.

    `site` names the site of a document without URL. Each reason says on how many pages of which
    host or domain the line stands.
    """
    verdicts: list[list[Verdict]] = [[] for _ in decisions]
    host = host_of(page.document.url, site)
    kept = [d.block for d in decisions if d.action == "keep"]
    if host is None or not kept:
        return verdicts
    asked = kept if page.document.media_type == "text/html" else range(len(decisions))
    lines = {at: site_line(page.document.blocks[at].text, page.keys[at]) for at in asked}
    known = sites.find(host, sorted({line.number for line in lines.values() if line.number}))
    found = {at: known[line.number] for at, line in lines.items() if line.number in known}
    if not found:
        return verdicts
    open_to = {at for at in kept if not _is_protected(page, decisions[at])}
    chosen = _choose(page, found, kept)
    for at in chosen & open_to:
        verdicts[at].append(_verdict(found[at], "stands"))
    for at, recurrence in _edited(lines, found, chosen, sites):
        if at in open_to:
            verdicts[at].append(_verdict(recurrence, "all but stands"))
    return verdicts


def _choose(page: Page, found: Mapping[int, Recurrence], kept: Sequence[int]) -> set[int]:
    """Choose the lines that are the template's, by what recurs and where it stands here."""
    blocks = page.document.blocks
    likely = {at for at, recurrence in found.items() if _recurs(recurrence, blocks[at])}
    body = _own_body(blocks, [at for at in kept if at not in likely])
    rows = _in_rows(sorted(likely))
    return {
        at
        for at in likely
        if _is_placed(found[at], blocks[at], inside=body.start < at < body.end, row=at in rows)
    }


def _recurs(line: Recurrence, block: Block) -> bool:
    """Say whether a line stands on enough pages of its site, wherever it does."""
    if line.of < FEWEST_PAGES:
        return False
    share = line.pages / line.of
    if is_prose(block.text, block.link_chars):
        return line.pages >= FEWEST_PAGES and share >= SENTENCE_SHARE
    if share >= FEW_SHARE:
        return True
    least = SENTENCE_SHARE if ends_sentence(block.text) else LABEL_SHARE
    return line.pages >= LABEL_PAGES and share >= least


def _is_placed(line: Recurrence, block: Block, *, inside: bool, row: bool) -> bool:
    """Say whether a line that recurs stands where templates stand: here, and on other pages."""
    common = ends_sentence(block.text) and len(block.text) < COMMON_CHARS
    if line.runs >= PLACE_SHARE * line.pages and line.bonds >= BOND_SHARE * line.pages:
        return row or not inside
    if common and line.bonds < BOND_SHARE * line.pages:
        return False
    if line.edges >= PLACE_SHARE * line.pages:
        return not inside
    long = ends_sentence(block.text) and not common
    return long and line.pages >= max(INSIDE_PAGES, INSIDE_SHARE * line.of)


def _own_body(blocks: Sequence[Block], own: Sequence[int]) -> Span:
    """Give the first and last block of prose that is the page's own (an empty range: none)."""
    prose = [at for at in own if is_prose(blocks[at].text, blocks[at].link_chars)]
    return Span(prose[0], prose[-1]) if prose else Span(0, 0)


def _in_rows(at: Sequence[int]) -> set[int]:
    """Give those of some block indexes that follow one another, three or more."""
    rows = groupby(enumerate(at), key=lambda numbered: numbered[1] - numbered[0])
    found = [[index for _, index in row] for _, row in rows]
    return {index for row in found if len(row) >= ROW_LINES for index in row}


def _is_protected(page: Page, decision: Decision) -> bool:
    """Say whether a line is of a kind that recurs word for word and is still no chrome."""
    block = page.document.blocks[decision.block]
    if decision.block == page.headline_block:
        return True
    if any(v.action == "keep" or v.rule in PROTECTED for v in decision.verdicts):
        return True
    if len(block.text) > CREDIT_CHARS:
        return False
    credited = find_agency(block.text) is not None or read_dateline(block.text) is not None
    return credited or names_only_persons(block.text)


def _edited(
    lines: Mapping[int, SiteLine],
    found: Mapping[int, Recurrence],
    chosen: set[int],
    sites: SiteLines,
) -> Iterator[tuple[int, Recurrence]]:
    """Find unknown lines that stand where the line before leads one to expect a like one."""
    expected = {
        at + 1: (found[at].site, found[at].following)
        for at in sorted(chosen)
        if found[at].following and at + 1 in lines and at + 1 not in found
    }
    for site in sorted({site for site, _ in expected.values()}):
        numbers = sorted({number for name, number in expected.values() if name == site})
        known = sites.find(site, numbers)
        for at, (name, number) in expected.items():
            line = known.get(number)
            if name != site or line is None or not line.key:
                continue
            if fuzz.ratio(lines[at].key, line.key, score_cutoff=ALIKE):
                yield at, line


def _verdict(line: Recurrence, how: str) -> Verdict:
    which = "domain" if line.site.startswith("*.") else "host"
    reason = f"{how} on {line.pages} of {line.of} known pages of this {which} ({line.site})"
    return Verdict(RULE, "remove", reason, step="sites")
