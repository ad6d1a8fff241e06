"""Text that only the data in a page's scripts hold: what a script would show in a browser.

Pages built by scripts often carry their article all the same: as `articleBody` of JSON-LD, or as
markup in a string of the data that the scripts start from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from cleaner.errors import ParseError
from cleaner.parse import parse
from cleaner.segment_html.head import whole_pairs

#: A page whose markup has more words than this shows an article, or a list, of its own.
MOST_SHOWN = 200
#: Fewer words are a teaser, a notice or a template, not an article.
FEWEST_WORDS = 50
#: A text in the data counts if it has so many times the words of the whole markup.
TIMES_SHOWN = 3
#: Strings of fewer characters are not read: that many words take more.
FEWEST_CHARS = 200
#: How deep strings are looked for in strings: data are often written as text in a script.
DEEPEST = 3
#: Markup of an article has at least so many paragraphs.
FEWEST_PARAGRAPHS = 2

#: A string as JSON writes it, and the name it has there.
#: (`\Z`: what is never closed is read once, not anew from each of its quotes.)
STRING = re.compile(r'(?:"(\w++)"\s*+:\s*+)?"((?:[^"\\]++|\\(?:.|\Z))*+)(?:"|\Z)', re.S)
BODY = "articleBody"
PARAGRAPH = re.compile(r"<p[\s>]|<br\s*/?>\s*<br", re.I)
TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")


def body_in_data(
    scripts: Iterable[tuple[int, LexborNode]], texts: Iterable[str]
) -> tuple[int, LexborNode] | None:
    """Give the longest article in the data of a page that shows next to nothing, as a tree.

    `scripts` are the page's, each with its element, `texts` what its markup shows; with the tree
    comes the element of the script that holds it. None where no text is long enough.
    """
    words = chain.from_iterable(map(str.split, texts))
    shown = len(list(islice(words, MOST_SHOWN + 1)))  # most pages show more at once
    if shown > MOST_SHOWN:
        return None
    found = [(element, body) for element, node in scripts for body in bodies(node.text())]
    longest = max(found, key=lambda one: _words(one[1]), default=None)
    if longest is None or _words(longest[1]) < max(FEWEST_WORDS, TIMES_SHOWN * shown):
        return None
    return longest


def bodies(source: str) -> Iterator[LexborNode]:
    """Give the texts in a script's strings that may be an article, as trees."""
    for markup in _markups(source):
        try:
            body = parse(markup).body
        except ParseError:  # markup that no page has
            continue
        if body is not None:
            yield body


def _markups(source: str, depth: int = 1) -> Iterator[str]:
    for name, written in STRING.findall(source):
        if len(written) < FEWEST_CHARS:
            continue
        try:
            text = json.loads(f'"{whole_pairs(written)}"', strict=False)
        except ValueError:  # a string of JavaScript's that JSON does not know, or none
            continue
        if text.lstrip().startswith("<"):
            if len(PARAGRAPH.findall(text)) >= FEWEST_PARAGRAPHS:
                yield text
        elif name == BODY:
            yield text if TAG.search(text) else _paragraphs(text)
        elif depth < DEEPEST:
            yield from _markups(text, depth + 1)


def _paragraphs(text: str) -> str:
    """Write a text without markup as one with it: a paragraph a line."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _words(body: LexborNode) -> int:
    return len(body.text(separator=" ").split())
