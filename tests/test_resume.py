"""A run that is killed, stopped or out of room goes on to the same set of records."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "cleaner", "clean"]
BODY = (
    "The council met on Tuesday to talk about the old bridge, which has been closed to carts "
    "since the flood of last spring and is watched by two men with lanterns."
)
STAMP = ["--timestamp", "2026-01-01T00:00:00Z", "--no-manifest"]


def source(folder: Path, count: int, *, bad: int = 50) -> Path:
    """Write numbered documents, every `bad`th of them one that fails."""
    path = folder / "in.jsonl"
    with path.open("w") as file:
        for number in range(count):
            text = f"Bridge {number}\n\n{BODY}\n\nShare this article\n" if number % bad else " "
            file.write(json.dumps({"id": number, "text": text}) + "\n")
    return path


def run(*args: object) -> subprocess.CompletedProcess:
    words = [str(arg) for arg in args]
    return subprocess.run(
        [*COMMAND, *words, *STAMP], capture_output=True, text=True, timeout=120, check=False
    )


def ids(path: Path) -> list[int]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def lines_of(folder: Path) -> list[str]:
    """Give the records in a folder, shard by shard."""
    paths = sorted(folder.glob("out*.jsonl"))
    return [line for path in paths for line in path.read_text().splitlines()]


def wait_until(condition, process: subprocess.Popen) -> None:
    while process.poll() is None and not condition():
        time.sleep(0.01)


@pytest.mark.parametrize("more", [(), ("--unordered", "--shard-size", "300")])
def test_a_run_killed_five_times_gives_what_an_undisturbed_one_gives(tmp_path, more):
    inputs = source(tmp_path, 2000)
    for name in ("undisturbed", "killed"):
        (tmp_path / name).mkdir()
    out, letters = tmp_path / "killed" / "out.jsonl", tmp_path / "killed" / "failed.jsonl"
    words = [inputs, "-o", out, "--failures", letters, "--jobs", "2", "--quiet", *more]
    chance = random.Random(6)
    for kill in range(5):
        resume = ["--resume"] if kill else []
        process = subprocess.Popen([*COMMAND, *map(str, words), *resume, *STAMP])
        journal = tmp_path / "killed" / ".out.jsonl.journal"
        wait_until(journal.exists, process)
        time.sleep(chance.uniform(0.3, 1.8))
        process.kill()
        assert process.wait() == -signal.SIGKILL, "the run was over before it was killed"
    assert run(*words, "--resume").returncode == 1
    whole = tmp_path / "undisturbed" / "out.jsonl"
    other = tmp_path / "undisturbed" / "failed.jsonl"
    run(inputs, "-o", whole, "--failures", other, "--jobs", "2", *more)
    for folder in (whole.parent, out.parent):
        assert not list(folder.glob(".*.part"))
    found, expected = lines_of(out.parent), lines_of(whole.parent)
    assert len(expected) == 1960
    assert sorted(found) == sorted(expected)
    if not more:
        assert found == expected
    assert sorted(letters.read_text().splitlines()) == sorted(other.read_text().splitlines())


def test_a_finished_run_does_nothing_and_says_so(tmp_path):
    inputs, out = source(tmp_path, 20), tmp_path / "out.jsonl"
    assert run(inputs, "-o", out).returncode == 1
    before = out.stat().st_mtime_ns
    again = run(inputs, "-o", out, "--resume")
    assert "there is nothing to do" in again.stderr
    assert out.stat().st_mtime_ns == before
    assert run(inputs, "-o", out).returncode == 1
    assert out.stat().st_mtime_ns > before, "without --resume a finished run is done anew"


@pytest.mark.parametrize("more", [[], ["--shard-size", "9"]])
def test_a_finished_run_whose_output_is_gone_is_not_finished(tmp_path, more):
    inputs, out = source(tmp_path, 20), tmp_path / "out.jsonl"
    run(inputs, "-o", out, *more)
    for path in tmp_path.glob("out*.jsonl"):
        path.unlink()
    again = run(inputs, "-o", out, "--resume", *more)
    assert again.returncode == 1
    assert "is gone; run without --resume" in again.stderr
    run(inputs, "-o", out, *more)
    assert len(lines_of(tmp_path)) == 19


def test_what_is_told_of_an_unfinished_run_whose_output_is_gone_helps(tmp_path):
    inputs, out, _ = stopped(tmp_path)
    (tmp_path / ".out.jsonl.part").unlink()
    told = run(inputs, "-o", out, "--resume").stderr
    assert "is gone; remove .out.jsonl.journal to start over" in told
    (tmp_path / ".out.jsonl.journal").unlink()
    run(inputs, "-o", out)
    assert len(lines_of(tmp_path)) == 1960


def stopped(tmp_path: Path, *more: str) -> tuple[Path, Path, str]:
    """Stop a run with a signal once it has written something."""
    inputs, out = source(tmp_path, 2000), tmp_path / "out.jsonl"
    part = tmp_path / ".out.jsonl.part"
    with subprocess.Popen(
        [*COMMAND, inputs, "-o", out, *STAMP, *more], stderr=subprocess.PIPE, text=True
    ) as process:
        wait_until(lambda: part.exists() and part.stat().st_size, process)
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
    assert process.returncode == 130
    return inputs, out, told


def test_a_signal_finishes_what_is_in_hand_and_says_how_to_go_on(tmp_path):
    inputs, out, told = stopped(tmp_path)
    assert "--resume goes on" in told
    assert "failed: stopped" not in told
    over = run(inputs, "-o", out)
    assert over.returncode == 1
    assert "an unfinished run of" in over.stderr
    assert "--resume goes on with it" in over.stderr
    done = run(inputs, "-o", out, "--resume")
    assert done.returncode == 1
    assert ids(out) == [number for number in range(2000) if number % 50]


def test_changed_options_and_inputs_refuse_to_go_on(tmp_path):
    inputs, out, _ = stopped(tmp_path)
    refused = run(inputs, "-o", out, "--resume", "--ignore", "counter")
    assert refused.returncode == 1
    assert (
        'another run than the one that was begun: ignore was [], is ["counter"]\n' in refused.stderr
    )
    lines = inputs.read_text().splitlines()
    inputs.write_text("\n".join([lines[1], *lines[1:]]))
    refused = run(inputs, "-o", out, "--resume")
    assert "the inputs changed: document 1" in refused.stderr
    inputs.write_text("\n".join(lines))
    assert run(inputs, "-o", out, "--resume").returncode == 1
    assert len(ids(out)) == 1960


def test_there_must_be_a_run_to_go_on_with(tmp_path):
    inputs = source(tmp_path, 3)
    refused = run(inputs, "-o", tmp_path / "out.jsonl", "--resume")
    assert refused.returncode == 1
    assert "no run to resume" in refused.stderr
    assert "standard output" in run(inputs, "--resume").stderr


def test_two_runs_never_write_to_one_output(tmp_path):
    inputs, out = source(tmp_path, 2000), tmp_path / "out.jsonl"
    with subprocess.Popen([*COMMAND, inputs, "-o", out, "--quiet", *STAMP]) as process:
        wait_until((tmp_path / ".out.jsonl.part").exists, process)
        other = run(inputs, "-o", out)
        process.terminate()
    assert other.returncode == 1
    assert "another run" in other.stderr


def test_a_full_disk_ends_with_a_message_and_goes_on_when_there_is_room(tmp_path, small_disk):
    inputs, out = source(tmp_path, 600), small_disk / "out.jsonl"
    full = run(inputs, "-o", out)
    assert full.returncode == 1
    assert "No space left" in full.stderr or "full" in full.stderr
    assert "--resume goes on" in full.stderr
    assert not out.exists()
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    assert run(inputs, "-o", out, "--resume").returncode == 1
    assert ids(out) == [number for number in range(600) if number % 50]


@pytest.mark.parametrize("place", ["no/such/folder/out.jsonl", "in.jsonl/out.jsonl"])
def test_an_output_that_cannot_be_written_is_named(tmp_path, place):
    inputs = source(tmp_path, 3)
    result = run(inputs, "-o", tmp_path / place)
    assert result.returncode == 1
    assert "out.jsonl" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_second_signal_ends_at_once_without_a_torn_record(tmp_path):
    """A document that never comes is in hand: only the second signal ends the wait for it."""
    inputs = tmp_path / "hang.html"
    os.mkfifo(inputs)
    good = source(tmp_path, 300)
    out = tmp_path / "out.jsonl"
    with subprocess.Popen(
        [*COMMAND, inputs, good, "-o", out, "--timeout", "100", "--jobs", "2", "--unordered"],
        stderr=subprocess.PIPE,
    ) as process:
        part = tmp_path / ".out.jsonl.part"
        wait_until(lambda: part.exists() and part.stat().st_size, process)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        told = process.stderr.read().decode()
    assert process.returncode == 143
    assert "--resume goes on" in told
    assert all(json.loads(line) for line in part.read_text().splitlines())
