"""Views → one HTML file: no network, nothing of a document but as inert data, a strict policy.

Documents go into the page as JSON in `<script type="application/json">`, one element each, which
no browser runs and which the page's own script reads when a document is opened: 2,000 documents
open as fast as one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from cleaner.report.chart import bars, is_steep
from cleaner.report.summary import Counts, count, suspect
from cleaner.report.view import Cause, Piece, View

#: Nothing may be loaded, sent, framed or run but the page's own style and script, by their
#: digests; and its script may not make markup of text.
POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none';"
    " form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
#: What could end a script element or a line of script; JSON may state any character so.
UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
#: A place in the page's template.
SLOT = re.compile(r"\{\{(\w+)\}\}")
#: Digits of a share or a probability that are shown.
DIGITS = 3


def render(views: Sequence[View], *, title: str, made_by: str, against: str = "") -> Iterator[str]:
    """Give the page in parts, to be written one after the other.

    `title` names what was cleaned, `made_by` what cleaned it, `against` what it is compared with,
    if anything. Raises `MissingExtraError` where pygal is not installed.
    """
    counts = count(views)
    rules = _Numbers(rule for rule, _, _ in counts.rules)
    style, script = _asset("page.css"), _asset("page.js")
    policy = POLICY.format(script=_digest(script), style=_digest(style))
    entries = [_entry(number, view, rules) for number, view in enumerate(views)]
    documents = [_json(_document(view, rules)) for view in views]
    index = {"rules": rules.names, "against": against, "documents": entries}
    filled = {
        "policy": escape(policy),
        "style": style,
        "title": escape(title),
        "made_by": escape(made_by),
        "figures": _figures(counts, against),
        "chart": _chart([(rule, number) for rule, number, _ in counts.rules]),
        "rules": "".join(_row(*row, total=counts.removed) for row in counts.rules),
    }
    before, _, after = _asset("page.html").partition("{{data}}")
    yield _fill(before, filled)
    yield f'<script type="application/json" id="index">{_json(index)}</script>\n'
    for number, document in enumerate(documents):
        yield f'<script type="application/json" id="d{number}">{document}</script>\n'
    yield _fill(after, {"script": script})


class _Numbers:
    """Names and the numbers that stand for them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def __getitem__(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]


def _asset(name: str) -> str:
    return (files("cleaner") / "data" / "report" / name).read_text(encoding="utf-8")


def _fill(template: str, values: Mapping[str, str]) -> str:
    return SLOT.sub(lambda slot: values[slot[1]], template)


def _digest(content: str) -> str:
    """Give the source expression that allows exactly this style or script."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _json(value: Any) -> str:
    """Write data so that it can't end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, stated in UNSAFE.items():
        text = text.replace(sign, stated)
    return text.encode("utf-8", "backslashreplace").decode()  # lone surrogates as \udXXX


def _entry(number: int, view: View, rules: _Numbers) -> dict[str, Any]:
    """Give what the list of documents needs to know of one."""
    suspicion = suspect(view)
    kept, removed = view.kept, view.removed
    found = dict.fromkeys(rule for piece in view.pieces for rule in piece.cause.rules)
    return {
        "n": number,
        "id": view.id,
        "title": view.title,
        "host": view.host,
        "kept": kept,
        "removed": removed,
        "share": round(removed / (kept + removed), DIGITS) if kept + removed else 0,
        "certainty": suspicion.certainty,
        "flags": suspicion.flags,
        "weight": suspicion.weight,
        "rules": [rules[rule] for rule in found],
        "changes": sum(piece.other is not None for piece in view.pieces),
    }


def _document(view: View, rules: _Numbers) -> dict[str, Any]:
    """Give what is shown of one document once it is opened."""
    return {
        "url": view.url,
        "digest": view.digest,
        "textDigest": view.text_digest,
        "mediaType": view.media_type,
        "notes": view.notes,
        "facts": view.facts,
        "failure": view.failure,
        "compared": view.compared,
        "joined": [number for number, piece in enumerate(view.pieces) if piece.joined],
        "pieces": [_piece(piece, rules) for piece in view.pieces],
    }


def _piece(piece: Piece, rules: _Numbers) -> list[Any]:
    told: list[Any] = [piece.start, piece.end, piece.text]
    if not piece.cause.kept or piece.other:
        told += [_cause(piece.cause, rules), piece.blocks]
    if piece.other:
        told.append(_cause(piece.other, rules))
    return told


def _cause(cause: Cause, rules: _Numbers) -> list[Any] | None:
    if cause.kept:
        return None
    score = None if cause.score is None else round(cause.score, DIGITS)
    return [[rules[rule] for rule in cause.rules], cause.reason, score]


def _chart(rules: Sequence[tuple[str, int]]) -> str:
    scale = ", in powers of ten" if is_steep(rules) else ""
    return f"<p>Pieces removed, by rule{scale}</p>{bars(rules)}"


def _figures(counts: Counts, against: str) -> str:
    told = [
        (f"{counts.documents:,}", "documents"),
        (f"{counts.share:.0%}", "of the characters removed"),
        (f"{counts.kept:,}", "characters kept"),
        (f"{counts.failed:,}", "failed"),
        (f"{counts.empty:,}", "came out empty"),
    ]
    if against:
        told.insert(1, (f"{counts.changed:,}", f"changed against {against}"))
    return "".join(f"<div><dd>{escape(n)}</dd><dt>{escape(what)}</dt></div>" for n, what in told)


def _row(rule: str, pieces: int, characters: int, *, total: int) -> str:
    share = f"{characters / total:.1%}" if total else ""
    name = escape(rule)
    return (
        f'<tr><th scope="row"><button type="button" class="plain" data-rule="{name}">{name}'
        f"</button></th><td>{pieces:,}</td><td>{characters:,}</td><td>{share}</td></tr>"
    )
