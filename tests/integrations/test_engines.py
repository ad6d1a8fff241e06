"""Ray and Spark: a row for a row, equal to the batch command's, whatever a document does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hostile.deeds import DEEDS
from programs import poisoned_path
from pyarrow import parquet

from cleaner import SiteProfiles
from cleaner.batch.guard import Limits

#: Ray gives up where its own agent takes 15 s to start, which it may where others are at work.
STARTS = 3
#: Seconds: what hangs is given up after so long.
LIMITS = Limits(timeout=4, memory=256 << 20)


@pytest.fixture(scope="module", autouse=True)
def poisoned():
    """A rule that does what its document says is in every process that is started from here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", poisoned_path())
        patch.setenv("SOURCE_DATE_EPOCH", "1767225600")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        yield


@pytest.fixture(scope="module")
def rows(pages):
    """Pages, and ten records among them that hang, crash or eat memory."""
    mixed = [{**row, "text": None} for row in pages]
    for at, deed in enumerate(DEEDS):
        bad = {"id": deed, "url": None, "html": None, "text": f"Misbehave: {deed}"}
        mixed.insert(5 + 10 * at, bad)
    return mixed


@pytest.fixture(scope="module")
def plain(poisoned, rows, tmp_path_factory):
    """What `cleaner clean --jobs 2` makes of them: records and failures by id."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    command = [Path(sys.executable).parent / "cleaner", "clean", "in.jsonl", "--jobs", "2",
               "--timeout", "4", "--memory", "256", "-o", "out.parquet",
               "--failures", "failed.jsonl", "--quiet"]  # fmt: skip
    subprocess.run(command, cwd=folder, check=False, env=os.environ)
    failures = map(json.loads, (folder / "failed.jsonl").read_text().splitlines())
    return parquet.read_table(folder / "out.parquet").to_pylist(), list(failures)


def assert_equal(found: list[dict], plain: tuple[list[dict], list[dict]], rows: list[dict]) -> None:
    records, failures = plain
    assert {f["id"]: f["error"] for f in failures} == DEEDS
    assert sorted(row["id"] for row in found) == sorted(row["id"] for row in rows)
    by_id = {row["id"]: row for row in found}
    for record in records:
        assert by_id[record["id"]] == {**record, "failure": None}
    for failure in failures:
        told = {key: failure[key] for key in ("stage", "error", "message", "digest")}
        assert by_id[failure["id"]]["failure"] == told
        assert by_id[failure["id"]]["text"] is None


@pytest.fixture(scope="module")
def profiles(poisoned, pages, tmp_path_factory):
    """Site profiles that `cleaner learn` made of the pages, and the records with them."""
    folder = tmp_path_factory.mktemp("learned")
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, pages)))
    for command in (
        ["learn", "in.jsonl", "--profile", "profiles"],
        ["clean", "in.jsonl", "--profile", "profiles", "-o", "out.parquet", "--quiet"],
    ):
        program = Path(sys.executable).parent / "cleaner"
        subprocess.run([program, *command], cwd=folder, check=True, env=os.environ)  # fmt: skip
    return SiteProfiles(folder / "profiles"), parquet.read_table(folder / "out.parquet").to_pylist()


def assert_learned(learned, found: list[dict], profiles) -> None:
    plain, records = profiles
    assert learned.digest == plain.digest
    assert all(learned.digest in row["provenance"] for row in found)
    assert {row["id"]: row for row in found} == {r["id"]: {**r, "failure": None} for r in records}


@pytest.fixture(scope="module")
def ray_data(needs, poisoned):
    """Ray, started for this module's tests."""
    needs("ray", "ray", "ray.data")
    import ray.data

    for _ in range(STARTS):
        try:
            ray.init(
                num_cpus=2, include_dashboard=False, logging_level="error", log_to_driver=False
            )
            break
        except Exception as error:  # Ray has no name for it
            if "timed out" not in str(error):
                raise
            ray.shutdown()
    else:
        pytest.fail("Ray did not start: the machine is too busy")
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray.data
    ray.shutdown()


def test_ray_gives_what_the_batch_gives(ray_data, rows, plain):
    from cleaner.integrations.ray import clean_dataset

    documents = ray_data.from_arrow(pa.Table.from_pylist(rows)).repartition(4)
    assert_equal(clean_dataset(documents, limits=LIMITS).take_all(), plain, rows)


def test_ray_learns_profiles_and_sends_them_round(ray_data, pages, profiles, tmp_path):
    from cleaner.integrations.ray import clean_dataset, learn_profiles

    documents = ray_data.from_arrow(pa.Table.from_pylist(pages)).repartition(4)
    learned = learn_profiles(documents, tmp_path / "learned", seen="2026-01-01")
    assert_learned(learned, clean_dataset(documents, sites=learned).take_all(), profiles)


@pytest.fixture(scope="module")
def spark(needs, poisoned):
    """Spark, started for this module's tests."""
    needs("spark", "pyspark", "pandas", program="java")
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark_gives_what_the_batch_gives(spark, rows, plain):
    from cleaner.integrations.spark import clean_dataframe

    documents = spark.createDataFrame(pa.Table.from_pylist(rows)).repartition(4)
    found = clean_dataframe(documents, limits=LIMITS).toArrow().to_pylist()
    assert_equal(found, plain, rows)


def test_spark_learns_profiles_and_sends_them_round(spark, pages, profiles, tmp_path):
    from cleaner.integrations.spark import clean_dataframe, learn_profiles

    documents = spark.createDataFrame(pa.Table.from_pylist(pages)).repartition(4)
    learned = learn_profiles(documents, tmp_path / "learned", seen="2026-01-01")
    found = clean_dataframe(documents, sites=learned).toArrow().to_pylist()
    assert_learned(learned, found, profiles)
