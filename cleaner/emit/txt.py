"""Plain text: the clean text and nothing else."""

from __future__ import annotations

from cleaner.model import Article


def render(article: Article) -> str:
    """Write the article's text, closed by a line end."""
    return article.text if article.text.endswith("\n") else article.text + "\n"
