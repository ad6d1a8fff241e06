"""Each thing that can be wrong with a record is named with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleaner import EmptyInputError, Pipeline, RecordError, restore, verify
from tests.test_verify import LEAD, MORE, PAGE, TEXT

Record = dict[str, Any]


BYLINE = f"{LEAD[:40]}\n\nBy Anna Holm\n\n{LEAD}\n\n{MORE}\n"


def record_of(source: str | bytes, **options: Any) -> Record:
    return Pipeline(timestamp="2026-01-01T00:00:00Z", **options)(source).to_dict()


def place(entry: Record) -> Record:
    return next(one for one in entry["selector"] if one["type"] == "TextPositionSelector")


def of(name: str, number: int, change: Callable[[Record], object]) -> Callable[[Record], object]:
    return lambda record: change(record["provenance"][name][number])


def derived(**changes: Any) -> Callable[[Record], object]:
    return lambda record: record["provenance"]["wasDerivedFrom"].update(changes)


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (of("removals", -1, lambda r: place(r).update(end=9999)), "removals[2]", "is no range of"),
        (of("removals", 0, lambda r: r["selector"].pop()), "record", "one TextPositionSelector"),
        (of("segments", 1, lambda s: s.update(start=0)), "segments[1]", "not in order"),
        (of("segments", 0, lambda s: s.update(end=s["end"] - 1)), "segments[0]", "as long as"),
        (lambda record: record["provenance"]["removals"].pop(), "provenance", "nothing accounts"),
        (
            of("segments", 0, lambda s: s["selector"].append({"type": "CssSelector"})),
            "selector[2]",
            "CssSelector is not known here",
        ),
        (
            of("segments", 0, lambda s: s["selector"][0].update(value="main")),
            "selector[0]",
            "main finds nothing",
        ),
        (derived(text="x" * 9), "wasDerivedFrom.text", "is not the text of the source"),
    ],
)
def test_what_is_wrong_with_the_record_of_a_page(
    change: Callable[[Record], object], where: str, what: str
) -> None:
    record = record_of(PAGE)
    change(record)
    found = verify(record, PAGE)
    assert found is not None
    assert where in found.where and what in found.what


def test_the_exact_quote_is_the_text_there() -> None:
    record = record_of(PAGE, selectors="quote")
    record["provenance"]["segments"][0]["selector"][-1]["exact"] = "x"
    found = verify(record, PAGE)
    assert found is not None and found.what == "exact is not the text there"


def test_bytes_of_a_text_are_looked_up() -> None:
    record = record_of(TEXT.encode(), source_positions=True)
    assert verify(record, TEXT.encode()) is None
    record["provenance"]["segments"][0]["selector"][-1]["start"] += 1
    found = verify(record, TEXT.encode())
    assert found is not None and "another text in bytes" in found.what


def test_a_repair_that_nothing_was_removed_for_is_named() -> None:
    text = f"{LEAD} The cafÃ© is shut.\n{MORE}\n"
    record = record_of(text, repair=True, media_type="text/plain")
    assert verify(record, text) is None
    record["provenance"]["removals"][0]["step"] = "judge"
    found = verify(record)
    assert found is not None
    assert found.where == "provenance.repairs[0]" and found.what == "nothing was removed there"


def test_a_source_that_cannot_be_read_is_a_break_and_not_an_error() -> None:
    found = verify(record_of(PAGE), b"")
    assert found is not None and found.where == "source"
    with pytest.raises(RecordError) as raised:
        restore(record_of(PAGE), b"")
    assert isinstance(raised.value.__cause__, EmptyInputError)


def test_the_source_text_that_a_record_keeps_is_restored_and_checked() -> None:
    record = record_of(PAGE, keep_source_text=True)
    assert restore(record) == restore(record, PAGE)
    assert verify(record) is None
    record["provenance"]["wasDerivedFrom"]["textDigest"] = "sha256:0"
    with pytest.raises(RecordError, match="digest"):
        restore(record)


def test_the_text_of_a_template_within_a_template_verifies() -> None:
    inner = f"<template shadowrootmode=open><p>{MORE}</p></template>"
    page = f"<article><p>{LEAD}</p><div>{inner}</div><p>{LEAD[::-1]} {MORE}.</p></article>"
    assert verify(record_of(page), page) is None


@pytest.mark.parametrize("change", [{"end": 10**9}, {"start": -3}, {"end": 0}, {"type": "x"}])
def test_where_metadata_were_read_is_a_place_of_the_source(change: Record) -> None:
    record = record_of(BYLINE, selectors="quote")
    assert verify(record, BYLINE) is None
    evidence = record["provenance"]["evidence"]["author"]
    evidence["selector"][0].update(change)
    found = verify(record, BYLINE)
    assert found is not None and found.where == "provenance.evidence.author"


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"provenance": None},
        {"provenance": {"wasDerivedFrom": {}, "gaps": []}},
        {"text": 5, "provenance": {"wasDerivedFrom": {}, "gaps": [""], "segments": [{}]}},
    ],
)
@pytest.mark.parametrize("source", [None, PAGE])
def test_what_is_no_record_can_not_be_restored(broken: Record, source: str | None) -> None:
    with pytest.raises(RecordError):
        restore(broken, source)
