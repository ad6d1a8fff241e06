"""What a page says of itself: title, meta, link, JSON-LD, and marks in its body."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from cleaner.model import Head, Mark
from cleaner.segment_html.tags import TELLING

Attributes = dict[str, str | None]

#: Microdata whose value is text that stands in the page; of longer ones (`articleBody`) the
#: value would be the page itself.
NAMED = frozenset(
    "author creator editor name headline alternativeheadline publisher datepublished datemodified"
    " datecreated uploaddate articlesection keywords copyrightholder copyrightyear license"
    " sourceorganization inlanguage".split()
)
#: Properties that are somebody with a name and more.
PERSONS = frozenset("author creator editor publisher copyrightholder sourceorganization".split())
#: Longest value taken from the text of an element.
LONGEST_VALUE = 300
#: Attributes that name what a `<meta>` is about, the first one given counts.
META_NAMES = ("property", "name", "itemprop", "http-equiv")
#: Attributes that hold a mark's value, the first one given counts.
VALUES = ("content", "datetime", "href", "src")

#: Half of a pair that names one character: alone it is none, and can't be written as UTF-8.
HALF = re.compile(
    r"\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F][\da-fA-F]{2}"
)


class HeadReader:
    """Gathers what the elements of a page say of it; `head` gives the outcome.

    `scripts` are the page's scripts, each with its element.
    """

    def __init__(self) -> None:
        self._title = ""
        self._language = ""
        self._meta: list[tuple[str, str]] = []
        self._links: list[tuple[str, str]] = []
        self._json_ld: list[str] = []
        self._marks: list[Mark] = []
        self.scripts: list[tuple[int, LexborNode]] = []

    def read(self, tag: str, attributes: Attributes, node: LexborNode, element: int) -> None:
        """Take what an element tells; most tell nothing."""
        if tag in TELLING:
            self._read_tag(tag, attributes, node, element)
        if tag not in ("meta", "link"):
            if "itemprop" in attributes:
                self._read_property(attributes, node, element)
            if "rel" in attributes and "author" in (attributes["rel"] or "").lower().split():
                self._mark("rel:author", _text(node), element)

    def head(self, renumbered: Mapping[int, int]) -> Head:
        """Give what was read, with the marks' elements renumbered (-1 where not in the map)."""
        marks = tuple(Mark(m.name, m.value, renumbered.get(m.element, -1)) for m in self._marks)
        return Head(
            title=self._title,
            language=self._language,
            meta=tuple(self._meta),
            links=tuple(self._links),
            json_ld=tuple(self._json_ld),
            marks=marks,
        )

    def _read_tag(self, tag: str, attributes: Attributes, node: LexborNode, element: int) -> None:
        if tag == "meta":
            content = attributes.get("content")
            name = next((value for n in META_NAMES if (value := attributes.get(n))), None)
            if name and content:
                self._meta.append((name.lower(), content))
        elif tag == "link":
            rel, href = attributes.get("rel"), attributes.get("href")
            if rel and href:
                self._links.append((rel.lower(), href))
        elif tag == "title":
            self._title = self._title or " ".join(node.text().split())
        elif tag == "script":
            self.scripts.append((element, node))
            if (attributes.get("type") or "").lower().startswith("application/ld+json"):
                self._json_ld.append(whole_pairs(node.text()))
        elif tag == "time":
            self._mark("time", attributes.get("datetime") or _text(node), element)
        elif not self._language:
            self._language = (attributes.get("lang") or attributes.get("xml:lang") or "").lower()

    def _read_property(self, attributes: Attributes, node: LexborNode, element: int) -> None:
        value = next((v for name in VALUES if (v := attributes.get(name))), None)
        for name in (attributes["itemprop"] or "").split():
            if value is None and name.lower() in NAMED:
                value = (name.lower() in PERSONS and _name(node)) or _text(node)
            if value is not None:
                self._mark(f"itemprop:{name}", value, element)

    def _mark(self, name: str, value: str, element: int) -> None:
        if value := " ".join(value.split()):
            self._marks.append(Mark(name, value, element))


def whole_pairs(written: str) -> str:
    """Put the sign for what is no character in place of halves that JSON's escapes write."""
    return HALF.sub(r"\\ufffd", written)


def _name(node: LexborNode) -> str:
    """Give the name of a person whose rank or number of posts stands beside it."""
    named = node.css_first('[itemprop~="name"]')
    return (named.attributes.get("content") or _text(named)) if named else ""


def _text(node: LexborNode) -> str:
    text = node.text()
    return text if len(text) <= LONGEST_VALUE else ""
