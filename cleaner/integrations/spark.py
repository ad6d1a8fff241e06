"""PySpark: a data frame of documents in, a data frame of records out; needs the extra `spark`.

Spark ends the job where a record kills its worker again and again. Here each document is cleaned
in a supervised child of Spark's worker, so that it costs itself alone and is a failed row.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from cleaner.batch.guard import Limits
from cleaner.batch.records import Fields
from cleaner.integrations.arrow import clean_batches, result_schema
from cleaner.integrations.profiles import (
    SIGHTINGS,
    Shipped,
    sample_hosts,
    sight_batches,
    with_profiles,
    write_profiles,
)
from cleaner.options import OptionValues
from cleaner.sites import SiteProfiles


def clean_dataframe(
    frame: DataFrame,
    *,
    fields: Fields | None = None,
    limits: Limits | None = None,
    **options: Unpack[OptionValues],
) -> DataFrame:
    """Clean a data frame with the columns that `fields` names; its rows are `record_type`'s.

    Lazy, and by partition (`mapInArrow`): each has one child process at a time, which goes from
    the partition's first row to its last. Site profiles (`sites`) are broadcast.
    """
    profiles = options.pop("sites", None)
    clean = partial(clean_batches, fields=fields, limits=limits, **options)
    if isinstance(profiles, SiteProfiles):
        context = frame.sparkSession.sparkContext
        shipped = Shipped.pack(
            profiles, lambda content: partial(getattr, context.broadcast(content), "value")
        )
        clean = partial(with_profiles, clean=clean, shipped=shipped)
    return frame.mapInArrow(clean, record_type())


def learn_profiles(
    frame: DataFrame,
    path: str | Path,
    *,
    seen: str,
    fields: Fields | None = None,
    limits: Limits | None = None,
) -> SiteProfiles:
    """Learn site profiles from a data frame into a file of the driver, as `cleaner learn` would.

    `seen` is the day the pages were fetched (ISO 8601). Pages are grouped by host by Spark.
    """
    sight = partial(sight_batches, seen=seen, fields=fields, limits=limits)
    schema = from_arrow_schema(SIGHTINGS)
    sightings = frame.mapInArrow(sight, schema)
    sampled = sightings.groupBy("host").applyInArrow(sample_hosts, schema)
    return write_profiles([sampled.toArrow()], Path(path))


def record_type() -> StructType:
    """Give `result_schema` as a type of Spark."""
    return from_arrow_schema(result_schema())
