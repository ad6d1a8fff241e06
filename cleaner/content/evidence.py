"""A second opinion: which blocks trafilatura would keep.

It is asked about the page rebuilt from its blocks, so that its answer maps back onto them and
no tree is touched that selectors were counted on. trafilatura crashed the interpreter when it
ran in four threads at once: a lock lets one thread in at a time. The lock is the only state
this package shares between calls.
"""

from __future__ import annotations

import html
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from cleaner.model import Document

Floats = NDArray[np.float32]

#: Deeper elements than this are flattened: trafilatura loses what is nested deeper than 250.
DEEPEST = 100
#: How a block is written where its own element says nothing of it.
KIND_TAGS = {"heading": "h2", "list_item": "li", "quote": "blockquote", "code": "pre"}
#: Elements written as they were; of the others only their place counts.
KEPT_TAGS = frozenset(
    "article main section header footer nav aside form ul ol figure table tr div span".split()
)

_ONE_AT_A_TIME = Lock()


def second_opinion(document: Document) -> Floats:
    """Say of each block whether trafilatura keeps its text: 1 or 0 a block."""
    import trafilatura  # here: it takes longer to import than all of ours, and few ask for it

    with _ONE_AT_A_TIME:
        kept = trafilatura.extract(rebuild(document), include_comments=False) or ""
    text = "".join(kept.split())
    answers = ["".join(block.text.split()) in text for block in document.blocks]
    return np.array(answers, np.float32)


def rebuild(document: Document) -> str:
    """Write the page anew: its visible blocks in the elements that hold them."""
    parts = ["<html><body>"]
    opened: list[int] = []
    for block in document.blocks:
        if block.hidden:
            continue
        path = _path(document, block.element)
        shared = 0
        while shared < min(len(path), len(opened)) and path[shared] == opened[shared]:
            shared += 1
        parts += [f"</{_tag(document, at)}>" for at in reversed(opened[shared:])]
        parts += [_opening(document, at) for at in path[shared:]]
        opened = path
        tag = f"h{block.level or 2}" if block.kind == "heading" else KIND_TAGS.get(block.kind, "p")
        text = html.escape(block.text)
        if block.link_chars * 2 > len(block.text):
            text = f'<a href="#">{text}</a>'
        parts.append(f"<{tag}>{text}</{tag}>")
    parts += [f"</{_tag(document, at)}>" for at in reversed(opened)]
    return "".join(parts) + "</body></html>"


def _path(document: Document, at: int) -> list[int]:
    """Give the elements around a block that are written, outermost first."""
    path = []
    while at >= 0:
        element = document.elements[at]
        if element.tag in KEPT_TAGS:
            path.append(at)
        at = element.parent
    return path[::-1][:DEEPEST]


def _tag(document: Document, at: int) -> str:
    tag = document.elements[at].tag
    return "div" if tag in ("table", "tr", "span", "ul", "ol") else tag


def _opening(document: Document, at: int) -> str:
    tokens = html.escape(document.elements[at].tokens)
    return f'<{_tag(document, at)} class="{tokens}">'
