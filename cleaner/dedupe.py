"""Find what a document says twice: leads, headlines, paragraphs, pull quotes.

Similarity is rapidfuzz's. Which pairs to compare is found as with shingles (Broder, "On the
resemblance and containment of documents", 1997), only that the shingles are clauses: they are
far fewer than runs of words, and copies share them wherever they begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from cleaner.model import Block, Decision, Verdict
from cleaner.rule import Page
from cleaner.text import DIGITS, EDGES, ends_sentence, is_prose, is_unspaced, key, words

#: Shorter repeats are refrains, list items, sub-headings and quotes as often as chrome.
FEWEST_CHARS = 60
#: Unspaced scripts say the same in about 2.5 times fewer characters.
FEWEST_UNSPACED = 24
#: Shorter clauses ("he said", "on the other hand") don't point at a copy.
SHORTEST_CLAUSE = 18
#: Two paragraphs this alike (rapidfuzz ratio, 0-100) with the same numbers are one paragraph.
ALIKE = 92.0
#: ... where one follows the other, as an edit leaves them; with a line between them they are an
#: author's: a passage quoted again, terms that differ by country under a label each.
ALIKE_APART = 1
#: A repeated headline may differ by an edited word or a changed mark.
ALIKE_HEADLINE = 94.0
#: Headlines shorter than this repeat by accident (names of things, sub-headings).
SHORTEST_HEADLINE = 20
#: What follows a repeated headline as the site's name: a separator and at most this much.
LONGEST_SUFFIX = 40
#: A repeated lead stands at most this many blocks after its first copy.
LEAD_APART = 2
#: A headline cut off before this many characters says too little to be known again.
SHORTEST_TEASER = 40
#: Kinds that repeat by their nature: rows and code lines.
EXEMPT = frozenset({"table_row", "code"})
#: Lines that don't end as a sentence are entries of lists and headings; from this length on a
#: repeat is no accident.
LIST_CHARS = 100
#: A block said this often is a refrain or a form, not a copy.
MOST_COPIES = 4
#: A layout shows a paragraph twice close together, or with what stands around it; farther off than
#: this, alone and amid lines that stay it is its author's (a refrain, an answer given twice). Of
#: such copies the gold of the development set keeps four fifths, of all others a twentieth.
COPY_APART = 4
#: So many blocks that share a clause are compared with later ones; more of them are a form or a
#: refrain, and comparing all would take time in the square of their number.
MOST_SHARING = 16
#: In verse and transcripts lines are short: with less than this share of the characters in
#: closed sentences longer than a line of verse only paragraphs are compared.
LEAST_PROSE = 0.5
VERSE_CHARS = 80
PARAGRAPH_CHARS = 120
CLAUSE_END = re.compile(r"[.,;:!?…。、，；：！？؟،۔।][\"')\]」』]*\s*[\"'(\[「『]*")
ELLIPSIS = re.compile(r"(?:(?<!\s)\s++)?\[?(?:…|(?<!\.)\.{3,}+)\]?(?:\s*+(?:»|>++|→))?$")
SEPARATOR = re.compile(r"\s*(?:[|•·»:/]|--?)\s*\w")
#: How a sentence or a quote ends.
CLOSED = re.compile(r"[.!?…。！？؟۔।\"”’»」』][)\]]?$")
#: A table's row, as extractors write it.
ROW = "|"
#: A pull quote is short, and stands within so many blocks of the paragraph it is taken from; a
#: sentence said again farther off is a summary.
LONGEST_QUOTE = 220
QUOTE_APART = 6
#: After a quoted sentence: its mark, the comma of "..., he said", or the end.
SENTENCE_GOES_ON = re.compile(r"[\"')\]」』]*(?:[.!?…。！？]|$)|,[\"')]")
WORDS_SHOWN = 8


#: What this step can remove by, and what each of them means.
RULES: Mapping[str, str] = {
    "repeated-title": "The headline once more, anywhere in the document.",
    "repeated-lead": "A teaser or standfirst that says again how the story begins.",
    "repeated-paragraph": "A paragraph that stands in the document already, word for word.",
    "near-duplicate": "A paragraph that is all but the same as a longer one.",
    "pull-quote": "A sentence of the body, set apart once more as a quote.",
}


class _Copy(NamedTuple):
    """A block that takes part in the comparison, in folded form."""

    block: Block
    folded: str
    clauses: frozenset[str]


def find_duplicates(page: Page, decisions: Sequence[Decision]) -> list[list[Verdict]]:
    """Find repeats among the blocks that are kept so far: verdicts by block index.

    Headlines are also found among what a model alone removes, for a model has no name for them.
    The best copy stays: the longest, in its place. Rules: `repeated-title`, `repeated-lead`,
    `repeated-paragraph`, `near-duplicate`, `pull-quote`; each reason names the kept copy.
    """
    verdicts: list[list[Verdict]] = [[] for _ in decisions]
    kept: list[Block] = []
    unnamed: list[Block] = []
    protected: set[int] = set()
    for block, (at, action, spoken) in zip(page.document.blocks, decisions, strict=True):
        if action == "keep" and block.kind not in EXEMPT:
            kept.append(block)
        if not spoken or all(v.step == "content" for v in spoken if v.action == "remove"):
            unnamed.append(block)
        if spoken and any(v.action == "keep" for v in spoken):
            protected.add(at)
    for index, verdict in (*_titles(page, unnamed), *_paragraphs(page, kept)):
        if index not in protected and not verdicts[index]:
            verdicts[index].append(verdict)
    return verdicts


def _verdict(rule: str, what: str, copy: Block) -> Verdict:
    start = " ".join(copy.text.split()[:WORDS_SHOWN])[:PARAGRAPH_CHARS]
    reason = f"{what} block {copy.index + 1}: “{start}…”"
    return Verdict(rule, "remove", reason, step="dedupe")


def _titles(page: Page, blocks: Sequence[Block]) -> Iterator[tuple[int, Verdict]]:
    if not page.headline or page.headline_block is None or not page.headline_is_sure:
        return
    if page.body.start == page.body.end:
        return  # without prose the first line said twice may well be verse
    headline, numbers = key(page.headline), DIGITS.findall(page.headline)
    least = FEWEST_UNSPACED / 2 if is_unspaced(headline) else SHORTEST_HEADLINE
    if len(headline) < least:
        return
    own = page.document.blocks[page.headline_block]
    for block in blocks:
        if page.body.start <= block.index < page.body.end and _heads_prose(page, block):
            continue  # a sub-heading that says what the headline says
        if block.index != own.index and _repeats(page.keys[block.index], block, headline, numbers):
            yield block.index, _verdict("repeated-title", "repeats the headline in", own)


def _repeats(line: str, block: Block, headline: str, numbers: Sequence[str]) -> bool:
    if len(line) > len(headline) + LONGEST_SUFFIX:
        return False
    if line.startswith(headline):
        rest = line[len(headline) :]
        alike = not rest or SEPARATOR.match(rest) is not None
    elif headline.startswith(line):
        alike = len(line) >= SHORTEST_TEASER and ELLIPSIS.search(block.text) is not None
    else:
        alike = fuzz.ratio(line, headline, score_cutoff=ALIKE_HEADLINE) > 0
    stated = DIGITS.findall(block.text) if alike else []
    return alike and stated == list(numbers)[: len(stated)]


def _paragraphs(page: Page, kept: Sequence[Block]) -> Iterator[tuple[int, Verdict]]:
    copies = [copy for block in kept if (copy := _fold(block, page.keys[block.index]))]
    pairs = [*_pairs(copies)]
    if not pairs:
        return
    size = sum(len(block.text) for block in kept)
    long = sum(len(block.text) for block in kept if _is_paragraph(block.text))
    prosaic = long >= LEAST_PROSE * size
    times = Counter(copy.folded for copy in copies)
    staying = {block.index for block in kept}
    gone: set[int] = set()
    for earlier, later in pairs:
        if {earlier.block.index, later.block.index} & gone:
            continue
        short = min(earlier.block.text, later.block.text, key=len)
        least = FEWEST_CHARS if prosaic and CLOSED.search(short) else LIST_CHARS
        if len(short) < least and not is_unspaced(short):
            continue
        if max(times[earlier.folded], times[later.folded]) > MOST_COPIES:
            continue
        found = _judge(page, staying, earlier, later)
        if found and not _is_said_again(page, staying, earlier, later):
            gone.add(found[0])
            yield found


def _is_paragraph(text: str) -> bool:
    return (len(text) >= VERSE_CHARS and ends_sentence(text)) or is_prose(text)


def _fold(block: Block, line: str) -> _Copy | None:
    text = block.text
    if len(text) < FEWEST_CHARS and (len(text) < FEWEST_UNSPACED or not is_unspaced(text)):
        return None
    if text.startswith(ROW):
        return None
    folded = line or key(text)
    clauses = {clause for clause in CLAUSE_END.split(folded) if len(clause) >= SHORTEST_CLAUSE}
    return _Copy(block, folded, frozenset({folded[:FEWEST_UNSPACED], *clauses}))


def _pairs(copies: Sequence[_Copy]) -> Iterator[tuple[_Copy, _Copy]]:
    """Give the pairs that share a clause or begin alike, in the order of the later one."""
    seen: dict[str, list[_Copy]] = {}
    for later in copies:
        if not seen.keys().isdisjoint(later.clauses):
            known = [clause for clause in later.clauses if clause in seen]
            found = {copy.block.index: copy for clause in known for copy in seen[clause]}
            yield from ((found[index], later) for index in sorted(found))
        for clause in later.clauses:
            sharing = seen.setdefault(clause, [])
            if len(sharing) < MOST_SHARING:
                sharing.append(later)


def _judge(
    page: Page, staying: set[int], earlier: _Copy, later: _Copy
) -> tuple[int, Verdict] | None:
    """Say which of two blocks is a copy of the other, if any."""
    short, long = sorted((earlier, later), key=lambda c: len(c.folded))
    counted = _numbers(long.block.text).startswith(_numbers(short.block.text))
    if counted and earlier.folded == later.folded:
        copy, best = _order(page, earlier, later)
        rule = "repeated-lead" if _is_lead(page, earlier, later) else "repeated-paragraph"
        return copy.index, _verdict(rule, "repeats", best)
    if counted and _is_teaser(short, long):
        rule = "repeated-lead" if short is earlier else "repeated-paragraph"
        return short.block.index, _verdict(rule, "is cut off; stands in full in", long.block)
    if counted and short is earlier and _is_standfirst(page, staying, short, long):
        return short.block.index, _verdict("repeated-lead", "begins as does", long.block)
    if _is_quoted(short, long):
        return short.block.index, _verdict("pull-quote", "repeats a sentence of", long.block)
    if counted and _is_alike(short, long) and _is_edited(short, long):
        return short.block.index, _verdict("near-duplicate", "is nearly the same as", long.block)
    return None


def _is_said_again(page: Page, staying: set[int], earlier: _Copy, later: _Copy) -> bool:
    """Say whether two equal blocks are one paragraph that the author wrote twice."""
    first, second = earlier.block.index, later.block.index
    if earlier.folded != later.folded or second - first <= COPY_APART:
        return False
    blocks = page.document.blocks
    return all(
        second + step in staying and blocks[first + step].text != blocks[second + step].text
        for step in (-1, 1)
        if first + step >= 0
    )


def _numbers(text: str) -> str:
    return " ".join(DIGITS.findall(text))


def _order(page: Page, earlier: _Copy, later: _Copy) -> tuple[Block, Block]:
    """Of two equal blocks give the copy to go and the one to stay: the first inside the body."""
    first, second = earlier.block, later.block
    if not ends_sentence(first.text):
        headed = [_heads_prose(page, block) for block in (first, second)]
        if headed == [False, True]:
            return first, second
    if first.index < page.body.start <= second.index:
        return first, second
    return second, first


def _heads_prose(page: Page, block: Block) -> bool:
    """Say whether a paragraph follows: then a title is a sub-heading, else an entry of a list."""
    after = page.document.blocks[block.index + 1 : block.index + 2]
    return bool(after) and is_prose(after[0].text, after[0].link_chars)


def _is_lead(page: Page, earlier: _Copy, later: _Copy) -> bool:
    """Say whether two equal blocks stand close together where the article begins."""
    return (
        later.block.index - earlier.block.index <= LEAD_APART
        and earlier.block.index <= page.body.start
    )


def _is_standfirst(page: Page, staying: set[int], first: _Copy, lead: _Copy) -> bool:
    """Say whether the first of all that stays says word for word how the paragraph after it begins.

    What parts the two (byline, date, buttons) is gone by now; the lead goes on where it ends.
    """
    cut = EDGES.sub("", first.folded)
    if not lead.folded.startswith(cut) or lead.folded[len(cut) :][:1].isalnum():
        return False
    start, follows = first.block.index, lead.block.index
    return all(at >= follows or at in (start, page.headline_block) for at in staying)


def _is_teaser(short: _Copy, long: _Copy) -> bool:
    """Say whether one block is the other's beginning, cut off with an ellipsis."""
    if not ELLIPSIS.search(short.block.text):
        return False
    cut = EDGES.sub("", ELLIPSIS.sub("", short.folded))
    return long.folded.startswith(cut)


def _is_alike(short: _Copy, long: _Copy) -> bool:
    if len(short.folded) < PARAGRAPH_CHARS and not is_unspaced(short.folded):
        return False
    if abs(short.block.index - long.block.index) > ALIKE_APART:
        return False
    return fuzz.ratio(short.folded, long.folded, score_cutoff=ALIKE) > 0


def _is_edited(short: _Copy, long: _Copy) -> bool:
    """Say whether words were only added: a changed name or adjective makes another statement."""
    few, many = words(short.folded), words(long.folded)
    return LCSseq.similarity(few, many) == len(few)


def _is_quoted(short: _Copy, long: _Copy) -> bool:
    """Say whether one block is a whole sentence (or more) of the other, numbers and all."""
    quote = short.folded
    if len(quote) > LONGEST_QUOTE:
        return False
    if abs(short.block.index - long.block.index) > QUOTE_APART:
        return False
    at = long.folded.find(quote)
    if at < 0 or _numbers(short.block.text) not in _numbers(long.block.text):
        return False
    before = long.folded[:at].rstrip(" \"'([")
    closed = SENTENCE_GOES_ON.match(long.folded[at + len(quote) :]) is not None
    return closed and (not before or before[-1] in ":,-" or ends_sentence(before))
