"""Claims out of a page's `<meta>`, `<link>`, microdata and `<time>` elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from cleaner.metadata.claims import Claim
from cleaner.model import Head

#: Names of `<meta>` elements by field, the more trusted ones first.
META = {
    "headline": ("og:title", "twitter:title", "citation_title", "dc.title"),
    "author": (
        "author", "article:author", "og:article:author", "article:author_name", "byl", "byline",
        "parsely-author", "sailthru.author", "citation_author", "dc.creator", "dcterms.creator",
        "dc.contributor", "shareaholic:article_author_name", "authors", "cxenseparse:author",
        "article.author", "rbauthors", "news_author", "creator", "og:author",
    ),
    "date_published": (
        "article:published_time", "og:article:published_time", "datepublished", "article:published",
        "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
        "publish_date", "publication_date", "published", "dc.date.issued", "dcterms.issued",
        "dc.date", "dcterms.date",
        "dc.date.created", "dcterms.created", "citation_publication_date", "citation_online_date",
        "citation_date", "cxenseparse:recs:publishtime", "date", "article_date_original",
        "og:published_time", "og:pubdate", "originalpublicationdate", "rnews:datepublished",
        "shareaholic:article_published_time", "published_at", "release_date", "date_published",
        "created", "article.published", "vr:published_time", "bt:pubdate", "last-published",
        "displaydate",
    ),
    "date_modified": (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
        "last-modified", "lastmod", "dcterms.modified", "dc.date.modified", "article:modified",
        "modified", "revised", "cxenseparse:recs:modifiedtime", "article.updated", "updated_time",
    ),
    "publisher": (
        "og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "citation_journal_title",
        "copyright_holder", "application-name", "al:android:app_name",
    ),
    "section": (
        "article:section", "parsely-section", "og:article:section", "section",
        "cxenseparse:section",
    ),
    "language": ("og:locale", "content-language", "language", "dc.language"),
    "license": ("dcterms.license", "license"),
    "copyright_notice": ("copyright", "dc.rights", "dcterms.rights", "rights"),
    "url": ("og:url",),
}  # fmt: skip
#: Dublin Core parts the authors of one work over two elements.
SAME_SOURCE = {"dc.contributor": "dc.creator"}
#: Other names of `<meta>` elements that speak of the day of publication.
DATE_META = re.compile(r"(?=.*(?:date|time))(?=.*(?:publi|pub|issue|create|release|post|:date$))")
NOT_DATE_META = re.compile(r"modif|updat|expir|event|revis|review|end|timezone|format")
KEYWORDS = ("news_keywords", "article:tag", "keywords", "parsely-tags")
#: Microdata properties by field.
PROPERTIES = {
    "author": ("itemprop:author", "itemprop:creator", "rel:author"),
    "date_published": ("itemprop:datepublished", "itemprop:datecreated"),
    "date_modified": ("itemprop:datemodified",),
    "section": ("itemprop:articlesection",),
    "license": ("itemprop:license",),
}
#: `<link rel>` by field.
LINKS = {"canonical": "url", "license": "license"}


def read_head(head: Head) -> list[Claim]:
    """Read the claims of a page's meta data, microdata and links, in order of trust."""
    claims = list(_meta(head))
    for field, names in PROPERTIES.items():
        for name in names:
            claims += [
                Claim(field, name, mark.value) for mark in head.marks if mark.name.lower() == name
            ]
    claims += [Claim(LINKS[rel], f"link:{rel}", href) for rel, href in head.links if rel in LINKS]
    return claims


def _meta(head: Head) -> Iterator[Claim]:
    given: dict[str, list[str]] = {}
    for name, value in head.meta:
        if value := unescape(value).strip():
            given.setdefault(name.lower(), []).append(value)
    for field, names in META.items():
        for name in names:
            for value in given.get(name, ()):
                yield Claim(field, SAME_SOURCE.get(name, name), value)
    known = {name for names in META.values() for name in names}
    for name, values in given.items():
        if name not in known and DATE_META.match(name) and not NOT_DATE_META.search(name):
            yield from (Claim("date_published", name, value) for value in values)
    for name in KEYWORDS:
        for value in given.get(name, ()):
            for keyword in value.split(","):
                if keyword.strip():
                    yield Claim("keywords", name, keyword.strip())
