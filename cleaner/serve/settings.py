"""What a service may be told: its options, its workers, its limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from cleaner.batch.guard import Limits
from cleaner.options import OptionValues

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a service.

    `jobs` are worker processes and `limits` what a document may take. `waiting` is how many
    documents may wait for each of them before a request is refused. `max_batch_bytes` is the size
    of a batch, and `upload_seconds` how long a request's body may take to arrive.
    """

    options: OptionValues = field(default_factory=OptionValues)
    jobs: int = 2
    limits: Limits = field(default_factory=lambda: Limits(max_bytes=16 * MEGABYTE))
    waiting: int = 32
    max_batch_bytes: int = 256 * MEGABYTE
    upload_seconds: float = 60.0
