"""Dolma attributes: what to remove from the uncleaned text, as `[start, end, score]`.

For pipelines that mark rather than change: the documents keep their canonical text (the source
itself where that was plain text), and Dolma's mixer cuts the spans out.
"""

from __future__ import annotations

import json
from typing import Any

from cleaner.model import Article, Removal

BY_LINE = True

#: Attributes are named `experiment__tagger__kind`, as Dolma's own are.
PREFIX = "cleaner__removed__"
#: All removals together, for a mixer that doesn't care which rule spoke.
ANY = "any"


def render(article: Article) -> str:
    """Write the attributes of one document as one line of JSON."""
    return json.dumps(to_dolma(article), ensure_ascii=False, separators=(",", ":")) + "\n"


def to_dolma(article: Article) -> dict[str, Any]:
    """Give the removals as Dolma attributes over the canonical text, one a rule and all together.

    The score is how sure the removal is: 1 for a rule, and for the content model the probability
    that the text is not main content.
    """
    attributes: dict[str, list[tuple[int, int, float]]] = {PREFIX + ANY: []}
    for removal in article.provenance.removals:
        span = (removal.start, removal.end, _score(removal))
        attributes[PREFIX + ANY].append(span)
        for rule in removal.rules:
            attributes.setdefault(PREFIX + rule.replace("-", "_"), []).append(span)
    return {
        "id": str(article.provenance.digest if article.id is None else article.id),
        "source": article.source,
        "attributes": attributes,
    }


def _score(removal: Removal) -> float:
    return 1.0 if removal.score is None else round(1 - removal.score, 4)
