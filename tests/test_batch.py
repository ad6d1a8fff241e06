"""Batches: whatever a document does is its own affair; every source and sink keeps its promise."""

from __future__ import annotations

import csv
import gzip
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import hostile
import pytest
import zstandard
from click.testing import CliRunner
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hostile.deeds import DEEDS
from hostile.inputs import unreadable, warc_record, wet_record
from pyarrow import parquet, table

import cleaner.rules
from cleaner.batch import workers
from cleaner.batch.clean import clean_all
from cleaner.batch.outputs import safe_name
from cleaner.batch.sources import read_inputs, size_of
from cleaner.batch.tasks import Done, Failure, Skipped, Task
from cleaner.batch.totals import Totals
from cleaner.batch.warcs import MEMBER
from cleaner.cli import cli
from cleaner.commands.shown import _progress
from cleaner.judge import all_rules

PAGE = hostile.article()
TEXT = hostile.plain.PARAGRAPHS


def run(*args: object):
    return CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="cleaner")


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def misbehaving(monkeypatch):
    """A rule that does what its document says stands among the others."""
    folder = str(Path(hostile.__file__).parent / "rules")
    monkeypatch.setattr(cleaner.rules, "__path__", [*cleaner.rules.__path__, folder])
    all_rules.cache_clear()
    yield
    all_rules.cache_clear()


@pytest.mark.parametrize("ordered", [True, False])
def test_a_document_that_misbehaves_costs_itself_alone(misbehaving, ordered):
    bad = {25 + 50 * at: deed for at, deed in enumerate(DEEDS)}
    tasks = [
        (n, Task(n, f"Misbehave: {bad[n]}" if n in bad else TEXT, "text/plain"))
        for n in range(500 + len(bad))
    ]
    results = [
        result
        for _, _, result in clean_all(
            tasks, {}, jobs=2, timeout=5, memory=512 << 20, ordered=ordered
        )
    ]
    failed = {r.id: r.kind for r in results if isinstance(r, Failure)}
    assert failed == {n: DEEDS[deed] for n, deed in bad.items()}
    done = [r.id for r in results if isinstance(r, Done)]
    assert sorted(done) == [n for n in range(510) if n not in bad]
    if ordered:
        assert [r.id for r in results] == list(range(510))


KEPT: list[bytearray] = []


def _keep(megabytes: int) -> int:
    KEPT.append(bytearray(megabytes << 20))
    return os.getpid()


def test_a_worker_that_keeps_much_memory_is_replaced():
    sizes = [1, 1, 200, 1, 1]
    pids = [pid for _, pid in workers.run(_keep, sizes, jobs=1, timeout=60, memory=512 << 20)]
    assert pids[0] == pids[1] == pids[2]
    assert pids[3] == pids[4] != pids[0]


def records_of(kind: str, folder: Path) -> Path:
    """Write two documents in a format: a page under the id 1, a text under "two"."""
    rows = [{"id": "1", "url": "http://a.org/1", "html": PAGE, "text": None},
            {"id": "two", "url": None, "html": None, "text": TEXT}]  # fmt: skip
    path = folder / kind
    jsonl = "\n".join(json.dumps(row) for row in rows).encode()
    if kind == "x.csv":
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    elif kind == "x.parquet":
        parquet.write_table(table({key: [row[key] for row in rows] for key in rows[0]}), path)
    else:
        pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(path.suffix, bytes)
        path.write_bytes(pack(jsonl))
    return path


@pytest.mark.parametrize("kind", ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst", "x.csv", "x.parquet",
                                  "misnamed.txt"])  # fmt: skip
def test_tables_of_documents_are_read(tmp_path, kind):
    page, text = read_inputs([str(records_of(kind, tmp_path))])
    assert (page.id, page.url, page.media_type) == ("1", "http://a.org/1", "text/html")
    assert (text.id, text.content, text.media_type) == ("two", TEXT, "text/plain")


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_packed_data_that_break_off_are_told(tmp_path, pack):
    source = tmp_path / "in.jsonl.packed"
    whole, torn = (json.dumps({"id": n, "text": TEXT * 50}).encode() + b"\n" for n in (1, 2))
    source.write_bytes(pack(whole) + pack(torn)[:-9])
    first, *rest = read_inputs([str(source)], input_format="jsonl")
    assert first.content == TEXT * 50
    assert isinstance(rest[-1], Failure)
    source.write_bytes(pack(whole) + pack(torn))
    assert [item.id for item in read_inputs([str(source)], input_format="jsonl")] == [1, 2]


def test_fields_are_named(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"key": "k", "body": TEXT, "at": "http://a.org"}))
    out = run("clean", source, "--id-field", "key", "--text-field", "body", "--url-field", "at")
    record = json.loads(out.stdout)
    assert (record["id"], record["metadata"]["url"]) == ("k", "http://a.org")


@pytest.mark.parametrize("content", [b"PAR1 not really PAR1", b"PAR1" + bytes(5000)])
def test_damaged_parquet_is_a_failure(tmp_path, content):
    (tmp_path / "x.parquet").write_bytes(content)
    (failed,) = read_inputs([str(tmp_path / "x.parquet")])
    assert "not sound Parquet" in failed.cause


def test_parquet_of_wrong_types_is_a_failure_for_each_row(tmp_path):
    parquet.write_table(table({"id": [1, 2], "text": [3, 4]}), tmp_path / "x.parquet")
    failed = list(read_inputs([str(tmp_path / "x.parquet")]))
    assert [f.id for f in failed] == [1, 2]
    parquet.write_table(table({"other": ["x"]}), tmp_path / "y.parquet")
    (failed,) = read_inputs([str(tmp_path / "y.parquet")])
    assert "no column" in failed.cause


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_warc_records_keep_their_headers(tmp_path, pack):
    source = tmp_path / "crawl.warc"
    parts = [warc_record(1, PAGE.encode()), warc_record(2, b"\x89PNG", "image/png")]
    source.write_bytes(b"".join(map(pack, parts)))
    page, image = read_inputs([str(source)])
    assert page.url == "http://a.org/1"
    assert page.content == PAGE.encode()
    assert dict(page.warc)["WARC-Record-ID"].endswith("000001>")
    assert isinstance(image, Skipped)
    assert image.what == "image/png"


@pytest.mark.parametrize("name", ["texts.wet", "texts.warc.wet.gz"])
def test_texts_of_wet_files_are_cleaned(tmp_path, name):
    pack = gzip.compress if name.endswith(".gz") else bytes
    (tmp_path / name).write_bytes(b"".join(pack(wet_record(n, TEXT)) for n in (1, 2)))
    result = run("clean", tmp_path / name)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["metadata"]["url"] for record in records] == ["http://a.org/1", "http://a.org/2"]
    assert all(record["text"].startswith(hostile.SENTENCE) for record in records)
    assert records[0]["metadata"]["warc"]["WARC-Record-ID"].endswith("000001>")


def test_a_truncated_warc_is_told(tmp_path):
    source = tmp_path / "crawl.warc"
    source.write_bytes(warc_record(1, PAGE.encode()) + warc_record(2, PAGE.encode())[:-200])
    items = list(read_inputs([str(source)]))
    assert isinstance(items[0], Task)
    assert any(isinstance(item, Failure) for item in items[1:])
    assert not any(isinstance(item, Task) for item in items[1:])


def test_after_a_damaged_member_reading_goes_on(tmp_path):
    source = tmp_path / "crawl.warc.gz"
    members = [gzip.compress(warc_record(n, PAGE.encode())) for n in range(6)]
    torn = bytearray(members[2])
    torn[40:60] = bytes(20)
    members[2] = bytes(torn)
    source.write_bytes(b"".join(members))
    items = list(read_inputs([str(source)]))
    urls = [item.url for item in items if isinstance(item, Task)]
    assert urls == [f"http://a.org/{n}" for n in (0, 1, 3, 4, 5)]
    assert [type(item) for item in items].count(Failure) == 1
    assert MEMBER in source.read_bytes()


@pytest.fixture
def three(tmp_path) -> Path:
    source = tmp_path / "in.jsonl"
    rows = [
        {"id": "../../etc/passwd", "text": TEXT, "url": "http://a.org/x"},
        {"id": "=1+1", "text": TEXT},
        {"id": "PASSWD", "html": PAGE},
    ]
    source.write_text("\n".join(map(json.dumps, rows)))
    return source


def test_a_tree_has_safe_names_that_never_clash(three, tmp_path):
    assert run("clean", three, "-o", f"{tmp_path}/out/", "--format", "txt").exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").glob("*.txt"))
    assert names == ["1+1.txt", "PASSWD~2.txt", "passwd.txt"]
    assert sorted(path.name for path in tmp_path.glob("[!.]*")) == ["in.jsonl", "out"]


def test_a_tree_of_markdown_has_headings(three, tmp_path):
    assert run("clean", three, "-o", f"{tmp_path}/out/", "--format", "md").exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").glob("*.md"))
    assert names == ["1+1.md", "PASSWD~2.md", "passwd.md"]
    text = (tmp_path / "out" / "PASSWD~2.md").read_text()
    assert text.startswith("# Ferry stays through the winter\n")
    assert hostile.SENTENCE in text


def test_shards_have_their_size(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(json.dumps({"id": n, "text": TEXT}) for n in range(10)))
    out = tmp_path / "out.jsonl.gz"
    assert run("clean", source, "-o", out, "--shard-size", 4).exit_code == 0
    shards = sorted(tmp_path.glob("out-*"))
    assert [path.name for path in shards] == [f"out-0000{n}.jsonl.gz" for n in range(3)]
    texts = [gzip.decompress(path.read_bytes()) for path in shards]
    ids = [[json.loads(line)["id"] for line in text.splitlines()] for text in texts]
    assert ids == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path):
    unreadable(tmp_path / "a.html")
    (tmp_path / "b.html").write_text(PAGE)
    result = run("clean", tmp_path, "--format", "txt")
    assert result.exit_code == 1
    assert "a.html: read: " in result.stderr
    assert hostile.SENTENCE in result.stdout


@pytest.mark.parametrize("id", ["..", "/", "a/../..", "CON", "con.txt", "", "\0", "a\nb", "~",
                                "x" * 5000, "\ud800", ".hidden", "C:\\x\\..", "-rf"])  # fmt: skip
def test_a_name_is_safe_whatever_the_id(id):
    name = safe_name(id)
    assert name
    assert not set(name) & set('/\\\0\n:*?<>|"')
    assert not name.startswith(".")
    assert len(name) <= 121
    assert name.upper() not in ("CON", "NUL")


def test_csv_holds_no_formulas(three, tmp_path):
    run("clean", three, "-o", tmp_path / "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").open(newline="")))
    assert [row["id"] for row in rows] == ["../../etc/passwd", "'=1+1", "PASSWD"]
    assert rows[0]["text"].startswith(hostile.SENTENCE)


def test_parquet_has_typed_columns(three, tmp_path):
    assert run("clean", three, "-o", tmp_path / "out.parquet").exit_code == 0
    found = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["id"] for row in found] == ["../../etc/passwd", "=1+1", "PASSWD"]
    assert found[0]["metadata"]["url"] == "http://a.org/x"
    assert json.loads(found[0]["provenance"])["segments"]


def test_warc_conversion_records_are_read_back(tmp_path):
    source = tmp_path / "crawl.warc.gz"
    source.write_bytes(gzip.compress(warc_record(1, PAGE.encode())))
    assert run("clean", source, "-o", tmp_path / "out.warc.gz").exit_code == 0
    with (tmp_path / "out.warc.gz").open("rb") as file:
        _, made = [(r.record_type, dict(r.headers), r.reader.read()) for r in
                      ArchiveIterator(file)]  # fmt: skip
    assert made[0] == WarcRecordType.conversion
    assert made[1]["WARC-Refers-To"].endswith("000001>")
    assert hostile.SENTENCE in made[2].decode()


def test_failures_are_written_down_and_tried_again(tmp_path):
    source, letters = tmp_path / "in.jsonl", tmp_path / "failed.jsonl"
    rows = [{"id": n, "text": TEXT if n != 3 else "\0" * 500} for n in range(6)]
    source.write_text("\n".join(map(json.dumps, rows)) + "\n{torn\n")
    out = tmp_path / "out.jsonl"
    result = run("clean", source, "-o", out, "--failures", letters, "--statistics", tmp_path / "s")
    assert result.exit_code == 1
    told = lines(letters)
    assert [(t["id"], t["part"], t["stage"], t["error"]) for t in told] == [
        (3, "4", "decode", "DecodeError"),
        (f"{source}:7", "7", "read", "InputFormatError"),
    ]
    assert told[0]["digest"].startswith("sha256:")
    counts = json.loads((tmp_path / "s").read_text())
    assert (counts["done"], counts["failed"]) == (5, 2)
    rows[3]["text"] = TEXT
    source.write_text("\n".join(map(json.dumps, rows)) + "\n{torn\n")
    again = run("retry", letters, "-o", tmp_path / "again.jsonl")
    assert again.exit_code == 1
    assert [record["id"] for record in lines(tmp_path / "again.jsonl")] == [3]


def test_a_hopeless_run_stops(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(json.dumps({"id": n, "text": " "}) for n in range(500)))
    result = run("clean", source, "-o", tmp_path / "o.jsonl", "--max-error-ratio", "0.5", "--quiet")
    assert result.exit_code == 3
    assert "100% of the documents failed" in result.stderr
    assert not (tmp_path / "o.jsonl").exists()


def test_a_terminal_shows_how_far_the_run_is(tmp_path):
    source = tmp_path / "in.jsonl"
    rows = [{"id": n, "text": TEXT if n else " "} for n in range(5)]
    source.write_text("\n".join(map(json.dumps, rows)))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cleaner", "clean", source, "-o", tmp_path / "out.jsonl"]
    subprocess.run(command, stderr=theirs, env={**os.environ, "COLUMNS": "200"}, check=False)
    told = os.read(ours, 1 << 16).decode()
    os.close(ours)
    os.close(theirs)
    progress = told.split("documents in")[0]
    for said in ("documents, ", " MB, ", " a second", "failed: EmptyInputError 1"):
        assert said in progress


@pytest.mark.parametrize(
    ("seconds", "read", "left"), [(60, 250, "0:03:00"), (7200, 500, "2:00:00")]
)
def test_the_time_that_is_left_is_told(tmp_path, seconds, read, left):
    (tmp_path / "a.html").write_text("x" * 1000)
    size = size_of([str(tmp_path)])
    assert size == 1000
    assert f"{left} left" in _progress(Totals(done=1, read=read), seconds, size)
    (tmp_path / "b.warc").write_text("x")
    assert size_of([str(tmp_path)]) is None
    assert " left" not in _progress(Totals(done=1, read=read), seconds, None)


def test_messages_are_json_on_request(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": 1, "text": " "}) + "\n" + json.dumps({"text": TEXT}))
    result = run("clean", source, "--log-format", "json")
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert [event["event"] for event in events] == ["failed", "summary"]
    assert len(result.stdout.splitlines()) == 1
    assert run("clean", source, "--quiet").stderr == ""


def test_what_is_no_document_is_counted(tmp_path):
    for name in ("a.html", "b.PDF", "c.pdf", "README"):
        (tmp_path / name).write_text(PAGE)
    result = run("clean", tmp_path, "--format", "txt")
    assert result.exit_code == 0
    assert result.stdout.count(hostile.SENTENCE) == 1
    assert "skipped: *.pdf 2, files without suffix 1" in result.stderr


def test_folders_with_traps_are_walked(tmp_path):
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.html").write_text(PAGE)
    (folder / "deep" / "loop").symlink_to(folder)
    (folder / "circle.html").symlink_to(folder / "circle.html")
    (folder / "gone.html").symlink_to(folder / "nothing")
    (folder / "b.html.zst").write_bytes(zstandard.compress(PAGE.encode()))
    items = list(read_inputs([str(folder)]))
    names = [Path(item.id).name for item in items]
    assert names == ["b.html.zst", "circle.html", "a.html", "gone.html"]
    assert [isinstance(item, Failure) for item in items] == [False, True, False, True]
    found = read_inputs([f"{folder}/**/*.html"])
    assert "a.html" in [Path(item.id).name for item in found if isinstance(item, Task)]
