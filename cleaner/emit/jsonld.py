"""JSON-LD: the article as a schema.org `NewsArticle`, for search engines and archives."""

from __future__ import annotations

import json
from typing import Any

from cleaner.model import Article

BY_LINE = True

#: Metadata of the record that schema.org has no term for.
OUR_OWN = frozenset(("dateRelative", "pageType", "warc"))
PERSONS = frozenset(("author", "contributor"))
ORGANIZATIONS = frozenset(("publisher", "sourceOrganization"))


def render(article: Article) -> str:
    """Write the article as one line of JSON-LD."""
    return json.dumps(to_jsonld(article), ensure_ascii=False, separators=(",", ":")) + "\n"


def to_jsonld(article: Article) -> dict[str, Any]:
    """Give the article as a `NewsArticle`; fields that are not known are left out."""
    known = {
        name: _value(name, value)
        for name, value in article.metadata.items()
        if value not in (None, [], {}) and name not in OUR_OWN
    }
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": article.provenance.digest if article.id is None else article.id,
        **known,
        "articleBody": article.text,
    }


def _value(name: str, value: Any) -> Any:
    if name in PERSONS:
        return [{"@type": "Person", "name": person} for person in value]
    if name in ORGANIZATIONS and isinstance(value, str):
        return {"@type": "Organization", "name": value}
    return value
