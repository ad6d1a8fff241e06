"""A claim: one source's word on one field of the metadata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.model import Evidence
from cleaner.text import key


class Claim(NamedTuple):
    """What a source says of a field; `start`/`end` where it stands in the canonical text."""

    field: str
    source: str
    value: str
    start: int | None = None
    end: int | None = None


def choose(claims: Sequence[Claim]) -> tuple[str | None, tuple[Evidence, ...]]:
    """Take the first claim on a field (claims are in order of trust), and note who disagrees."""
    if not claims:
        return None, ()
    first = claims[0]
    return first.value, (evidence(first, claims),)


def evidence(chosen: Claim, claims: Iterable[Claim]) -> Evidence:
    """Give the evidence for a claim, with the values of claims that say something else."""
    others = (c for c in claims if not same(c.value, chosen.value, chosen.field))
    disagrees = dict.fromkeys(f"{claim.source}: {claim.value}" for claim in others)
    return Evidence(
        field=chosen.field,
        source=chosen.source,
        value=chosen.value,
        start=chosen.start,
        end=chosen.end,
        disagrees=tuple(disagrees),
    )


def same(one: str, other: str, field: str) -> bool:
    """Say whether two values agree: dates by their day, the rest by their key."""
    if field.startswith("date_"):
        return one[:10] == other[:10]
    return key(one) == key(other)
