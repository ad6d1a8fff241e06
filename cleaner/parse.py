"""str → tree: HTML5 parsing by lexbor, after a look at what would make any parser run away."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from cleaner.errors import ParseError

#: Deepest nesting that is parsed. Building the tree takes time in the square of the depth
#: (0.2 s at 10,000); browsers stop at 512, real pages seldom pass 60.
DEEPEST = 10_000
#: Most attributes one tag may have; comparing them takes time in the square of their number
#: (0.8 s at 20,000), real tags have fewer than 100.
MOST_ATTRIBUTES = 20_000
#: Most options one list may have: each new one takes time in their number (2 s at 20,000); the
#: longest lists of real pages (towns, years) have a few thousand.
MOST_OPTIONS = 20_000
#: Most characters of markup; the largest page of the benchmarks has 5 million.
LONGEST_MARKUP = 200_000_000

TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)(?:[^<>]*+(?<=/)(>))?")
OPTION = re.compile(r"<option\b", re.I)
LIST = re.compile(r"<select\b", re.I)
RAW = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.I | re.S)
#: A tag up to its end, and the values in it.
WHOLE_TAG = re.compile(r"<[a-zA-Z](?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+")
VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
#: Tags that hold nothing, or that the next of their kind closes: they don't nest when unclosed.
FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr frame keygen bgsound"
    " p li dt dd option optgroup tr td th tbody thead tfoot colgroup rp rt".split()
)


def parse(markup: str) -> LexborHTMLParser:
    """Parse markup as a browser without scripting does; no markup is too broken.

    Raises `ParseError` where the nesting, the attributes of a tag or the size pass the limits
    above: such input takes minutes or all memory, and is not a page.
    """
    if len(markup) > LONGEST_MARKUP:
        raise ParseError(f"more than {LONGEST_MARKUP:,} characters")
    _check_depth(markup)
    _check_attributes(markup)
    _check_options(markup)
    try:
        return LexborHTMLParser(markup.encode("utf-8", "replace"))
    except (SelectolaxError, RuntimeError) as error:
        raise ParseError(f"lexbor: {error}") from error


def _check_depth(markup: str) -> None:
    if (openings := markup.count("<")) <= DEEPEST or openings - markup.count("</") <= DEEPEST:
        return
    depth = drawing = 0
    for closing, written, closed in TAG.findall(RAW.sub("", markup)):
        name = written.lower()
        step = -1 if closing else 1
        if name == "svg":
            drawing = max(0, drawing + step)
        if name not in FLAT and not (closed and drawing):
            depth = max(0, depth + step)
        if depth > DEEPEST:
            raise ParseError(f"elements nest more than {DEEPEST:,} levels deep")


def _check_attributes(markup: str) -> None:
    starts = range(0, len(markup) - MOST_ATTRIBUTES, MOST_ATTRIBUTES)
    if all(markup.find(">", start, start + MOST_ATTRIBUTES) >= 0 for start in starts):
        return  # no room for a tag with that many
    if _is_overloaded(markup) and _is_overloaded(RAW.sub("", markup)):  # scripts have "<"
        raise ParseError(f"a tag has more than {MOST_ATTRIBUTES:,} attributes")


def _is_overloaded(markup: str) -> bool:
    for tag in WHOLE_TAG.finditer(markup):
        if tag.end() - tag.start() > 2 * MOST_ATTRIBUTES:
            names = VALUE.sub(" ", tag.group()).replace("/", " ").split()
            if len(names) > MOST_ATTRIBUTES:
                return True
    return False


def _check_options(markup: str) -> None:
    if markup.count("<") <= MOST_OPTIONS or len(OPTION.findall(markup)) <= MOST_OPTIONS:
        return
    if any(len(OPTION.findall(chunk)) > MOST_OPTIONS for chunk in LIST.split(markup)[1:]):
        raise ParseError(f"a list has more than {MOST_OPTIONS:,} options")
