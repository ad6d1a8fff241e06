"""Other extractors, as far as they are installed: name -> function from markup to text.

Those that take bytes as well take what they are given.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

import click

Content = str | bytes
Extractor = Callable[[str], str]


def trafilatura(markup: Content) -> str:
    """Give what trafilatura extracts."""
    import trafilatura

    return trafilatura.extract(markup) or ""


def _trafilatura_fast(markup: str) -> str:
    import trafilatura

    return trafilatura.extract(markup, fast=True) or ""


def _justext(markup: str) -> str:
    import justext

    paragraphs = justext.justext(markup.encode(), justext.get_stoplist("English"), encoding="utf-8")
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def readability(markup: Content) -> str:
    """Give the text of what readability-lxml keeps."""
    import readability
    from lxml.html import HtmlElement, fromstring

    tree = fromstring(readability.Document(markup).summary())
    return str(tree.text_content()) if isinstance(tree, HtmlElement) else ""


def newspaper(markup: str) -> str:
    """Give what newspaper4k extracts."""
    import newspaper

    article = newspaper.Article("http://localhost/")
    article.download(input_html=markup)
    article.parse()
    return str(article.text)


def goose(markup: Content) -> str:
    """Give what goose3 extracts."""
    import goose3

    with goose3.Goose({"enable_image_fetching": False}) as goose:
        return str(goose.extract(raw_html=markup).cleaned_text)


def resiliparse(markup: str) -> str:
    """Give what resiliparse takes for main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(markup, main_content=True))


def boilerpy(markup: str) -> str:
    """Give what boilerpy3 extracts."""
    from boilerpy3 import extractors

    return str(extractors.ArticleExtractor(raise_on_failure=False).get_content(markup))


#: Name -> the package it needs, and how it is asked.
PEERS: dict[str, tuple[str, Extractor]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura-fast": ("trafilatura", _trafilatura_fast),
    "justext": ("justext", _justext),
    "readability-lxml": ("readability", readability),
    "newspaper4k": ("newspaper", newspaper),
    "goose3": ("goose3", goose),
    "resiliparse": ("resiliparse", resiliparse),
    "boilerpy3": ("boilerpy3", boilerpy),
}


def installed(names: list[str]) -> dict[str, Extractor]:
    """Give the named extractors (all where none is named) that are installed.

    Raises `UsageError` for a name that is none of theirs.
    """
    if unknown := [name for name in names if name not in PEERS]:
        raise click.UsageError(f"no extractor {', '.join(unknown)}; there are {', '.join(PEERS)}")
    found: dict[str, Extractor] = {}
    for name in names or list(PEERS):
        package, extractor = PEERS[name]
        try:
            importlib.import_module(package)
        except ImportError:
            continue
        found[name] = extractor
    return found
