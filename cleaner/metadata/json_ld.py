"""Claims out of JSON-LD: the node that describes the article, with references followed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from cleaner.metadata.claims import Claim

Node = Mapping[str, Any]

#: Types of nodes that describe a piece of writing, the more telling ones first.
ARTICLE_TYPES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "liveblogposting", "blogposting", "article",
    "techarticle", "scholarlyarticle", "medicalscholarlyarticle", "socialmediaposting",
    "discussionforumposting", "report", "recipe", "howto", "review", "advertisercontentarticle",
    "satiricalarticle", "qapage", "question", "medicalwebpage", "podcastepisode",
    "itempage", "aboutpage", "webpage",
)  # fmt: skip
#: Article fields and the metadata fields they speak of.
PLAIN = {
    "headline": "headline",
    "datePublished": "date_published",
    "dateModified": "date_modified",
    "articleSection": "section",
    "inLanguage": "language",
    "license": "license",
    "copyrightNotice": "copyright_notice",
    "creditText": "credit_text",
    "alternativeHeadline": "alternative_headline",
}
NAMED = {
    "author": "author",
    "creator": "author",
    "publisher": "publisher",
    "sourceOrganization": "source_organization",
    "contributor": "posted_by",
}
#: What makes JSON of pages invalid most often.
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
WRAPPING = re.compile(r"^\s*+(?://)?\s*+(?:<!--|<!\[CDATA\[)|(?://\s*+)?(?:-->|\]\]>)\s*+;?\s*+$")
#: The fields worth saving from a block that stays invalid after repair.
SCALAR = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.){2,300})"')
AUTHOR_NAME = re.compile(
    r'"author"\s*+:\s*+[\[{][^\]}]{0,500}?"name"\s*+:\s*+"((?:[^"\\\n]|\\.){2,100})"'
)
#: Where a node holds others that describe the same page.
WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")


def read_json_ld(scripts: Sequence[str]) -> list[Claim]:
    """Read the claims of the nodes that describe the article, out of a page's JSON-LD blocks.

    The first node that speaks of a field is the one that counts for it.
    """
    nodes: list[Node] = []
    claims: list[Claim] = []
    for script in scripts:
        data = _load(script)
        if data is None:
            claims += _salvage(script)
        else:
            nodes += _nodes(data)
    known = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
    spoken: set[str] = set()
    for article in sorted((n for n in nodes if _rank(n) is not None), key=_order):
        told = [claim for claim in _claims(article, known) if claim.field not in spoken]
        spoken |= {claim.field for claim in told}
        claims += told
    return claims


def _load(script: str) -> Any:
    text = WRAPPING.sub("", script)
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):  # not JSON, or nested as no data are
            continue
    return None


def _salvage(script: str) -> Iterator[Claim]:
    for name, value in SCALAR.findall(script):
        yield Claim(PLAIN[name], "json-ld", unescape(value.replace('\\"', '"').replace("\\/", "/")))
    for value in AUTHOR_NAME.findall(script):
        yield Claim("author", "json-ld", unescape(value))


def _nodes(data: Any) -> Iterator[Node]:
    """Give the nodes that may describe the page; parts, lists and comments of it are left out."""
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item)
    elif isinstance(data, dict):
        yield data
        for name in WITHIN:
            if isinstance(value := data.get(name), (dict, list)):
                yield from _nodes(value)


def _rank(node: Node) -> int | None:
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    ranks = [
        ARTICLE_TYPES.index(str(name).rsplit("/", 1)[-1].lower())
        for name in named
        if str(name).rsplit("/", 1)[-1].lower() in ARTICLE_TYPES
    ]
    return min(ranks, default=None)


def _order(node: Node) -> tuple[bool, int]:
    """Put nodes with a headline or an author before the bare ones, then by type."""
    rank = _rank(node)
    return not ("headline" in node or "author" in node), len(
        ARTICLE_TYPES
    ) if rank is None else rank


def _claims(article: Node, known: Mapping[str, Node]) -> Iterator[Claim]:
    for name, field in PLAIN.items():
        for value in _texts(article.get(name)):
            yield Claim(field, "json-ld", value)
    for name, field in NAMED.items():
        for value, is_organisation in _names(article.get(name), known):
            group = field == "author" and is_organisation
            yield Claim("posted_by" if group else field, "json-ld", value)
    for value in _texts(article.get("keywords")):
        for keyword in value.split(","):
            if keyword.strip():
                yield Claim("keywords", "json-ld", keyword.strip())


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, (str, int)) and (text := unescape(unescape(str(item))).strip()):
            yield text
        elif isinstance(item, dict):
            yield from _texts(item.get("name") or item.get("@value") or item.get("@id"))


def _names(value: Any, known: Mapping[str, Node]) -> Iterator[tuple[str, bool]]:
    """Give the names of persons and organisations, and whether each is an organisation."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            node = item if "name" in item else known.get(str(item.get("@id")), item)
            organisation = "organization" in str(node.get("@type", "")).lower()
            for name in _texts(node.get("name")):
                yield name, organisation
        else:
            for name in _texts(item):
                yield name, False
