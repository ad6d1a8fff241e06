"""Hostile input ends in a result or a typed failure, within its time and memory."""

from __future__ import annotations

import hostile
import pytest

from cleaner.batch.clean import attempt
from cleaner.batch.tasks import Failure, Task
from cleaner.batch.workers import Lost, run
from cleaner.options import OptionValues

#: The limit is 10 s of an idle machine; tests share theirs with others.
TIMEOUT = 60.0
MEMORY = 2 << 30
#: The classes of failure that documents may end in; anything else is a fault of ours.
TYPED = ("", "DecodeError", "EmptyInputError", "ParseError", "InputFormatError")


def _attempt(name: str) -> tuple[str, str]:
    """Clean a document of a kind: its text and no failure, or no text and the failure's class."""
    options: OptionValues = {}
    result = attempt(Task(name, hostile.KINDS[name].make()), options)
    if isinstance(result, Failure):
        return "", result.kind
    return result.text or "\n".join(result.provenance.notes), ""


@pytest.fixture(scope="module")
def outcomes():
    found = run(_attempt, list(hostile.KINDS), jobs=2, timeout=TIMEOUT, memory=MEMORY)
    return dict(found)


@pytest.mark.parametrize("name", hostile.KINDS)
def test_a_hostile_document_ends_in_a_result_or_a_typed_failure(outcomes, name):
    kind, outcome = hostile.KINDS[name], outcomes[name]
    assert not isinstance(outcome, Lost), outcome
    text, failed = outcome
    assert failed == kind.fails or (kind.fails is None and failed in TYPED)
    if kind.keeps:
        assert not failed
        assert hostile.SENTENCE in text
    elif not failed:
        assert text, "an empty text without a reason"
