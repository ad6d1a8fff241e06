"""datatrove: from a WARC to Parquet in its own executor, beside its own Trafilatura step."""

from __future__ import annotations

import gzip
import json

import pytest
from made import page
from programs import poisoned_path, run_program
from pyarrow import parquet

from cleaner import clean

OURS = """
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import ParquetWriter
from cleaner.batch.guard import Limits
from cleaner.integrations.datatrove import Cleaner

if __name__ == "__main__":
    step = Cleaner(limits=Limits(timeout=4, memory=256 << 20))
    pipeline = [JsonlReader("documents"), step, ParquetWriter("ours")]
    LocalPipelineExecutor(pipeline, tasks=2, logging_dir="logs-ours").run()
"""
#: What the example's crawl gives with datatrove's own extractor in the cleaner's place.
THEIRS = """
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import ParquetWriter

if __name__ == "__main__":
    pipeline = [WarcReader("crawl"), Trafilatura(timeout=20), ParquetWriter("theirs")]
    LocalPipelineExecutor(pipeline, tasks=1, logging_dir="logs-theirs").run()
"""


@pytest.fixture(autouse=True)
def _libraries(needs):
    needs("datatrove", "datatrove", "warcio", "magic", "cchardet")


def test_from_a_warc_to_parquet_beside_its_own_step(run_example, tmp_path):
    run_example("datatrove")
    run_program(THEIRS, tmp_path)
    ours, theirs = (
        {row["id"]: row for row in parquet.read_table(tmp_path / name).to_pylist()}
        for name in ("articles", "theirs")
    )
    assert theirs  # a few: of pages that are the same it keeps the first ones
    for id, row in theirs.items():
        assert set(row["metadata"]) < set(ours[id]["metadata"])
        assert "closed to carts" in row["text"]
        assert "closed to carts" in ours[id]["text"]
    dropped = [gzip.decompress(file.read_bytes()) for file in (tmp_path / "dropped").iterdir()]
    [row] = map(json.loads, b"".join(dropped).splitlines())
    assert row["metadata"]["filter_reason"] == "empty"


def test_documents_are_cleaned_and_poison_costs_itself_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", poisoned_path())
    (tmp_path / "documents").mkdir()
    deeds = ["hang", "segfault", "kill", "memory"]
    for half in (0, 1):
        rows = [{"id": f"{half}-{n}", "text": page(n), "url": f"https://a.org/{n}"}
                for n in range(10)]  # fmt: skip
        rows[3:3] = [{"id": deed, "text": f"Misbehave: {deed}", "url": ""}
                     for deed in deeds[half::2]]  # fmt: skip
        path = tmp_path / "documents" / f"{half}.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)))
    run_program(OURS, tmp_path)
    rows = parquet.read_table(tmp_path / "ours").to_pylist()
    assert {row["id"] for row in rows} == {f"{half}-{n}" for half in (0, 1) for n in range(10)}
    for row in rows:
        plain = clean(page(int(row["id"][2:])), url=row["metadata"]["url"])
        assert row["text"] == plain.text
        assert row["metadata"]["headline"] == plain.title
    stats = json.loads((tmp_path / "logs-ours" / "stats.json").read_text())
    [step] = [step["stats"] for step in stats if "article-cleaner" in step["name"]]
    assert (step["total"], step["forwarded"], step["dropped"]) == (24, 20, 4)
    assert step["dropped_Timeout"] == step["dropped_OutOfMemory"] == 1
    assert step["dropped_WorkerDied"] == 2
