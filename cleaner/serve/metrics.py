"""What a service counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from cleaner.batch.clean import Result
from cleaner.batch.tasks import Done, Failure

#: Seconds: from a common page to the deadline.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counts of one service, apart from those of any other in the process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        given = {"registry": self.registry}
        self.documents = Counter("cleaner_documents", "Documents by outcome", ["outcome"], **given)
        self.removals = Counter("cleaner_removals", "Pieces removed, by rule", ["rule"], **given)
        self.kept = Counter("cleaner_kept_characters", "Characters kept", **given)
        self.removed = Counter("cleaner_removed_characters", "Characters removed", **given)
        self.read = Counter("cleaner_read_bytes", "Bytes of documents", **given)
        self.under_way = Gauge("cleaner_under_way", "Documents waiting or being cleaned", **given)
        self.seconds = Histogram(
            "cleaner_document_seconds", "From asking to the result", buckets=BUCKETS, **given
        )

    def add(self, result: Result) -> None:
        """Count a result."""
        if isinstance(result, Done):
            self.documents.labels("empty" if result.empty is not None else "cleaned").inc()
            self.kept.inc(result.kept)
            self.removed.inc(result.removed)
            self.read.inc(result.read)
            for rule, pieces in result.rules:
                self.removals.labels(rule).inc(pieces)
        elif isinstance(result, Failure):
            self.documents.labels(result.kind).inc()

    def render(self) -> bytes:
        """Write the counts as Prometheus reads them."""
        rendered: bytes = generate_latest(self.registry)
        return rendered
