"""CSV for spreadsheets: a row for each article, formulas made harmless."""

from __future__ import annotations

import csv
import io

from cleaner.model import Article

BY_LINE = True

COLUMNS = ("id", "url", "headline", "author", "datePublished", "inLanguage", "text")
HEAD = ",".join(COLUMNS) + "\r\n"
#: What makes a spreadsheet take a cell for a formula; an apostrophe before it stops that (OWASP).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(article: Article) -> str:
    """Write the article as one row; quoted fields may hold line ends."""
    metadata = article.metadata
    cells = (
        "" if article.id is None else str(article.id),
        metadata.url or "",
        metadata.headline or "",
        "; ".join(metadata.author),
        metadata.date_published or "",
        metadata.language or "",
        article.text,
    )
    row = io.StringIO()
    csv.writer(row).writerow([_harmless(cell) for cell in cells])
    return row.getvalue()


def _harmless(cell: str) -> str:
    cell = cell.replace("\0", "")
    return "'" + cell if cell.startswith(FORMULA) else cell
