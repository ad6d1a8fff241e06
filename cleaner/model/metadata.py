"""What is known of an article, and where each of its fields came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a metadata field came from: `source` names the place ("json-ld", "og:title", a
    rule), `value` what stood there, `start`/`end` the place in the canonical text, if any."""

    field: str
    source: str
    value: str
    start: int | None = None
    end: int | None = None
    disagrees: tuple[str, ...] = ()


#: Python attribute of `Metadata` -> name in the record (schema.org `NewsArticle`).
SCHEMA_NAMES: Mapping[str, str] = {
    "url": "url",
    "headline": "headline",
    "alternative_headline": "alternativeHeadline",
    "author": "author",
    "posted_by": "contributor",
    "date_published": "datePublished",
    "date_modified": "dateModified",
    "date_relative": "dateRelative",
    "dateline": "dateline",
    "credit_text": "creditText",
    "source_organization": "sourceOrganization",
    "publisher": "publisher",
    "section": "articleSection",
    "keywords": "keywords",
    "language": "inLanguage",
    "license": "license",
    "copyright_notice": "copyrightNotice",
    "correction": "correction",
    "page_type": "pageType",
    "warc": "warc",
}


@dataclass(frozen=True, slots=True)
class Metadata(Mapping[str, Any]):
    """What is known of an article; attributes in Python's style, keys in schema.org's.

    Dates are ISO 8601 as far as the source states them (day, minute, zone). As a mapping it
    holds every key of `SCHEMA_NAMES`, with None or an empty list where nothing is known.
    """

    url: str | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    author: tuple[str, ...] = ()
    posted_by: tuple[str, ...] = ()
    date_published: str | None = None
    date_modified: str | None = None
    date_relative: str | None = None
    dateline: str | None = None
    credit_text: str | None = None
    source_organization: str | None = None
    publisher: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    license: str | None = None
    copyright_notice: str | None = None
    correction: tuple[str, ...] = ()
    page_type: str | None = None
    warc: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, key: str) -> Any:
        for name, schema in SCHEMA_NAMES.items():
            if schema == key:
                value = getattr(self, name)
                if name == "warc":
                    return dict(value)
                return list(value) if isinstance(value, tuple) else value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (SCHEMA_NAMES[f.name] for f in fields(self))

    def __len__(self) -> int:
        return len(SCHEMA_NAMES)
