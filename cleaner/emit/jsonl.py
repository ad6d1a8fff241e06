"""The record: one article a line of JSON, with metadata and provenance."""

from __future__ import annotations

from cleaner.model import Article

BY_LINE = True


def render(article: Article) -> str:
    """Write the article as one line of JSON."""
    return article.to_json() + "\n"
