"""The service's OpenAPI: what requests may hold, and the record's own schema for the answers."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

#: Where OpenAPI has its schemas, and where a JSON Schema has its parts.
COMPONENTS, PARTS = "#/components/schemas/", "#/$defs/"

DOCUMENT = {
    "type": "object",
    "description": "A page or a text; of `html` and `text` the first that is there counts.",
    "properties": {
        "id": {"type": ["string", "integer"], "description": "Comes back with the record."},
        "url": {"type": ["string", "null"], "description": "Where the page came from."},
        "html": {"type": "string", "minLength": 1},
        "text": {"type": "string", "minLength": 1},
    },
    "anyOf": [{"required": ["html"]}, {"required": ["text"]}],
}
FAILURE = {
    "type": "object",
    "description": "Why a document or a request could not be dealt with.",
    "properties": {
        "stage": {"type": "string", "description": "The step that failed."},
        "error": {"type": "string", "description": "The kind of error."},
        "message": {"type": "string"},
    },
    "required": ["stage", "error", "message"],
    "additionalProperties": False,
}
LINE = {
    "oneOf": [
        {"$ref": f"{COMPONENTS}Record"},
        {
            "type": "object",
            "properties": {
                "id": {"type": ["string", "integer"]},
                "failure": {"$ref": f"{COMPONENTS}Failure"},
            },
            "required": ["id", "failure"],
            "additionalProperties": False,
        },
    ]
}
STATUSES = {
    400: "The body is not what its type says",
    408: "The body took too long to arrive",
    413: "The body is too large",
    415: "Nothing is known of documents of this type",
    422: "The document can't be cleaned, or not within the limits",
    503: "Too many documents are waiting",
}


def components() -> dict[str, Any]:
    """Give the schemas that answers and requests refer to."""
    source = (files("cleaner") / "data" / "record.schema.json").read_text("utf-8")
    record = json.loads(source.replace(PARTS, COMPONENTS))
    parts = record.pop("$defs")
    for name in ("$schema", "$id"):
        record.pop(name)
    return {**parts, "Record": record, "Document": DOCUMENT, "Failure": FAILURE, "Line": LINE}


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give the answers that are failures, by status."""
    content = {"application/json": {"schema": {"$ref": f"{COMPONENTS}Failure"}}}
    return {status: {"description": STATUSES[status], "content": content} for status in statuses}


def answer(kind: str, schema: dict[str, Any], description: str) -> dict[int | str, dict[str, Any]]:
    """Give the answer that is none."""
    return {200: {"description": description, "content": {kind: {"schema": schema}}}}


def body(kinds: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give what a request's body may be, by content type."""
    content = {kind: {"schema": schema} for kind, schema in kinds.items()}
    return {"requestBody": {"required": True, "content": content}}
