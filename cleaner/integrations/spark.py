"""PySpark: a data frame of documents in, a data frame of records out; needs the extra `spark`.

Spark ends the job where a record kills its worker again and again. Here each document is cleaned
in a supervised child of Spark's worker, so that it costs itself alone and is a failed row.
"""

from __future__ import annotations

from functools import partial
from typing import Unpack

from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from cleaner.batch.guard import Limits
from cleaner.batch.records import Fields
from cleaner.integrations.arrow import clean_batches, result_schema
from cleaner.options import OptionValues


def clean_dataframe(
    frame: DataFrame,
    *,
    fields: Fields | None = None,
    limits: Limits | None = None,
    **options: Unpack[OptionValues],
) -> DataFrame:
    """Clean a data frame with the columns that `fields` names; its rows are `record_type`'s.

    Lazy, and by partition (`mapInArrow`): each has one child process at a time, which goes from
    the partition's first row to its last.
    """
    clean = partial(clean_batches, fields=fields, limits=limits, **options)
    return frame.mapInArrow(clean, record_type())


def record_type() -> StructType:
    """Give `result_schema` as a type of Spark."""
    return from_arrow_schema(result_schema())
