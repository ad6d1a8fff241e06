"""Tables stay whole: a model that judges block by block drops headings and odd rows of one."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.model import Document, Element, Verdict

#: A table with this share of its rows kept is one of the article: where the gold of the
#: development set's articles has the kept rows, it has all that were lost.
KEPT_SHARE = 0.5
#: Fewer rows are as often a layout ("Prev", "Next").
FEWEST_ROWS = 3


def whole_tables(
    document: Document, verdicts: Sequence[tuple[Verdict, ...]]
) -> Sequence[tuple[Verdict, ...]]:
    """Drop what a model says against the rows of a table that it keeps at least half of."""
    tables: dict[Element | None, list[int]] = {}
    for block in document.blocks:
        if block.kind == "table_row" and not block.hidden:
            around = (e for e in document.ancestors(block) if e.tag == "table")
            tables.setdefault(next(around, None), []).append(block.index)
    mended = list(verdicts)
    for rows in tables.values():
        kept = sum(not verdicts[at] for at in rows)
        if len(rows) >= FEWEST_ROWS and kept >= KEPT_SHARE * len(rows):
            for at in rows:
                mended[at] = ()
    return mended
