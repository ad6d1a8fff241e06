"""Parquet: rows of the record; written as lines first, which `batch` puts into columns."""

from __future__ import annotations

import json

from cleaner.model import Article

BY_LINE = True


def render(article: Article) -> str:
    """Write the record as a line of JSON with the same type at each place in every line.

    Ids are strings; what has no fixed set of names (options, evidence, WARC headers) is JSON.
    """
    record = article.to_dict()
    provenance = record["provenance"]
    metadata = record["metadata"]
    row = {
        "id": None if record["id"] is None else str(record["id"]),
        "text": record["text"],
        "source": record["source"],
        "added": record["added"],
        "created": record["created"],
        "metadata": {
            **{name: _plain(value) for name, value in metadata.items()},
            "warc": json.dumps(metadata.get("warc") or {}, ensure_ascii=False),
        },
        "removals": [
            {
                "rule": removal.rule,
                "step": removal.step,
                "reason": removal.reason,
                "start": removal.start,
                "end": removal.end,
            }
            for removal in article.provenance.removals
        ],
        "digest": article.provenance.digest,
        "provenance": json.dumps(provenance, ensure_ascii=False),
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | list) else str(value)
