"""The entries of a table of contents."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule

#: The family of the label above the entries.
LABEL = "contents"
#: How many entries a table may have.
LONGEST_LIST = 60
#: Numbers of sections as keys have them ("0.0 ").
NUMBER = re.compile(r"^0[.)]?\s+")


@rule(family="contents", max_chars=160, below=[LABEL], reach=LONGEST_LIST)
def contents_list(line: Candidate) -> Answer:
    """The entries of a table of contents.

    *What it removes*: lines under a removed label such as "Table of contents" that stand again
    further down, as the headings they lead to.

    *Why it is boilerplate*: they say twice what the headings say.

    *What it keeps*: the headings themselves, and lines that stand once only.
    """
    index, page = line.block.index, line.page
    first = max(index - LONGEST_LIST, 0)
    labels = (at for at in range(index - 1, first - 1, -1) if LABEL in page.removed.get(at, ()))
    label = next(labels)
    if all(_stands_below(page.keys, entry) for entry in range(index, label, -1)):
        return "an entry of a table of contents, it stands again below"
    return None


def _stands_below(keys: tuple[str, ...], index: int) -> bool:
    """Say whether a line stands again below, with or without its number."""
    below = keys[index + 1 :]
    return bool(keys[index]) and (keys[index] in below or NUMBER.sub("", keys[index]) in below)
