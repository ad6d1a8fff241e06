"""W3C PROV: what the article was made from, by what, and when, as PROV-JSON.

Entities go by their digest, as RFC 6920 writes it, so that records of one source meet in it.
"""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

from cleaner.model import Article
from cleaner.text import sha256

BY_LINE = True

PREFIXES = {
    "ni": "ni:///sha-256;",
    "uuid": "urn:uuid:",
    "pypi": "https://pypi.org/project/",
    "schema": "https://schema.org/",
}


def render(article: Article) -> str:
    """Write the lineage of an article as one line of PROV-JSON."""
    return json.dumps(to_prov(article), ensure_ascii=False, separators=(",", ":")) + "\n"


def to_prov(article: Article) -> dict[str, Any]:
    """Give the lineage of an article as a PROV-JSON document.

    The article was derived from the canonical text and that from the source; the cleaning used
    the source, the rule set and the model, and was done by this software.
    """
    provenance = article.provenance
    source, canonical = _entity(provenance.digest), _entity(provenance.text_digest)
    result = _entity(sha256(article.text))
    used = {"source": source, "rules": _entity(provenance.ruleset)}
    if provenance.model:
        used["model"] = _entity(provenance.model)
    cleaning, agent = _cleaning(article), _software(article)
    about: dict[str, dict[str, Any]] = {
        source: {"prov:label": "source", "schema:encodingFormat": provenance.media_type},
        used["rules"]: {"prov:label": "rules", "prov:type": _name("prov:Plan")},
        **({used["model"]: {"prov:label": "model"}} if "model" in used else {}),
        canonical: {"prov:label": "canonical text", "schema:size": provenance.text_length},
        result: {"prov:label": "article", "prov:type": _name("schema:NewsArticle")},
    }
    if article.metadata.url:
        about[source]["prov:atLocation"] = article.metadata.url
    started = {"prov:startTime": provenance.started_at} if provenance.started_at else {}
    derived = {"_:d1": (canonical, source), "_:d2": (result, canonical)}
    return {
        "prefix": PREFIXES,
        "entity": about,
        "activity": {cleaning: {"prov:label": "cleaning", **started}},
        "agent": {
            agent: {"prov:label": "article-cleaner", "prov:type": _name("prov:SoftwareAgent")}
        },
        "used": {
            f"_:u{at}": {"prov:activity": cleaning, "prov:entity": entity, "prov:role": role}
            for at, (role, entity) in enumerate(used.items(), 1)
        },
        "wasGeneratedBy": {"_:g1": {"prov:entity": result, "prov:activity": cleaning}},
        "wasDerivedFrom": {
            name: {"prov:generatedEntity": made, "prov:usedEntity": from_}
            for name, (made, from_) in derived.items()
            if made != from_
        },
        "wasAssociatedWith": {
            "_:a1": {"prov:activity": cleaning, "prov:agent": agent, "prov:plan": used["rules"]}
        },
    }


def _entity(digest: str) -> str:
    """Turn `sha256:` and hex digits into a name under `ni:///sha-256;` (base64url, unpadded)."""
    raw = bytes.fromhex(digest.partition(":")[2])
    return "ni:" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}


def _cleaning(article: Article) -> str:
    """Name a cleaning after all that went into it, so that the same one has the same name."""
    provenance = article.provenance
    made_of = (
        provenance.digest,
        provenance.options,
        provenance.ruleset,
        provenance.model,
        provenance.software,
        provenance.started_at,
    )
    return f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made_of))}"


def _software(article: Article) -> str:
    return f"pypi:article-cleaner/{dict(article.provenance.software).get('article-cleaner', '')}"
