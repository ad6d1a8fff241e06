"""The seeds, line by line: ours always, the originals they are modelled on where those are."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner.judge import all_rules

SEEDS = Path(__file__).parent.parent / "seeds"
ORIGINALS = Path(os.environ.get("CLEANER_SEEDS", SEEDS.parent.parent / "shared" / "seeds"))

#: Families of the expectations that more than one family of rules may rightly claim.
ALSO = {
    "date-section": {"date", "section"},
    "relative-date": {"date"},
    "repeated-lead": {"repeated-lead", "repeated-paragraph"},
}
#: Metadata of the expectations -> attribute of the article's metadata.
ATTRIBUTES = {
    "title": "headline",
    "date_published": "date_published",
    "date_relative": "date_relative",
    "site_name": "publisher",
    "section": "section",
    "authors": "author",
    "posted_by": "posted_by",
    "dateline_place": "dateline",
    "agency": "source_organization",
    "credit": "credit_text",
}


def _documents(folder: Path) -> list[Any]:
    gold = folder / "gold.json"
    if not gold.exists():
        return [pytest.param(folder, "", {}, marks=pytest.mark.skip(f"{folder} is not here"))]
    return [
        pytest.param(folder, name, expected, id=f"{folder.parent.name}-{name[:3]}")
        for name, expected in sorted(json.loads(gold.read_text(encoding="utf-8")).items())
    ]


documents = pytest.mark.parametrize(
    ("folder", "name", "expected"), [*_documents(SEEDS), *_documents(ORIGINALS)]
)


def _clean(folder: Path, name: str) -> tuple[str, cleaner.Article]:
    source = (folder / name).read_bytes()
    return source.decode(), cleaner.clean(source, removed_text=True)


def _lines(source: str) -> dict[str, tuple[int, str]]:
    """Give the lines with something in them: number -> where the line starts, and the line."""
    lines, start = {}, 0
    for number, line in enumerate(source.split("\n"), 1):
        if line.strip():
            lines[str(number)] = (start + len(line) - len(line.lstrip()), line.strip())
        start += len(line) + 1
    return lines


@documents
def test_the_text_is_the_body_and_nothing_else(folder, name, expected):
    source, article = _clean(folder, name)
    body = [
        line
        for number, (_, line) in _lines(source).items()
        if expected["lines"][number]["class"] == "body"
    ]
    assert [line for line in article.text.split("\n") if line] == body


@documents
def test_every_other_line_is_removed_under_the_right_family(folder, name, expected):
    source, article = _clean(folder, name)
    families = {rule.name: rule.family for rule in all_rules()}
    removals = {removal.start: removal for removal in article.provenance.removals}
    for number, (start, line) in _lines(source).items():
        gold = expected["lines"][number]
        if gold["class"] == "body":
            continue
        assert start in removals, f"line {number} is kept: {line}"
        removal = removals[start]
        assert removal.text == line
        right = gold.get("family", gold["class"])
        found = {families.get(rule, rule) for rule in removal.rules}
        assert found & ALSO.get(right, {right}), f"line {number}: {line!r} by {removal.rules}"


@documents
def test_the_metadata_are_read(folder, name, expected):
    _, article = _clean(folder, name)
    assert article.title == expected["metadata"]["title"]
    for key, value in expected["metadata"].items():
        found = getattr(article.metadata, ATTRIBUTES[key])
        if isinstance(found, tuple):
            assert list(found) == (value if isinstance(value, list) else [value]), key
        else:
            assert found == value, key
    stated = {ATTRIBUTES[key] for key in expected["metadata"]}
    for attribute in {"author", "dateline", "source_organization", "credit_text"} - stated:
        assert not getattr(article.metadata, attribute), attribute


def test_the_originals_are_those_of_the_manifest():
    if not ORIGINALS.exists():
        pytest.skip(f"{ORIGINALS} is not here")
    manifest = json.loads((SEEDS / "manifest.json").read_text(encoding="utf-8"))
    for original in manifest["originals"]:
        content = (ORIGINALS / original["name"]).read_bytes()
        assert len(content) == original["bytes"]
        assert hashlib.sha256(content).hexdigest() == original["sha256"]


def test_ours_have_the_lines_of_the_originals_in_words_of_our_own():
    if not ORIGINALS.exists():
        pytest.skip(f"{ORIGINALS} is not here")
    ours, theirs = (
        json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        for folder in (SEEDS, ORIGINALS)
    )
    for mine, original in zip(sorted(ours), sorted(theirs), strict=True):
        kinds = [
            [(number, line["class"], line.get("family")) for number, line in gold["lines"].items()]
            for gold in (ours[mine], theirs[original])
        ]
        assert kinds[0] == kinds[1]
