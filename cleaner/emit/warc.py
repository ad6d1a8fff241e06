"""WARC `conversion` records (ISO 28500): the clean text of what another record holds."""

from __future__ import annotations

import uuid

from cleaner.model import Article

BY_LINE = True

VERSION = "WARC/1.1"
HEAD = (
    f"{VERSION}\r\nWARC-Type: warcinfo\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
    f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'article-cleaner')}>\r\n"
    "Content-Type: application/warc-fields\r\nContent-Length: 27\r\n\r\n"
    "software: article-cleaner\r\n\r\n\r\n"
)


def render(article: Article) -> str:
    """Write the article's text as a record that refers to the one it was made from."""
    provenance, source = article.provenance, dict(article.metadata.warc)
    body = article.text
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{article.id}\n{provenance.digest}\n{body}")
    headers = {
        "WARC-Type": "conversion",
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Target-URI": article.metadata.url,
        "WARC-Date": provenance.started_at,
        "WARC-Refers-To": source.get("WARC-Record-ID"),
        "WARC-Refers-To-Date": source.get("WARC-Date"),
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body.encode())),
    }
    lines = [f"{key}: {_one_line(value)}\r\n" for key, value in headers.items() if value]
    return f"{VERSION}\r\n{''.join(lines)}\r\n{body}\r\n\r\n"


def _one_line(value: str) -> str:
    return " ".join(value.split())
