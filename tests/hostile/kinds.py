"""What a hostile kind is, and the article that stands in most of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

#: Stands in every hostile document that holds an article; it must come out.
SENTENCE = (
    "The harbour council voted on Tuesday to keep the old ferry running through the winter, after "
    "fishermen from three villages had asked for it in a letter that filled two pages."
)
MORE = (
    "Repairs to the landing stage will begin in March, the clerk said, and should be done before "
    "the herring boats come back from the north. The money comes from the port dues.",
    "Nobody at the meeting spoke against it, though one of the members wanted to know why the "
    "letter had lain in a drawer for a month before anyone had thought of reading it aloud.",
)


class Kind(NamedTuple):
    """A maker, whether the article must come out, and the error class if the kind must fail."""

    make: Callable[[], str | bytes]
    keeps: bool
    fails: str | None


KINDS: dict[str, Kind] = {}


def kind(*, keeps: bool = True, fails: str | None = None):
    """Enter a maker under its name: its document keeps the sentence, fails, or ends somehow."""

    def enter(make: Callable[[], str | bytes]) -> Callable[[], str | bytes]:
        KINDS[make.__name__.replace("_", "-")] = Kind(make, keeps and fails is None, fails)
        return make

    return enter


def article(before: str = "", after: str = "", *, head: str = "") -> str:
    """Give a page with an article in it and anything at all before and after."""
    paragraphs = "".join(f"<p>{text}</p>\n" for text in (SENTENCE, *MORE))
    return (
        f"<!DOCTYPE html><html><head><title>Ferry stays</title>{head}</head><body>{before}"
        f"<article><h1>Ferry stays through the winter</h1>\n{paragraphs}</article>{after}"
        "</body></html>"
    )
