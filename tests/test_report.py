"""The review page as data: what it shows of records, compared cleanings, marks, the policy."""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import cleaner
from cleaner.cli import cli
from cleaner.errors import RecordError
from cleaner.report import compare, failed, render, view
from cleaner.report.chart import bars
from cleaner.report.marks import is_right, read_mark
from cleaner.report.summary import count, suspect
from tests.fixture_pages import read_cases

pytest.importorskip("pygal", reason="the extra `report` has it")

SEEDS = Path(__file__).parent.parent / "seeds"
SEED = next(SEEDS.glob("004*.txt"))
PAGE = """<!DOCTYPE html><title>Old bridge</title><article><h1>Old bridge</h1>
<p>The council met on Tuesday to talk about the old bridge, which has been closed to carts since
the flood of last spring, when two of its stones went down the river with the miller's boat.</p>
<p>See also: Harbour bell raised after ninety years</p>
<p>The mayor, who spent the morning on the water with the engineers, told reporters that the first
stones would be lifted back into their places before the month is over.</p></article>"""


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def record(source, **options):
    return json.loads(cleaner.Pipeline(**options)(source, id="one").to_json())


class Reader(HTMLParser):
    """Collects elements and the text of scripts and styles."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.texts, self.inside = [], {}, None

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = dict(attrs).get("id", tag) if tag in ("script", "style") else None

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.texts[self.inside] = self.texts.get(self.inside, "") + data


def read(html):
    reader = Reader()
    reader.feed(html)
    return reader


def page(*views, against=""):
    return "".join(render(views, title="pages", made_by="tests", against=against))


@pytest.mark.parametrize("selectors", ["brief", "full", "quote"])
@pytest.mark.parametrize("source", [SEED.read_text("utf-8"), PAGE], ids=["text", "page"])
def test_a_view_shows_every_character_with_the_decision_the_record_has(source, selectors):
    article = cleaner.Pipeline(keep_source_text=True)(source)
    text = article.provenance.source_text
    shown = view(record(source, removed_text=True, selectors=selectors))
    at = 0
    for piece in shown.pieces:
        assert not text[at : piece.start].strip()
        assert piece.text == text[piece.start : piece.end]
        at = piece.end
    assert not text[at:].strip()
    kept = "".join(p.text for p in shown.pieces if p.cause.kept)
    assert "".join(kept.split()) == "".join(article.text.split())


def test_removed_text_that_the_record_lacks_is_told_by_its_size():
    without = record(PAGE)
    shown = view(without)
    [gone] = [piece for piece in shown.pieces if "see-also" in piece.cause.rules]
    assert gone.text is None
    assert gone.end - gone.start == len("See also: Harbour bell raised after ninety years")
    assert "starts with" in gone.cause.reason


def test_what_two_cleanings_decide_otherwise_is_marked_in_both():
    ours, theirs = view(record(PAGE)), view(record(PAGE, ignore=["see-also"]))
    [changed] = [piece for piece in compare(ours, theirs).pieces if piece.other]
    assert not changed.cause.kept
    assert changed.other.kept
    [changed] = [piece for piece in compare(theirs, ours).pieces if piece.other]
    assert changed.text == "See also: Harbour bell raised after ninety years"
    assert changed.other.rules[0] == "see-also"
    assert not any(piece.other for piece in compare(ours, ours).pieces)


def test_other_texts_are_not_compared():
    ours, theirs = view(record(PAGE)), view(record(PAGE.replace("miller", "baker")))
    assert "another text" in compare(ours, theirs).compared
    assert "no such document" in compare(ours, None).compared


def test_what_is_odd_comes_first():
    plain, broken = view(record(PAGE)), failed({"id": "x", "stage": "decode", "message": "binary"})
    nothing = record(PAGE)
    nothing["provenance"]["segments"] = []
    empty = view({**nothing, "text": ""})
    assert suspect(broken).flags == ("failed",)
    assert suspect(empty).flags[0] == "empty"
    assert suspect(broken).weight > suspect(empty).weight > suspect(plain).weight
    counts = count([plain, broken, empty])
    assert (counts.documents, counts.failed, counts.empty) == (3, 1, 1)


def test_a_document_that_lost_long_blocks_is_odd():
    paragraph = "The quay was closed for a week after the storm had moved its stones. " * 8
    whole = record(f"{paragraph}\n\n{paragraph[::-1]}\n", removed_text=True)
    half = whole["provenance"]["segments"][0]
    place = half["selector"][0]
    cut = {**place, "start": place["start"] + len(paragraph)}
    whole["provenance"]["segments"] = [
        {**half, "end": len(paragraph), "selector": [{**place, "end": cut["start"]}]}
    ]
    whole["provenance"]["removals"] = [
        {"rule": "line-model", "reason": "short", "score": 0.45, "selector": [cut]}
    ]
    assert suspect(view(whole)).flags == ("large loss", "low confidence")


HOSTILE = "</script><script>alert(1)</script><!--<script> \u2028 \u202e & ]]> {{script}} {{data}}"


def test_nothing_of_a_document_becomes_markup():
    said = record(f"{HOSTILE}\n\n{SEED.read_text('utf-8')}", removed_text=True)
    said["id"] = said["source"] = said["metadata"]["headline"] = HOSTILE
    said["metadata"]["url"] = 'javascript:alert(1)//" onclick="alert(1)'
    plain, hostile = read(page(view(record(PAGE)))), read(page(view(said)))
    shape = [tag for tag, _ in hostile.tags]
    assert shape.count("script") == 3
    assert set(shape) == {tag for tag, _ in plain.tags}
    assert not any(name.startswith("on") for _, attributes in hostile.tags for name in attributes)
    assert json.loads(hostile.texts["index"])["documents"][0]["title"] == HOSTILE
    told = json.loads(hostile.texts["d0"])
    assert any(HOSTILE[:20] in (piece[2] or "") for piece in told["pieces"])


def test_names_from_outside_do_not_become_markup():
    html = "".join(render([view(record(PAGE))], title=HOSTILE, made_by=HOSTILE, against=HOSTILE))
    assert [tag for tag, _ in read(html).tags].count("script") == 3


def test_the_page_loads_nothing_and_runs_its_own_script_alone():
    reader = read(page(view(record(PAGE))))
    policy = next(a["content"] for t, a in reader.tags if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"script-src ('\S+')", policy)[0].startswith("'sha256-")
    for tag, attributes in reader.tags:
        assert not {"src", "style", "srcset", "action"} & set(attributes)
        assert not (attributes.get("href") or "#").startswith(("http", "//", "data", "java"))
        assert tag not in ("link", "img", "iframe", "object", "base")


def test_the_same_records_give_the_same_page():
    assert page(view(record(PAGE))) == page(view(record(PAGE)))


def test_lone_surrogates_are_no_hindrance(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "r.html"
    source.write_text('{"id": "\\ud800", "text": "The council met \\ud800 on Tuesday."}\n')
    assert run("report", source, "-o", out).exit_code == 0
    assert json.loads(read(out.read_text("utf-8")).texts["index"])["documents"][0]["id"] == "\ud800"


def test_the_command_reads_records_and_documents(tmp_path):
    records, out = tmp_path / "records.jsonl", tmp_path / "report.html"
    assert run("clean", SEED, "-o", records).exit_code == 0
    assert run("report", SEED, "-o", out).exit_code == 0
    direct = read(out.read_text("utf-8")).texts["d0"]
    assert run("report", records, "-o", out).exit_code == 0
    lacking = json.loads(read(out.read_text("utf-8")).texts["d0"])
    assert any(piece[2] is None for piece in lacking["pieces"])
    assert run("report", records, "--source", SEEDS, "-o", out).exit_code == 0
    assert json.loads(read(out.read_text("utf-8")).texts["d0"]) == json.loads(direct)


def test_the_command_compares_options_and_records(tmp_path):
    records, out = tmp_path / "other.jsonl", tmp_path / "report.html"
    assert run("clean", SEED, "--ignore", "byline", "-o", records).exit_code == 0
    for against in (records, "ignore=byline"):
        assert run("report", SEED, "--against", against, "-o", out).exit_code == 0
        index = json.loads(read(out.read_text("utf-8")).texts["index"])
        assert index["against"] == getattr(against, "name", against)
    result = run("report", SEED, "--against", "nothing-of-the-kind")
    assert result.exit_code == 2
    assert "profile=recall" in result.stderr
    assert run("report", records, "--against", "profile=recall").exit_code == 2


def test_failed_documents_are_in_the_page_and_in_the_exit_status(tmp_path):
    pages, dead, out = tmp_path / "pages", tmp_path / "dead.jsonl", tmp_path / "report.html"
    pages.mkdir()
    (pages / "bad.html").write_bytes(b"\x00\x01\x02\x03" * 50)
    (pages / "good.html").write_text(PAGE)
    result = run("report", pages, "-o", out)
    assert result.exit_code == 1
    assert "bad.html" in result.stderr
    run("clean", pages, "-o", tmp_path / "r.jsonl", "--failures", dead)
    assert run("report", tmp_path / "r.jsonl", "--failures", dead, "-o", out).exit_code == 1
    index = json.loads(read(out.read_text("utf-8")).texts["index"])
    assert [entry["flags"] for entry in index["documents"]] == [[], ["failed"]]


def mark_of(article, text, should):
    start = article.provenance.source_text.index(text)
    return {
        "id": "one", "digest": article.provenance.digest, "mediaType": "text/html", "url": None,
        "textDigest": article.provenance.text_digest, "start": start, "end": start + len(text),
        "text": text, "was": "kept", "should": should, "rules": ["see-also"],
    }  # fmt: skip


@pytest.fixture
def marks(tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    article = cleaner.Pipeline(keep_source_text=True)(PAGE)
    see_also = "See also: Harbour bell raised after ninety years"
    lines = [mark_of(article, see_also, "stay"), mark_of(article, "The mayor, who spent", "go")]
    lines.append(mark_of(article, "The council met on Tuesday", "stay"))
    path = tmp_path / "marks.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_bench_scores_options_against_marks(marks):
    result = run("bench", marks, "--source", marks.parent / "page.html", "--with",
                 "ignore=see-also", "--json")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert [told["as given"][name] for name in ("marks", "right", "wrongly removed")] == [3, 1, 1]
    assert told["ignore=see-also"]["right"] == 2
    shown = run("bench", marks, "--source", marks.parent / "page.html").stdout
    assert "should stay: See also: Harbour bell" in shown


def test_bench_names_the_inputs_it_needs(marks):
    assert "--source" in run("bench", marks).stderr
    result = run("bench", marks, "--source", SEED)
    assert result.exit_code == 1
    assert "one: none of the sources is this document" in result.stderr


def test_a_mark_is_found_again_in_another_text():
    before = cleaner.Pipeline(keep_source_text=True)(PAGE)
    told = json.dumps(mark_of(before, "The mayor, who spent", "stay")).encode()
    after = cleaner.Pipeline(keep_source_text=True)(PAGE.replace("Tuesday", "a Friday"))
    assert is_right(read_mark(told, "marks:1"), after) is True
    with pytest.raises(RecordError, match="marks:1"):
        read_mark(b'{"id": 1}', "marks:1")


def test_marks_become_cases_of_a_fixture_page(marks):
    out = marks.with_suffix(".md")
    assert run("cases", marks, "-o", out).exit_code == 0
    [case] = read_cases(out)
    assert case.media == ("html",)
    assert [line.left is None for line in case.lines] == [False, True, False]
    assert "## see-also" in out.read_text("utf-8")


def test_records_are_compared_with_options_where_their_documents_are(tmp_path):
    records, out = tmp_path / "records.jsonl", tmp_path / "report.html"
    assert run("clean", SEED, "-o", records).exit_code == 0
    told = run(
        "report", records, "--source", SEEDS, "--against", "ignore=line-model+headline", "-o", out
    )
    assert told.exit_code == 0, told.stderr
    index = json.loads(read(out.read_text("utf-8")).texts["index"])
    assert index["documents"][0]["changes"] > 0


def test_another_id_is_no_hindrance_to_comparing(tmp_path):
    records, out = tmp_path / "other.jsonl", tmp_path / "report.html"
    told = {**json.loads(cleaner.clean(SEED.read_bytes()).to_json()), "id": "another"}
    records.write_text(json.dumps(told) + "\n", "utf-8")
    assert run("report", SEED, "--against", records, "-o", out).exit_code == 0
    assert json.loads(read(out.read_text("utf-8")).texts["d0"])["compared"] == "same"


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("records.jsonl", '{"id": 1, "provenance": {}}', ["records.jsonl:1", "malformed"]),
        ("records.jsonl", '{"provenance": ', ["records.jsonl:1", "JSON"]),
    ],
)
def test_what_is_no_record_is_named_with_its_place(tmp_path, name, line, words):
    path = tmp_path / name
    path.write_text(line + "\n")
    result = run("report", path, "-o", tmp_path / "report.html")
    assert result.exit_code == 1
    assert all(word in result.stderr for word in words)
    assert not (tmp_path / "report.html").exists()


def test_other_files_than_asked_for_are_refused(tmp_path):
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text("[]\n")
    out = tmp_path / "report.html"
    assert "wrong.jsonl:1" in run("report", SEED, "--failures", wrong, "-o", out).stderr
    assert "wrong.jsonl:1" in run("cases", wrong).stderr
    assert "wrong.jsonl:1" in run("bench", wrong, "--source", SEED).stderr
    assert run("report", SEED, "-o", tmp_path / "no" / "such" / "out.html").exit_code == 1
    assert run("report", "-", "--against", "profile=recall").exit_code == 2


def test_a_marked_document_that_fails_is_named(tmp_path):
    source = tmp_path / "bad.html"
    source.write_bytes(b"\x00\x01\x02\x03" * 50)
    article = cleaner.Pipeline(keep_source_text=True)(PAGE)
    digest = "sha256:" + hashlib.sha256(source.read_bytes()).hexdigest()
    told = {**mark_of(article, "The council", "stay"), "digest": digest}
    (tmp_path / "marks.jsonl").write_text(json.dumps(told) + "\n")
    result = run("bench", tmp_path / "marks.jsonl", "--source", source, "--json")
    assert json.loads(result.stdout)["as given"]["not found"] == 1
    assert "one: " in result.stderr


def test_bars_are_as_long_as_what_they_count():
    def widths(*counts):
        svg = bars([(f"rule-{at}", number) for at, number in enumerate(counts)])
        found = re.findall(r'width="([\d.]+)" height="[\d.]+" class="rect', svg)
        return [float(width) for width in reversed(found)]

    four, one = widths(4, 1)
    assert abs(four - 4 * one) < 0.1 * one
    steep = widths(1_000_000, 1000, 10, 1)
    assert all(one > other > 0 for one, other in pairwise(steep))
    assert "script" not in bars([("<script>", 1)]).replace("&lt;script&gt;", "")


def test_pieces_of_one_line_are_told_to_be_so():
    text = f"By Anna Holm and Share this article\n\n{SEED.read_text('utf-8')}"
    for removed_text in (True, False):
        said = record(text, removed_text=removed_text, media_type="text/plain")
        segment = said["provenance"]["segments"][0]
        place = segment["selector"][-1]
        half = {**segment, "end": segment["start"] + 5,
                "selector": [{**place, "end": place["start"] + 5}]}  # fmt: skip
        rest = {**segment, "start": segment["start"] + 5,
                "selector": [{**place, "start": place["start"] + 5}]}  # fmt: skip
        said["provenance"]["segments"][:1] = [half, rest]
        shown = view(said, text if removed_text else None)
        joined = [piece for piece in shown.pieces if piece.joined]
        assert [piece.start for piece in joined] == [place["start"] + 5]
