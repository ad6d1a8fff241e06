"""The headline of an HTML page: its headings weighed by the titles the page states."""

from __future__ import annotations

import json
import re
from html import unescape

from cleaner.model import Block
from cleaner.rule import Page
from cleaner.text import key, words
from cleaner.titles import (
    host_names,
    likeness,
    squeeze,
    strip_heading,
    strip_names,
    without_permalink,
)

#: Where pages state their title, the more trusted first.
TITLE_META = ("og:title", "twitter:title", "citation_title", "dc.title", "parsely-title", "title")
NAME_META = ("og:site_name", "application-name", "al:android:app_name", "twitter:app:name:iphone")
#: JSON-LD is read for its headline alone, where there is no `<meta>` title.
JSON_HEADLINE = re.compile(r'"headline"\s*:\s*"((?:[^"\\\n]|\\.){4,250})"')
#: A first heading shares at least this much of its words with a stated title. Headings with less
#: are names of sites and sections in most pages of the benchmark; headlines are rarely rewritten
#: so far.
LEAST_LIKENESS = 0.2
#: Where a page has several first headings, most of them are not its headline.
LEAST_OF_MANY = 0.4
#: Words of a label or date in front of the title in a heading ("Blog: ...").
LABEL_WORDS = 3
#: A later first heading takes the place of an earlier one when it is so much more like a title.
CLEARLY = 0.4
#: A sentence as first heading is a slogan unless so much of it stands in a title.
SENTENCE_LIKENESS = 0.7
#: ... and has this many words, unless all of them stand in a title.
FEWEST_WORDS = 4
#: The only first heading of a page that states nothing but its `<title>`, at most so many blocks
#: above the body: of eight such headings in the benchmark that the gold knows seven are the
#: headline, against one such title. Many a site has one title for all its pages.
ABOVE_BODY = 5
#: Marks that part a headline from what stands over it, which headings show by lines or colours.
PARTED = re.compile(r":\s|\s[-–—|]\s")
#: Topics of forums and posts of blogs stand in second and third headings below the site's name.
TOPIC_LEVELS = range(1, 4)
#: A block that repeats the stated title word for word may be the headline up to this length.
LONGEST = 300


def headline_in_page(page: Page) -> tuple[str | None, int | None]:
    """Choose the heading that is most like the titles the page states, or the title itself."""
    document = page.document
    names = _site_names(page)
    known = {squeeze(name) for name in names}
    topic = _topic(page)
    stated = [strip_names(title, names) for title in (*topic[:1], *_titles(page))]
    stated = [title for title in stated if squeeze(title) not in known]
    banners = {squeeze(name) for name in (*names, *topic[1:], *_banners(page, stated))} - {""}
    headings = [b for b in _headings(page, range(1, 3)) if squeeze(b.text) not in banners]
    first = [b for b in headings if b.level == 1]
    if block := _same(headings, stated) or _most_like(first, stated) or _only(first, stated):
        bare = strip_names(block.text, names)
        for title in stated:
            if bare == title or _is_label(block.text.removesuffix(title), block.text):
                return title, block.index
            if squeeze(bare) == squeeze(title) and PARTED.search(title) and not PARTED.search(bare):
                return title, block.index
        return strip_heading(block.text, names), block.index
    if not stated:
        return None, None
    others = [b for b in document.blocks if len(b.text) <= LONGEST and not b.hidden]
    if block := _same(others, stated[:1]):
        return stated[0], block.index
    if block := _above_body(page, first):
        return strip_heading(block.text, names), block.index
    return stated[0], None


def _headings(page: Page, levels: range) -> list[Block]:
    """Give the headings of these levels that readers see, without the links to them."""
    return [
        without_permalink(b)
        for b in page.document.blocks
        if b.kind == "heading" and b.level in levels and not b.hidden and len(b.text) <= LONGEST
    ]


def _topic(page: Page) -> list[str]:
    """Give the two parts of a title that are a heading each: the topic and the name of the site,
    which comes behind a dash or bar, or before a colon and then above the topic."""
    title = " ".join(unescape(page.document.head.title).split())
    cuts = [*PARTED.finditer(title)]
    headings = _headings(page, TOPIC_LEVELS) if cuts else []
    first = {squeeze(b.text): b.index for b in reversed(headings)}
    for cut in cuts:
        parts = [title[: cut.start()], title[cut.end() :]]
        places = [first.get(squeeze(part), -1) for part in parts]
        if min(places) >= 0 and places[0] != places[1]:
            is_label = ":" in cut.group() and places[0] < places[1]
            return parts[::-1] if is_label else parts
    return []


def _titles(page: Page) -> list[str]:
    head = page.document.head
    meta = {name: value for name, value in reversed(head.meta) if value.strip()}
    titles = [meta[name] for name in TITLE_META if name in meta]
    titles += [head.title] if head.title.strip() else []
    if len(titles) < 2:
        found = [JSON_HEADLINE.search(script) for script in head.json_ld]
        titles += [_unquoted(headline[1]) for headline in found if headline]
    return [unescape(title) for title in titles]


def _unquoted(text: str) -> str:
    """Read a string of JSON."""
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _site_names(page: Page) -> tuple[str, ...]:
    named = [value for name, value in page.document.head.meta if name in NAME_META]
    return (*named, *host_names(page.document.url))


def _banners(page: Page, stated: list[str]) -> list[str]:
    """Give what the page's title holds beside the headline: names of the site and its sections."""
    title = unescape(page.document.head.title)
    left = [title.replace(headline, " ") for headline in stated if headline in title]
    return [rest for rest in left if rest.strip()]


def _same(blocks: list[Block], stated: list[str]) -> Block | None:
    wanted = {key(title) for title in stated} - {""}
    return next((b for b in blocks if key(b.text) in wanted), None)


def _most_like(blocks: list[Block], stated: list[str]) -> Block | None:
    """Give the heading that is most like a stated title; the first unless a later is far more."""
    least = LEAST_LIKENESS if len(blocks) == 1 else LEAST_OF_MANY
    best, best_score = None, least - CLEARLY
    for block in blocks:
        score = max((likeness(block.text, title) for title in stated), default=0.0)
        if score >= best_score + CLEARLY and _may_be(block.text, score, stated):
            best, best_score = block, score
    return best


def _is_label(before: str, text: str) -> bool:
    """Say whether all that a heading has beside the title is a label or a date in front."""
    if before == text or not 0 < len(words(before)) <= LABEL_WORDS:
        return False
    return before.rstrip().endswith(":") or before.rstrip()[-1:].isdigit()


def _may_be(text: str, score: float, stated: list[str]) -> bool:
    if text.endswith(".") and score < SENTENCE_LIKENESS:
        return False
    size = len(words(text))
    if size >= FEWEST_WORDS or (size > 1 and score == 1.0):
        return True
    return any(key(title).startswith(key(text)) for title in stated)


def _only(blocks: list[Block], stated: list[str]) -> Block | None:
    return blocks[0] if len(blocks) == 1 and not stated else None


def _above_body(page: Page, blocks: list[Block]) -> Block | None:
    """Give the only first heading, right above the body, of a page that states no more than its
    title."""
    head = page.document.head
    if len(blocks) != 1 or _titles(page) != [unescape(head.title)]:
        return None
    return blocks[0] if 0 < page.body.start - blocks[0].index <= ABOVE_BODY else None
