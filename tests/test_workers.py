"""Worker processes: what they do at their end."""

from __future__ import annotations

from multiprocessing.util import Finalize
from pathlib import Path

from cleaner.batch.workers import run


def _leave_word(path: Path) -> str:
    """Do as a profiler or a log does, which write what they hold when their process ends."""
    Finalize(None, path.write_text, ("ended",), exitpriority=1)
    return path.name


def test_a_worker_without_a_task_ends_by_itself(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one", "two")]
    assert [name for _, name in run(_leave_word, paths, jobs=2, timeout=60)] == ["one", "two"]
    assert [path.read_text() for path in paths] == ["ended", "ended"]
