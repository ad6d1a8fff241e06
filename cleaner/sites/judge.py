"""The lines of a document held against the profile of its site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleaner.model import Block, Decision, Recurrence, SiteLines, Verdict
from cleaner.rule import Page
from cleaner.sites.body import own_body
from cleaner.sites.counts import PAGE_END
from cleaner.sites.edited import find_edited
from cleaner.sites.hosts import site_of
from cleaner.sites.lines import site_lines
from cleaner.sites.protected import is_protected
from cleaner.text import PROSE_CHARS, ends_sentence, is_prose

RULE = "site-template"

#: With fewer pages of its own text a site isn't known.
FEWEST_PAGES = 3
#: A line of the template stands on so many pages and on such a share of them, or on two pages
#: where that is most of what is known.
LABEL_PAGES = 3
LABEL_SHARE = 0.1
FEW_SHARE = 0.6
#: Inside the prose a box goes where so many pages and such a share of them have it.
BOX_PAGES = 5
BOX_SHARE = 0.3
#: Sentences recur in stories too, as background and refrains, but not on so many of the pages.
SENTENCE_SHARE = 0.4
#: A line belongs to the template where it stands outside of the prose, or in a row of recurring
#: lines, on this share of its pages.
PLACE_SHARE = 0.75
#: A row of lines keeps together where each has its neighbour on this share of its pages: the
#: ingredients of recipes recur in rows too, but never in the same order.
BOND_SHARE = 0.4
#: Entries of menus are as short as this.
LABEL_CHARS = 30
#: A line of the template has its neighbours on both sides on so many of its pages.
FRAMED_SHARE = 0.34
#: Shorter sentences ("He declined to comment.") are common words.
COMMON_CHARS = 50
#: Long sentences inside the prose go only where most pages have them.
INSIDE_SHARE = 0.4
INSIDE_PAGES = 8
#: Of so few pages few show which lines keep together; there the row itself does.
FEW_PAGES = 5
#: So many lines of the template in a row are a box.
ROW_LINES = 3
#: A line that stands so often inside one page's prose heads the article's own tables or lists.
FORM_TIMES = 3


def judge_sites(
    page: Page, decisions: Sequence[Decision], sites: SiteLines, *, site: str | None = None
) -> list[Sequence[Verdict]]:
    """Find the site's template among the blocks that are kept so far: verdicts by block index.

    `site` names the site of a document without URL; else a page may state its address. Each reason
    says on how many pages of which host or domain the line stands, and how many such lines follow
    one another there.
    """
    verdicts: list[Sequence[Verdict]] = [()] * len(decisions)
    host = site_of(page.document, site)
    kept = [d.block for d in decisions if d.action == "keep"]
    if host is None or not kept or sites.pages(host) < FEWEST_PAGES:
        return verdicts
    found = _recurring(page, kept, host, sites)
    gone: list[int] = []
    for at in _choose(page, found.lines, found.numbers, kept):
        few = found.lines[at].pages < FEWEST_PAGES and ends_sentence(page.document.blocks[at].text)
        beside = (at - 1, at + 1) if few else ()
        if _is_template(page, decisions, found.lines, at) and all(
            _is_template(page, decisions, found.lines, one) for one in beside
        ):
            gone.append(at)
    for at, row in _in_rows(gone).items():
        how = "all but stands" if at in found.edited else "stands"
        verdicts[at] = (_verdict(found.lines[at], how, row),)
    for at, line in _lone_labels(page, kept, gone, found.lines).items():
        if not is_protected(page, decisions[at], line._replace(pages=1)):
            verdicts[at] = (_verdict(line, "stands amid lines that stand", 1),)
    return verdicts


class _Found(NamedTuple):
    """Lines that recur on enough pages, by block index, the hashes they are known by, and which of
    them are edited copies."""

    lines: dict[int, Recurrence]
    numbers: dict[int, int]
    edited: frozenset[int] = frozenset()


def _recurring(page: Page, kept: Sequence[int], host: str, sites: SiteLines) -> _Found:
    """Find the lines of a document that recur, and edited copies of such, wherever they stand."""
    blocks = page.document.blocks
    asked = kept if page.document.media_type == "text/html" else range(len(blocks))
    forms = sites.known_forms(host)
    lines = site_lines(blocks, page.keys, asked, forms)
    known = sites.find(host, set(lines.numbers.values()))
    found = {at: known[number] for at, number in lines.numbers.items() if number in known}
    likely = {at: line for at, line in found.items() if _recurs(line, blocks[at])}
    numbers = {at: lines.numbers[at] for at in likely}
    if not likely:
        return _Found(likely, numbers)
    edited = find_edited(lines, kept, numbers, sites, site=host, forms=forms, end=len(blocks))
    for at, (number, line) in edited.items():
        if _recurs(line, blocks[at]):
            likely[at], numbers[at] = line, number
    for at in sorted(found.keys() - likely.keys()):
        if at - 1 in likely and at + 1 in likely and _is_usual(found[at], blocks[at]):
            likely[at], numbers[at] = found[at], lines.numbers[at]
    return _Found(likely, numbers, frozenset(edited))


def _choose(
    page: Page, likely: Mapping[int, Recurrence], numbers: Mapping[int, int], kept: Sequence[int]
) -> list[int]:
    """Choose the kept lines that are the template's, by where they stand here and elsewhere."""
    if not likely:
        return []
    blocks = page.document.blocks
    body = own_body(blocks, kept, likely)
    there = [at for at in kept if at in likely]
    if framing := {at for at in there if _may_frame(likely[at], blocks[at])}:
        prose = own_body(blocks, kept, likely, sure=False)
        there = [at for at in there if at not in framing or prose.start < at < prose.end]
    inside = {at for at in there if body.start < at < body.end}
    if not inside and all(likely[at].pages >= FEWEST_PAGES for at in there):
        return [at for at in there if _is_placed(likely[at], blocks[at], inside=False)]
    rows, boxes = _in_rows(sorted(likely)), _boxes(likely, numbers)
    times = Counter([blocks[at].text for at in likely] if inside else ())
    chosen = {
        at
        for at in there
        if not (at in inside and times[blocks[at].text] >= FORM_TIMES)
        and _is_placed(likely[at], blocks[at], inside=at in inside, row=rows[at], linked=boxes[at])
    }
    boxed = [at for at in inside - chosen if at - 1 in chosen and at + 1 in chosen]
    chosen |= {at for at in boxed if likely[at].pages >= BOX_SHARE * likely[at].of}
    return sorted(chosen)


def _recurs(line: Recurrence, block: Block) -> bool:
    """Say whether a line stands on enough pages of its site, wherever it does."""
    if line.of < FEWEST_PAGES:
        return False
    share = line.pages / line.of
    if share < LABEL_SHARE:
        return False
    if line.pages >= FEWEST_PAGES and share >= SENTENCE_SHARE:  # as most, sentence or label
        return True
    if ends_sentence(block.text):
        placed = line.edges == line.pages == max(line.between, line.bonds)
        return share >= (SENTENCE_SHARE if line.pages >= FEWEST_PAGES else FEW_SHARE) and (
            placed or line.pages >= FEWEST_PAGES
        )
    return share >= (LABEL_SHARE if line.pages >= LABEL_PAGES else FEW_SHARE)


def _may_frame(line: Recurrence, block: Block) -> bool:
    """Say whether a sentence may be of articles that it begins or ends: "Her column appears every
    Friday." Its neighbour on one side varies, and few pages are known, or not most have it."""
    if line.of <= FEW_PAGES:
        varies = line.between < 2
    else:
        varies = line.between < FRAMED_SHARE * line.pages and line.pages < FEW_SHARE * line.of
    return varies and ends_sentence(block.text)


def _is_usual(line: Recurrence, block: Block) -> bool:
    """Say whether most of the pages have a line, so that it may be of a box that is around it; a
    paragraph that two pages have is a story's background."""
    if line.pages < FEWEST_PAGES and is_prose(block.text, block.link_chars):
        return False
    return line.of >= FEWEST_PAGES and line.pages >= FEW_SHARE * line.of


def _boxes(likely: Mapping[int, Recurrence], numbers: Mapping[int, int]) -> dict[int, int]:
    """Give for each line how many there are in its box: lines that stand beside their usual
    neighbours. One line of it may be missing, unknown, or another between two of them."""
    boxes: list[list[int]] = []
    reach = -1
    for at in sorted(likely):
        if at > reach:
            boxes.append([])
        boxes[-1].append(at)
        for after in (at + 2, at + 1):
            other = likely.get(after)
            if other and _is_linked(likely[at], numbers[at], other, numbers[after]):
                reach = after
                break
    return {at: len(box) for box in boxes for at in box}


def _is_linked(one: Recurrence, number: int, other: Recurrence, other_number: int) -> bool:
    """Say whether one line is mostly followed by the other, or both by and after a third."""
    usual = one.following
    return other.preceding == number or (
        usual > PAGE_END and usual in (other_number, other.preceding)
    )


def _is_placed(
    line: Recurrence, block: Block, *, inside: bool, row: int = 1, linked: int = 1
) -> bool:
    """Say whether a line that recurs stands where templates stand: here, and on other pages.

    `row` lines that recur follow one another there, `linked` of them beside their neighbours.
    """
    box = linked >= ROW_LINES
    bound = line.bonds >= max(2, BOND_SHARE * line.pages) or (box and line.of <= FEW_PAGES)
    if bound and line.runs >= PLACE_SHARE * line.pages:
        always = line.of == line.pages == line.between
        pair = max(row, linked) < ROW_LINES and not (always and linked > 1)
        many = line.pages >= max(BOX_PAGES if pair else 2, BOX_SHARE * line.of)
        sure = line.pages >= FEWEST_PAGES or box or line.between == line.pages
        return (many and sure) or not inside
    short = len(block.text) < COMMON_CHARS
    if short and not bound and ends_sentence(block.text):
        return False
    if line.edges >= PLACE_SHARE * line.pages:
        alone = line.bonds < line.pages and linked == 1
        return not inside and not (alone and line.pages < FEWEST_PAGES)
    notice = line.pages == line.of and line.edges + line.runs > 0 and len(block.text) < PROSE_CHARS
    return not short and (notice or line.pages >= max(INSIDE_PAGES, INSIDE_SHARE * line.of))


def _lone_labels(
    page: Page, kept: Sequence[int], gone: Sequence[int], likely: Mapping[int, Recurrence]
) -> dict[int, Recurrence]:
    """Find labels that stand alone amid a row of the template, where few pages are known: others
    may have them misspelt or not at all. Gives the line above each, or below the first.

    Inside the prose, where sub-headings stand, two lines of the template must be on either side.
    """
    if not gone or likely[gone[0]].of > FEW_PAGES:
        return {}
    blocks = page.document.blocks
    there = {*gone, *(likely.keys() - set(kept)), -1, len(blocks)}
    body = own_body(blocks, kept, likely)
    found = {}
    for at in kept:
        if at in likely or at - 1 not in there or at + 1 not in there:
            continue
        around = there & {at - 2, at - 1, at + 1, at + 2}
        least = 4 if body.start < at < body.end else ROW_LINES
        text = blocks[at].text
        if len(around) >= least and len(text) <= LABEL_CHARS and not ends_sentence(text):
            found[at] = likely.get(at - 1) or likely[at + 1]
    return found


def _in_rows(at: Sequence[int]) -> dict[int, int]:
    """Give for each of some block indexes how many follow one another there."""
    rows: list[list[int]] = []
    for index in at:
        if rows and rows[-1][-1] == index - 1:
            rows[-1].append(index)
        else:
            rows.append([index])
    return {index: len(row) for row in rows for index in row}


def _is_template(
    page: Page, decisions: Sequence[Decision], likely: Mapping[int, Recurrence], at: int
) -> bool:
    """Say whether a line is one of the template that isn't protected, or beyond the page's end."""
    if not 0 <= at < len(decisions):
        return True
    return at in likely and not is_protected(page, decisions[at], likely[at])


def _verdict(line: Recurrence, how: str, row: int) -> Verdict:
    which = "domain" if line.site.startswith("*.") else "host"
    reason = f"{how} on {line.pages} of {line.of} known pages of this {which} ({line.site})"
    if row >= ROW_LINES:
        reason = f"{reason}, in a row of {row} such lines"
    return Verdict(RULE, "remove", reason, step="sites")
