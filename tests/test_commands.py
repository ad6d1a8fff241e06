"""`cleaner restore` and `cleaner verify`, and the manifest of a batch, as a user meets them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner.cli import cli

SEEDS = Path(__file__).parent.parent / "seeds"


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.jsonl"
    inputs = sorted(SEEDS.glob("*.txt"))
    assert run("clean", *inputs, "-o", path, "--no-manifest").exit_code == 0
    return path


def test_restore_writes_the_source_back(records, tmp_path):
    source = sorted(SEEDS.glob("*.txt"))[1]
    result = run("restore", records, "--id", source, "--source", source)
    assert result.stdout == source.read_bytes().decode()
    out = tmp_path / "restored.txt"
    assert run("restore", records, "--id", source, "--source", source, "-o", out).exit_code == 0
    assert out.read_bytes() == source.read_bytes()


def test_restore_needs_a_record_and_a_source(records):
    assert run("restore", records).exit_code == 2
    one, other = sorted(SEEDS.glob("*.txt"))[:2]
    result = run("restore", records, "--id", one)
    assert result.exit_code == 1
    assert "needs its source" in result.stderr
    assert (
        "not what the record was made from"
        in run("restore", records, "--id", one, "--source", other).stderr
    )


def test_restore_does_without_a_source_where_the_record_has_the_text(tmp_path):
    source = sorted(SEEDS.glob("*.txt"))[0]
    out = tmp_path / "record.jsonl"
    assert run("clean", source, "--removed-text", "-o", out).exit_code == 0
    assert run("restore", out).stdout == source.read_bytes().decode()


def test_verify_names_the_record_that_breaks(records):
    assert run("verify", records, "--source", SEEDS).exit_code == 0
    lines = records.read_text("utf-8").splitlines()
    broken = json.loads(lines[2])
    del broken["provenance"]["removals"][0]
    lines[2] = json.dumps(broken)
    records.write_text("\n".join(lines), "utf-8")
    result = run("verify", records, "--source", SEEDS)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{records}:3 ({broken['id']}): provenance: nothing accounts")
    assert "4 of 5 records" in result.stderr


def test_verify_says_which_source_is_missing(records):
    result = run("verify", records, "--source", sorted(SEEDS.glob("*.txt"))[0])
    assert result.exit_code == 1
    assert result.stdout.count("none of the sources") == 4


def test_verify_refuses_what_is_no_record(tmp_path):
    path = tmp_path / "other.jsonl"
    path.write_text('{"id": 1}\n', "utf-8")
    result = run("verify", path)
    assert result.exit_code == 1
    assert f"{path}:1" in result.stderr


def test_a_batch_leaves_a_manifest_beside_its_output(tmp_path):
    out = tmp_path / "records.jsonl"
    assert run("clean", SEEDS, "--input-format", "text", "-o", out).exit_code == 0
    told = json.loads((tmp_path / "ro-crate-metadata.json").read_text("utf-8"))
    action = next(e for e in told["@graph"] if e["@type"] == "CreateAction")
    assert action["result"] == [{"@id": "records.jsonl"}]
    assert len([e for e in action["object"] if e["@id"].startswith("file:")]) >= 5


def test_one_document_leaves_no_manifest(tmp_path):
    source = sorted(SEEDS.glob("*.txt"))[0]
    assert run("clean", source, "-o", tmp_path / "record.jsonl").exit_code == 0
    shown = [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert shown == ["record.jsonl"]


def test_a_time_that_is_none_is_a_usage_error():
    result = run("clean", sorted(SEEDS.glob("*.txt"))[0], "--timestamp", "yesterday")
    assert result.exit_code == 2
    assert "ISO 8601" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["restore", "{records}", "--id", "{one}"], "records.jsonl:1: verify: the record has no"),
        (
            ["restore", "{records}", "--id", "{one}", "--source", "{one}", "-o", "{no}"],
            "no/out.txt",
        ),
        (["restore", "{odd}"], "odd.jsonl:1: verify: "),
        (["restore", "{odd}", "--source", "{one}"], "odd.jsonl:1: verify: "),
        (["verify", "{deep}"], "deep.jsonl:1: read: not JSON"),
        (["cases", "{marks}", "-o", "{no}"], "no/out.txt"),
    ],
)
def test_what_can_not_be_read_or_written_is_named(records, tmp_path, words, told):
    given = {name: tmp_path / f"{name}.jsonl" for name in ("odd", "deep", "marks")}
    given["odd"].write_text('{"provenance": {}}\n')
    given["deep"].write_text("[" * 100_000)
    given["marks"].write_text("")
    given |= {"one": sorted(SEEDS.glob("*.txt"))[0], "no": tmp_path / "no" / "out.txt"}
    result = run(*(word.format(records=records, **given) for word in words))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert told in result.stderr.replace("\n", "")


def test_a_pipe_is_written_to_and_not_replaced(records, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    one = sorted(SEEDS.glob("*.txt"))[0]
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("restore", records, "--id", one, "--source", one, "-o", pipe).exit_code == 0
    assert os.read(reader, 1 << 20) == one.read_bytes()
    os.close(reader)
    assert pipe.is_fifo()
