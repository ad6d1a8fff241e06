"""The picture of a document's way, as SVG.

It has its own light and dark colours and needs no script.
"""

from __future__ import annotations

from html import escape

#: Rows of the picture: boxes, each with its name and what is in it; `*` marks data.
ROWS = (
    (("bytes or text", "*a page, a text"), ("decode", "which encoding?"),
     ("parse", "as a browser does"), ("segment", "blocks with their places"),
     ("Document", "*canonical text, blocks")),
    (("Document", "*canonical text, blocks"), ("judge", "rules and models"),
     ("dedupe", "one copy stays"), ("Decisions", "*keep or remove, and why")),
    (("Decisions", "*keep or remove, and why"), ("assemble", "kept text in order"),
     ("account", "every character"), ("Article", "*text, metadata, provenance"),
     ("emit", "record, text, Markdown")),
)  # fmt: skip
WIDTH, HEIGHT, GAP, LINE = 166, 54, 26, 84
STYLE = (
    "svg{--ink:#1b1b1f;--faint:#5d5f68;--box:#eef3fd;--data:#fff4e0;--line:#5b7bb5}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e6e6ea;--faint:#a5a8b3;--box:#22304a;"
    "--data:#453519;--line:#8fb0ea}}"
    "text{font-family:system-ui,sans-serif;text-anchor:middle;fill:var(--ink);font-size:14px}"
    ".what{fill:var(--faint);font-size:11px}rect{fill:var(--box);stroke:var(--line)}"
    ".data{fill:var(--data)}path{stroke:var(--line);fill:none}"
)


def draw() -> str:
    """Give the picture as SVG."""
    wide = max(len(row) for row in ROWS) * (WIDTH + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {len(ROWS) * LINE}">',
        f"<style>{STYLE}</style>",
    ]
    for row, boxes in enumerate(ROWS):
        for column, (name, what) in enumerate(boxes):
            parts.append(_box(column * (WIDTH + GAP) + GAP // 2, row * LINE + 15, name, what))
            if column:
                x, y = column * (WIDTH + GAP) + GAP // 2, row * LINE + 15 + HEIGHT // 2
                parts.append(f'<path d="M{x - GAP} {y}h{GAP - 1}m-7-5l7 5-7 5"/>')
    return "\n".join([*parts, "</svg>\n"])


def _box(x: int, y: int, name: str, what: str) -> str:
    kind = ' class="data"' if what.startswith("*") else ""
    middle = x + WIDTH // 2
    return (
        f'<rect{kind} x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
        f'<text x="{middle}" y="{y + 24}">{escape(name)}</text>'
        f'<text class="what" x="{middle}" y="{y + 42}">{escape(what.removeprefix("*"))}</text>'
    )
