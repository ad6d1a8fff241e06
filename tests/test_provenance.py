"""What a record says, field by field, for articles of which little and of which all is known."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner.model import (
    Article,
    Evidence,
    Metadata,
    Provenance,
    Removal,
    Repair,
    Segment,
    Span,
    StoryNote,
    Stretch,
)
from cleaner.model.story import Passage, Shared
from cleaner.provenance import to_record

KEPT = "The café is open."
PLAIN = Provenance(
    digest="sha256:a",
    media_type="text/plain",
    encoding="utf-8",
    text_digest="sha256:b",
    text_length=40,
    segments=(Segment(0, 17, 6, 23),),
    removals=(Removal("navigation", "names a section", 0, 4, "judge", ("navigation",)),),
    stretches=(
        Stretch(False, 0, 1, 0, 4, digest="sha256:c"),
        Stretch(True, 0, 1, 6, 23),
    ),
    options=(("repair", True),),
    ruleset="sha256:r",
    model="sha256:m",
    software=(("article-cleaner", "1.2.3"), ("lxml", "6.0")),
    started_at="2026-01-01T00:00:00Z",
)
#: Metadata that a record has even where nothing is known.
UNKNOWN = {
    "url": None,
    "headline": None,
    "author": [],
    "datePublished": None,
    "dateModified": None,
    "dateline": None,
    "creditText": None,
    "sourceOrganization": None,
    "publisher": None,
    "articleSection": None,
    "inLanguage": None,
}


def place(start: int, end: int, kind: str = "TextPositionSelector") -> dict[str, Any]:
    return {"type": kind, "start": start, "end": end}


def record(**changes: Any) -> dict[str, Any]:
    """Give the record of an article whose account is `PLAIN`, but for what is changed."""
    made = {name: changes.pop(name) for name in ("metadata", "id", "story") if name in changes}
    known = {name: getattr(PLAIN, name) for name in PLAIN.__slots__} | changes
    article = Article(
        text=KEPT, title=None, **{"metadata": Metadata(), **made}, provenance=Provenance(**known)
    )
    return to_record(article)


def test_the_record_of_a_plain_text_of_which_nothing_else_is_known() -> None:
    assert record() == {
        "id": "sha256:a",
        "text": KEPT,
        "source": None,
        "added": "2026-01-01T00:00:00Z",
        "created": None,
        "metadata": UNKNOWN,
        "provenance": {
            "wasDerivedFrom": {
                "digest": "sha256:a",
                "encodingFormat": "text/plain",
                "encoding": "utf-8",
                "textDigest": "sha256:b",
                "textLength": 40,
            },
            "wasGeneratedBy": {
                "startedAtTime": "2026-01-01T00:00:00Z",
                "used": {"options": {"repair": True}, "ruleset": "sha256:r", "model": "sha256:m"},
                "wasAssociatedWith": {
                    "name": "article-cleaner",
                    "version": "1.2.3",
                    "dependencies": {"lxml": "6.0"},
                },
            },
            "segments": [{"start": 0, "end": 17, "selector": [place(6, 23)]}],
            "removals": [
                {
                    "rule": "navigation",
                    "step": "judge",
                    "reason": "names a section",
                    "digest": "sha256:c",
                    "chars": 4,
                    "selector": [place(0, 4)],
                }
            ],
            "evidence": {},
            "notes": [],
        },
    }


def test_an_id_of_ones_own_takes_the_place_of_the_digest() -> None:
    assert record(id="a1")["id"] == "a1"
    assert record(id=0)["id"] == 0


def test_what_is_known_of_the_article_is_in_the_record() -> None:
    metadata = Metadata(
        headline="Ferry runs again",
        author=("Jane Roe", "Tom Lund"),
        date_published="2026-01-02",
        keywords=("ferry",),
        license="CC0",
        warc=(("record", "<urn:1>"),),
    )
    made = record(metadata=metadata)
    assert made["created"] == "2026-01-02"
    assert made["metadata"] == UNKNOWN | {
        "headline": "Ferry runs again",
        "author": ["Jane Roe", "Tom Lund"],
        "datePublished": "2026-01-02",
        "keywords": ["ferry"],
        "license": "CC0",
        "warc": {"record": "<urn:1>"},
    }
    assert made["provenance"]["wasDerivedFrom"]["warc"] == {"record": "<urn:1>"}


def test_the_source_the_gaps_the_sites_and_the_notes_are_there_on_request() -> None:
    made = record(
        source_text="Menu\n\nThe café", gaps=("", "\n\n", ""), sites="sha256:s", notes=("short",)
    )["provenance"]
    assert made["wasDerivedFrom"]["text"] == "Menu\n\nThe café"
    assert made["gaps"] == ["", "\n\n", ""]
    assert made["wasGeneratedBy"]["used"] == {
        "options": {"repair": True},
        "ruleset": "sha256:r",
        "model": "sha256:m",
        "sites": "sha256:s",
    }
    assert made["notes"] == ["short"]


def test_an_empty_source_that_was_kept_is_in_the_record() -> None:
    assert record(source_text="")["provenance"]["wasDerivedFrom"]["text"] == ""


def test_a_record_says_so_where_its_version_is_not_known() -> None:
    used = record(software=())["provenance"]["wasGeneratedBy"]["wasAssociatedWith"]
    assert used == {"name": "article-cleaner", "version": None, "dependencies": {}}


def test_every_selector_of_a_stretch_is_in_the_record() -> None:
    stretch = Stretch(
        True,
        0,
        1,
        6,
        23,
        xpath="/html[1]/p[1]",
        offsets=Span(2, 19),
        quote=("Menu\n\n", KEPT, "\n"),
        source_bytes=Span(30, 48),
    )
    (segment,) = record(stretches=(stretch,))["provenance"]["segments"]
    assert segment["selector"] == [
        {"type": "XPathSelector", "value": "/html[1]/p[1]", "refinedBy": place(2, 19)},
        place(6, 23),
        {"type": "TextQuoteSelector", "prefix": "Menu\n\n", "exact": KEPT, "suffix": "\n"},
        place(30, 48, "DataPositionSelector"),
    ]
    (segment,) = record(stretches=(stretch._replace(offsets=None),))["provenance"]["segments"]
    assert segment["selector"][0] == {"type": "XPathSelector", "value": "/html[1]/p[1]"}


def test_a_stretch_of_segments_goes_from_the_first_to_the_last() -> None:
    segments = (Segment(0, 3, 0, 3), Segment(5, 9, 5, 9), Segment(11, 14, 11, 14))
    stretches = (Stretch(True, 0, 1, 0, 3), Stretch(True, 1, 3, 5, 14))
    made = record(segments=segments, stretches=stretches)["provenance"]["segments"]
    assert [(segment["start"], segment["end"]) for segment in made] == [(0, 3), (5, 14)]


def removal(*pieces: Removal, **stretch: Any) -> dict[str, Any]:
    """Give what the record says of removals that stand together, but for where they stand."""
    first = Removal("before", "stands before", 0, 1, "judge", ("before",), 0.9)
    taken = Stretch(False, 1, 1 + len(pieces), 2, 20, digest="sha256:d", **stretch)
    made = record(removals=(first, *pieces), stretches=(taken,))["provenance"]["removals"]
    assert len(made) == 1
    assert made[0].pop("selector") == [place(2, 20)]
    return made[0]


SAID = {"step": "content", "reason": "few words", "digest": "sha256:d", "chars": 18}


def test_a_removal_by_two_rules_names_both() -> None:
    piece = Removal("content", "few words", 2, 20, "content", ("content", "navigation"))
    assert removal(piece) == {"rule": "content", "rules": ["content", "navigation"], **SAID}


def test_removals_taken_together_say_how_many_they_are() -> None:
    one = Removal("content", "few words", 2, 8, "content", ("content", "navigation"))
    two = Removal("content", "links", 10, 20, "content", ("content",))
    assert removal(one, two) == {"rule": "content", "pieces": 2, **SAID}


def test_the_score_of_removals_taken_together_is_the_mean_over_their_characters() -> None:
    scored = Removal("content", "few words", 2, 5, "content", ("content",), 0.25)
    assert removal(scored)["score"] == 0.25
    longer = scored._replace(start=6, end=12, score=0.0625)
    silent = scored._replace(start=12, end=20, score=None)
    assert removal(scored, longer, silent)["score"] == 0.125
    assert removal(scored._replace(score=0.0))["score"] == 0.0
    assert removal(scored._replace(score=0.12345))["score"] == 0.123


@pytest.mark.parametrize("text", ["Menu", ""])
def test_a_removal_holds_its_text_on_request(text: str) -> None:
    piece = Removal("content", "few words", 2, 20, "content", ("content",))
    assert removal(piece, text=text) == {"rule": "content", **SAID, "text": text}


def test_a_repair_says_what_stands_where() -> None:
    made = record(repairs=(Repair(7, 8, 13, 15, "mojibake"),))["provenance"]["repairs"]
    assert made == [{"start": 7, "end": 8, "rule": "mojibake", "selector": [place(13, 15)]}]


def test_evidence_names_the_place_and_what_disagrees() -> None:
    metadata = Metadata(headline="Ferry runs", date_published="2026-01-02", author=("Jane Roe",))
    evidence = (
        Evidence("headline", "og:title", "Ferry runs - The Courier"),
        Evidence("headline", "title", "Ferry runs"),
        Evidence("author", "byline", "Jane Roe", 4, 12),
        Evidence("date_published", "json-ld", "2026-01-02", disagrees=("2026-01-03",)),
        Evidence("unheard_of", "meta", "x", 3),
    )
    assert record(metadata=metadata, evidence=evidence)["provenance"]["evidence"] == {
        "headline": {"rule": "og:title", "value": "Ferry runs - The Courier"},
        "author": {"rule": "byline", "selector": [place(4, 12)]},
        "datePublished": {"rule": "json-ld", "disagrees": ["2026-01-03"]},
        "unheard_of": {"rule": "meta", "value": "x"},
    }


def test_evidence_of_one_of_two_authors_says_which() -> None:
    evidence = (Evidence("author", "byline", "Jane Roe", 0, 8),)
    made = record(metadata=Metadata(author=("Jane Roe", "Tom Lund")), evidence=evidence)
    assert made["provenance"]["evidence"] == {
        "author": {"rule": "byline", "value": "Jane Roe", "selector": [place(0, 8)]}
    }


def test_what_a_document_shares_and_the_story_it_tells_are_in_the_record() -> None:
    shared = Shared("b", 0.5, (Passage(0, 17, 20, 37, 1.0),))
    note = StoryNote((shared,), "story-1", ("a", "b"), 0.9, "b", "it is the oldest")
    made = record(story=note)["provenance"]
    assert made["sharedWith"] == [
        {
            "id": "b",
            "similarity": 0.5,
            "passages": [
                {"start": 0, "end": 17, "other_start": 20, "other_end": 37, "similarity": 1.0}
            ],
        }
    ]
    assert made["story"] == {
        "id": "story-1",
        "documents": ["a", "b"],
        "score": 0.9,
        "origin": {"id": "b", "reason": "it is the oldest"},
    }


def test_a_document_that_shares_nothing_tells_no_story() -> None:
    made = record(story=StoryNote())["provenance"]
    assert "sharedWith" not in made and "story" not in made
