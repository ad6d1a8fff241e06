"""What a run has done so far, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cleaner.batch.tasks import Done, Failure, Skipped


@dataclass(slots=True)
class Totals:
    """Counts over a run: documents, characters, bytes, pieces by rule, failures by kind."""

    done: int = 0
    empty: int = 0
    failed: int = 0
    kept: int = 0
    removed: int = 0
    read: int = 0
    seconds: float = 0.0
    rules: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> int:
        """Give how many documents came to an end, good or bad."""
        return self.done + self.failed

    @property
    def error_ratio(self) -> float:
        """Give the share of failures among the documents, 0 where there are none."""
        return self.failed / self.documents if self.documents else 0.0

    def add(self, result: Done | Failure | Skipped) -> None:
        """Count one more result."""
        if isinstance(result, Skipped):
            self.skipped[result.what] += 1
        elif isinstance(result, Failure):
            self.failed += 1
            self.failures[result.kind] += 1
        else:
            self.done += 1
            self.empty += result.empty is not None
            self.kept += result.kept
            self.removed += result.removed
            self.read += result.read
            self.rules.update(dict(result.rules))

    def to_dict(self) -> dict[str, Any]:
        """Give the counts as plain JSON types, the most frequent rules and kinds first."""
        return {
            "documents": self.documents,
            "done": self.done,
            "empty": self.empty,
            "failed": self.failed,
            "kept_chars": self.kept,
            "removed_chars": self.removed,
            "read_bytes": self.read,
            "seconds": round(self.seconds, 3),
            "removals": dict(self.rules.most_common()),
            "failures": dict(self.failures.most_common()),
            "skipped": dict(self.skipped.most_common()),
        }

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Totals:
        """Take up the counts that `to_dict` gave."""
        return cls(
            done=told["done"],
            empty=told["empty"],
            failed=told["failed"],
            kept=told["kept_chars"],
            removed=told["removed_chars"],
            read=told["read_bytes"],
            seconds=told["seconds"],
            rules=Counter(told["removals"]),
            failures=Counter(told["failures"]),
            skipped=Counter(told["skipped"]),
        )
