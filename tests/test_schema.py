"""Every record keeps to the schema that the package carries."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cleaner import CleanerError, Pipeline
from cleaner.model import SCHEMA_NAMES

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((files("cleaner") / "data" / "record.schema.json").read_text("utf-8"))
DOCS = ROOT / "docs" / "record.md"
SOURCES = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "fixtures/pages").glob("*"))]
OPTIONS = {
    "brief": {},
    "full": {"selectors": "full", "source_positions": True, "keep_source_text": True},
    "quote": {"selectors": "quote", "removed_text": True},
}


@pytest.fixture(scope="module")
def validator():
    Draft202012Validator.check_schema(SCHEMA)
    return Draft202012Validator(SCHEMA)


def test_the_schema_knows_every_field_of_the_metadata():
    assert set(SCHEMA_NAMES.values()) <= set(SCHEMA["$defs"]["metadata"]["properties"])


def test_the_docs_show_the_schema():
    assert json.dumps(SCHEMA, indent=2, ensure_ascii=False) in DOCS.read_text("utf-8")


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_records_keep_to_the_schema(validator, path, options):
    try:
        article = Pipeline(**options)(path.read_bytes(), url="http://example.org/a", id=path.stem)
    except CleanerError:
        return
    record = json.loads(article.to_json())
    assert record == article.to_dict()
    assert [error.message for error in validator.iter_errors(record)] == []


def test_a_record_without_its_digests_does_not_keep_to_the_schema(validator):
    record = Pipeline()(SOURCES[0].read_bytes()).to_dict()
    del record["provenance"]["removals"][0]["digest"]
    assert not validator.is_valid(record)


def test_the_same_input_gives_the_same_record_but_for_the_time():
    source = SOURCES[0].read_bytes()
    one, other = (Pipeline(timestamp=f"2026-01-0{n}T00:00:00Z")(source) for n in (1, 2))
    assert one.to_json() != other.to_json()
    assert one.to_json().replace("2026-01-01", "2026-01-02") == other.to_json()


def test_the_environment_can_fix_the_time(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    record = Pipeline()(SOURCES[0].read_bytes()).to_dict()
    assert record["added"] == "2026-01-01T00:00:00Z"
    assert record["provenance"]["wasGeneratedBy"]["startedAtTime"] == "2026-01-01T00:00:00Z"
