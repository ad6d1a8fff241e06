"""Titles: the names of sites and sections taken off, likeness of one to another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.addresses import host_name
from cleaner.model import Block, Span
from cleaner.text import key, words

#: Marks that part a headline from the name of a site or section, and nothing else; titles have
#: single spaces where these are looked for.
STRONG = re.compile(r"\s(?:[|•·»›]|::|//)\s?|\s?\|\s")
#: Dashes part headlines from names too, but also clauses: the part must be a name.
WEAK = re.compile(r"\s[-–—]{1,2}\s|:\s")
DASH = re.compile(r"\s[-–—]{1,2}\s")
#: Without other evidence a part after the last dash is a name when it has at most so many words
#: and the part before it at least three times as many.
NAME_WORDS = 3
TIMES_LONGER = 2
#: A first part of at most so many words is the name of a section if a part twice as long follows.
LABEL_WORDS = 2
#: So many names of the site are taken off one title; real ones have two or three.
MOST_NAMES = 8
#: In headings only the bar parts names off; other marks are part of the headline.
BAR = re.compile(r"\s\|\s")
#: Signs that generators of documentation put right behind a heading, as a link to it; in running
#: text a space stands before them.
PERMALINK = re.compile(r"(?<=\S)[¶🔗]\ufe0f?$")
#: Signs that lead from a note back to its places in the text.
BACKLINK = re.compile(r"(?:↩[\ufe0e\ufe0f]?\d{0,2}\s?){1,30}$")
BACKLINK_BEFORE = re.compile(r"\^\s+(?=\S)")
#: Other signs are links to the heading where they are the only thing in it that is linked.
LINKED_SIGN = re.compile(r"^[¶🔗#§]\ufe0f?\s*|[¶🔗#§]\ufe0f?$")
#: "[edit]", "[Bearbeiten | Quelltext bearbeiten]": the words are links, the marks between are not.
#: A number is that of a note.
BRACKET = re.compile(r"\[\s?([^\W\d_][^\[\]]{2,58}?)\s?\]$")


def strip_names(title: str, names: Iterable[str] = ()) -> str:
    """Take the names of site and section off a headline ("A story | Site" → "A story").

    `names` are what the site is called (`og:site_name`, host); a part that is one of them goes
    after any separator, first or last. Other last parts go after "|" and its like, and after a
    dash where they are short.
    """
    known = {squeeze(name) for name in names} - {""}
    title = " ".join(title.split())
    title = _without_known(title, known)
    parts = [part.strip() for part in STRONG.split(title) if part.strip()]
    if len(parts) > 1:
        title = _longest(parts)
    *before, last = DASH.split(title)
    if before and _is_short_name(last, " - ".join(before)):
        title = title[: len(title) - len(last)].rstrip(" -–—")
    return title.strip()


def strip_known(title: str, names: Iterable[str]) -> str:
    """Take off only what is one of the names, first or last in the title."""
    return _without_known(" ".join(title.split()), {squeeze(name) for name in names} - {""}).strip()


def strip_heading(heading: str, names: Iterable[str] = ()) -> str:
    """Take the names of site and section off a heading that stands in the page."""
    known = {squeeze(name) for name in names} - {""}
    parts = BAR.split(_without_known(" ".join(heading.split()), known))
    return _longest([part.strip() for part in parts if part.strip()] or [heading.strip()])


def find_permalink(block: Block) -> Span | None:
    """Find the link to itself, or to its editing, that a heading has at one of its ends, or the
    one that leads back from a note."""
    text = block.text
    found = PERMALINK.search(text) or BACKLINK.search(text)
    if found is None and block.kind == "list_item" and block.links:
        found = BACKLINK_BEFORE.match(text)
    elif found is None and block.kind == "heading":
        sign = LINKED_SIGN.search(text)
        if sign is not None and block.link_chars == len(sign.group().strip()):
            found = sign
        elif _is_linked(bracket := BRACKET.search(text), block):
            found = bracket
    if found is None or found.group() == text:
        return None
    return Span(len(text[: found.start()].rstrip()), found.end())


def without_permalink(block: Block) -> Block:
    """Give a heading without the link to itself."""
    found = find_permalink(block)
    if found is None:
        return block
    return block._replace(text=(block.text[: found.start] + block.text[found.end :]).strip())


def is_linked_bracket(block: Block) -> bool:
    """Say whether a block is nothing but links in square brackets ("[edit]")."""
    return _is_linked(BRACKET.fullmatch(block.text), block)


def _is_linked(bracket: re.Match[str] | None, block: Block) -> bool:
    """Say whether what stands between the brackets is all that is linked in a block."""
    if bracket is None:
        return False
    words_alone = sum(len(part.strip()) for part in bracket[1].split("|"))
    return block.link_chars in (words_alone, len(bracket[1]), len(bracket.group().strip()))


def _without_known(title: str, known: set[str]) -> str:
    """Drop first and last parts that are names of the site, and its host as first word."""
    for _ in range(MOST_NAMES):
        shorter = _without_one(title, known)
        if shorter == title:
            break
        title = shorter
    return title


def _without_one(title: str, known: set[str]) -> str:
    first, _, rest = title.partition(" ")
    if "." in first and rest and squeeze(first) in known:
        return rest
    for separator in (STRONG, WEAK):
        cuts = list(separator.finditer(title))
        if cuts and squeeze(title[cuts[-1].end() :]) in known:
            return title[: cuts[-1].start()]
        if cuts and squeeze(title[: cuts[0].start()]) in known:
            return title[cuts[0].end() :]
    return title


def _longest(parts: list[str]) -> str:
    """Give the part that reads as the headline: the first unless it is short for one."""
    longest = max(parts, key=lambda part: len(words(part)))
    size = len(words(parts[0]))
    is_label = size <= LABEL_WORDS and len(words(longest)) >= TIMES_LONGER * size
    return longest if is_label else parts[0]


def _is_short_name(last: str, before: str) -> bool:
    size = len(words(last))
    named = all(
        word[0].isupper() or word[0].isdigit() for word in last.split() if word[0].isalnum()
    )
    return size <= NAME_WORDS and named and len(words(before)) >= TIMES_LONGER * size


def squeeze(name: str) -> str:
    """Give a name as hosts write it: folded, without spaces and marks."""
    return "".join(words(key(name)))


def host_names(url: str | None) -> tuple[str, ...]:
    """Give the names in an address's host: the whole and its main label."""
    host = (host_name(url) or "").removeprefix("www.")
    labels = host.split(".")
    return (host, max(labels[:-1], key=len)) if len(labels) > 1 else ()


def likeness(one: str, other: str) -> float:
    """Give the share of the shorter text's words that stand in the other (0 to 1)."""
    ours, theirs = set(words(one)), set(words(other))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))
