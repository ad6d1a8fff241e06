"""Read fixture pages: Markdown with fenced `diff` blocks, each a little document.

A line of a case starts with `- ` (must be removed), two spaces (must stay), or `+ ` (what stays of
the line above, from which a part is cut). The first line may say, between `@@`, where the case
stands ("before the body", "after the body"; else inside it), that its first line is the page's
"headline", and for which media it holds ("text", "html"; else both). Paragraphs of prose are put
around it accordingly.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import NamedTuple

from cleaner.model import Document
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text

FENCE = re.compile(r"^```diff\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROSE = (
    "The harbour of the old town will stay closed until the end of the week, after divers found "
    "that the storm had moved more of the quay than anyone had thought.",
    "Nobody was hurt, but eleven boats were lost in the night, and the ferry to the islands has "
    "been sent to the new dock, which was never built for ships of its size.",
    "The mayor, who spent the morning on the water with the engineers, told reporters that the "
    "first stones would be lifted back into their places before the month is over.",
)


class Line(NamedTuple):
    """A line of a case; `left` is what must be left of it (None: nothing, the line goes)."""

    text: str
    left: str | None


class Case(NamedTuple):
    """One fenced block: its lines, where they stand, and for which media they hold."""

    lines: tuple[Line, ...]
    place: str
    media: tuple[str, ...]

    def document(self, medium: str) -> tuple[Document, int]:
        """Make a document of the case; the number is how many blocks stand before its lines."""
        before = () if "before" in self.place else PROSE
        after = () if "after" in self.place else PROSE
        texts = [*before, *(line.text for line in self.lines), *after]
        if medium == "text":
            return segment_text("\n\n".join(texts)), len(before)
        headline = len(before) if "headline" in self.place else -1
        tags = ["h1" if number == headline else "p" for number in range(len(texts))]
        body = "".join(
            f"<{tag}>{escape(text, quote=False)}</{tag}>"
            for tag, text in zip(tags, texts, strict=True)
        )
        page = f"<html><body><article>{body}</article></body></html>"
        return segment_html(parse(page)), len(before)


def read_cases(path: Path) -> list[Case]:
    """Read every case of a fixture page."""
    return [_read_case(found) for found in FENCE.findall(path.read_text(encoding="utf-8"))]


def _read_case(block: str) -> Case:
    place = ""
    lines: list[Line] = []
    for raw in block.splitlines():
        if raw.startswith("@@") and not lines:
            place = raw.strip("@ ")
            continue
        sign, text = raw[:2], raw[2:]
        if sign == "+ ":
            lines[-1] = Line(lines[-1].text, text)
        elif sign in ("- ", "  "):
            lines.append(Line(text, None if sign == "- " else text))
        else:
            raise ValueError(f"a case's line starts with '- ', '+ ' or two spaces: {raw!r}")
    words = place.replace(",", " ").split()
    media = tuple(word for word in words if word in ("text", "html")) or ("text", "html")
    return Case(tuple(lines), place, media)
