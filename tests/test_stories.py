"""Documents that share paragraphs are found out, and those that tell one story."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Pipeline, clean, verify
from cleaner.cli import cli
from cleaner.stories import find_stories, notes, read_story

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
ORIGINALS = sorted(
    Path(os.environ.get("CLEANER_SEEDS", Path(__file__).parents[2] / "shared" / "seeds")).glob(
        "*.txt"
    )
)

FLOOD = (
    "Captain Ilse Brandt of the Vantra river guard said on Tuesday that the Ostermill bridge had"
    " lost its middle arch in the flood and that Kellmoor would have no road to Drumhavn before"
    " the harvest.",
    "Mayor Tom Hale of Kellmoor asked the council of Drumhavn to lend the town two ferries, and"
    " said that the Vantra had never stood so high since the year of the long frost.",
    "The Ostermill bridge was built by masons from three villages and had carried carts between"
    " Kellmoor and Drumhavn for longer than any house on either bank had stood.",
)
EDITED = FLOOD[1].replace("two ferries", "three ferries").replace(" had never", " has never")
OTHER = (
    "Dancers from Brisken opened the summer week in Osterby with a play about a miller who sells"
    " his shadow, and the house asked for the last song four times over, said Anna Roth.",
    "Nobody in the Osterby theatre had seen Anna Roth dance before, and the Brisken troupe left"
    " for Tavroll the same night with a wagon full of flowers and no time to eat.",
)


def texts(*documents: tuple[str, ...]):
    """Clean documents, given as paragraphs, and read off what they are compared by."""
    pipeline = Pipeline(media_type="text/plain")
    joined = ["\n\n".join(paragraphs) for paragraphs in documents]
    return [read_story(pipeline(text, id=at)) for at, text in enumerate(joined)]


def test_shared_paragraphs_are_named_with_their_places():
    told = texts(FLOOD, (OTHER[0], FLOOD[2], EDITED), OTHER)
    shared = find_stories(told).shared
    assert set(shared) == {(0, 1), (1, 2)}
    by_likeness = sorted(shared[0, 1], key=lambda passage: passage.similarity)
    assert [round(p.similarity, 1) for p in by_likeness] == [1.0, 1.0]
    edited, same = by_likeness
    assert edited.similarity < same.similarity == 1
    text = "\n\n".join(FLOOD)
    assert text[edited.start : edited.end] == FLOOD[1]
    assert text[same.start : same.end] == FLOOD[2]


def test_one_story_is_told_by_names_without_a_shared_paragraph():
    other_words = (
        "The flood took the middle of the Ostermill bridge, and with it the only road from"
        " Kellmoor to Drumhavn, Captain Ilse Brandt told people on the bank of the Vantra.",
        "In Kellmoor the mayor, Tom Hale, wants ferries lent by Drumhavn until there is an"
        " Ostermill bridge again; the council of Drumhavn will answer when the Vantra has fallen.",
    )
    found = find_stories(texts(FLOOD, OTHER, other_words))
    [story] = found.stories
    assert story.members == (0, 2)
    assert not found.shared


def test_events_of_other_weeks_are_other_stories():
    early, late = texts(FLOOD, (FLOOD[0], EDITED, FLOOD[2]))
    apart = find_stories([early._replace(date="2026-01-01"), late._replace(date="2026-03-01")])
    assert not apart.stories
    assert apart.shared


def test_the_likely_origin_is_the_earliest_and_an_agency_goes_before():
    one, two, three = (text._replace(id=name) for text, name in zip(
        texts(FLOOD, FLOOD, (*FLOOD, OTHER[0])), "abc", strict=True))  # fmt: skip
    dated = [one._replace(date="2026-01-02"), two._replace(date="2026-01-01T10:00"), three]
    assert find_stories(dated).stories[0].origin == 1
    named = [*dated[:2], three._replace(date="2026-01-01T12:00", agency="AP")]
    [story] = find_stories(named).stories
    assert story.origin == 2
    assert "AP" in story.reason


@pytest.mark.parametrize(("keeping", "gone"), [("keep-best", {0, 2}), ("keep-first", {1, 2}),
                                               ("annotate", set())])  # fmt: skip
def test_near_copies_go_but_for_one(keeping, gone):
    longer = (*FLOOD, "A line more stands at the end of this one, and it stands nowhere else.")
    told = texts(FLOOD, longer, (FLOOD[0], EDITED, FLOOD[2]), OTHER)
    made = notes(find_stories(told), keeping)
    assert {at for at, note in enumerate(made) if note.dropped_for is not None} == gone


def test_a_dropped_document_still_accounts_for_every_character():
    source = "\n\n".join(FLOOD)
    [_, note] = notes(find_stories(texts(FLOOD, FLOOD)), "keep-first")
    record = Pipeline(media_type="text/plain")(source, id=1, story=note).to_dict()
    assert record["text"] == ""
    assert record["provenance"]["sharedWith"][0]["id"] == 0
    assert {r["rule"] for r in record["provenance"]["removals"]} == {"duplicate-document"}
    assert verify(record, source) is None


@settings(max_examples=10)
@given(order=st.permutations(range(4)))
def test_the_order_of_documents_changes_nothing_but_the_order(order):
    told = texts(FLOOD, OTHER, (FLOOD[0], EDITED), (OTHER[1], FLOOD[2]))
    straight = notes(find_stories(told), "annotate")
    turned = notes(find_stories([told[at] for at in order]), "annotate")
    for place, at in enumerate(order):
        assert turned[place].story == straight[at].story
        assert turned[place].score == straight[at].score
        assert set(turned[place].documents) == set(straight[at].documents)
        assert {s.id: s.passages for s in turned[place].shared} == {
            s.id: s.passages for s in straight[at].shared
        }


def test_seeds_tell_one_story_and_the_first_and_fourth_share_paragraphs():
    told = [read_story(clean(path.read_bytes())) for path in SEEDS]
    found = find_stories(told)
    assert [story.members for story in found.stories] == [(0, 1, 2, 3, 4)]
    assert (0, 3) in found.shared


@pytest.mark.skipif(not ORIGINALS, reason="the five originals are not at hand")
def test_the_originals_tell_one_story_and_the_first_and_fourth_share_paragraphs():
    told = [read_story(clean(path.read_bytes())) for path in ORIGINALS]
    found = find_stories(told)
    [story] = found.stories
    assert story.members == (0, 1, 2, 3, 4)
    assert min(story.scores) > 0.5
    assert set(found.shared) == {(0, 3)}
    assert len(found.shared[0, 3]) == 5


# --- the commands


def run(*words: object):
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cleaner")


@pytest.fixture
def folder(tmp_path):
    for name, paragraphs in (("a", FLOOD), ("b", (FLOOD[0], EDITED, FLOOD[2])), ("c", OTHER)):
        (tmp_path / f"{name}.txt").write_text("\n\n".join(paragraphs))
    return tmp_path


def test_the_command_prints_stories_and_shared_paragraphs(folder):
    done = run("stories", folder)
    assert done.exit_code == 0, done.output
    assert "2 documents" in done.output
    assert "share 3 paragraphs" in done.output
    lines = [
        json.loads(line) for line in run("stories", folder, "--format", "jsonl").output.splitlines()
    ]
    assert [Path(d["id"]).name for d in lines[0]["documents"]] == ["a.txt", "b.txt"]
    assert len(lines[1]["passages"]) == 3
    assert "share nothing" in run("stories", folder / "c.txt").output


def test_cleaning_notes_or_empties_near_copies(folder):
    noted = run("clean", folder, "--dedupe-documents", "annotate", "--quiet")
    first, second, third = map(json.loads, noted.stdout.splitlines())
    assert first["provenance"]["story"]["documents"] == [second["id"]]
    assert second["provenance"]["sharedWith"][0]["id"] == first["id"]
    assert "sharedWith" not in third["provenance"]
    emptied = run("clean", folder, "--dedupe-documents", "keep-first", "--quiet")
    sizes = [len(json.loads(line)["text"]) for line in emptied.stdout.splitlines()]
    assert [bool(size) for size in sizes] == [True, False, True]
    assert run("clean", "-", "--dedupe-documents", "annotate").exit_code == 2
