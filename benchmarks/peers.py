"""Other extractors, as far as they are installed: name -> function from markup to text."""

from __future__ import annotations

import importlib
from collections.abc import Callable

Extractor = Callable[[str], str]


def _trafilatura(markup: str) -> str:
    import trafilatura

    return trafilatura.extract(markup) or ""


def _trafilatura_fast(markup: str) -> str:
    import trafilatura

    return trafilatura.extract(markup, fast=True) or ""


def _justext(markup: str) -> str:
    import justext

    paragraphs = justext.justext(markup.encode(), justext.get_stoplist("English"), encoding="utf-8")
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def _readability(markup: str) -> str:
    import readability
    from lxml.html import HtmlElement, fromstring

    tree = fromstring(readability.Document(markup).summary())
    return str(tree.text_content()) if isinstance(tree, HtmlElement) else ""


def _newspaper(markup: str) -> str:
    import newspaper

    article = newspaper.Article("http://localhost/")
    article.download(input_html=markup)
    article.parse()
    return str(article.text)


def _goose(markup: str) -> str:
    import goose3

    with goose3.Goose({"enable_image_fetching": False}) as goose:
        return str(goose.extract(raw_html=markup).cleaned_text)


def _resiliparse(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(markup, main_content=True))


def _boilerpy(markup: str) -> str:
    from boilerpy3 import extractors

    return str(extractors.ArticleExtractor(raise_on_failure=False).get_content(markup))


#: Name -> the package it needs, and how it is asked.
PEERS: dict[str, tuple[str, Extractor]] = {
    "trafilatura": ("trafilatura", _trafilatura),
    "trafilatura-fast": ("trafilatura", _trafilatura_fast),
    "justext": ("justext", _justext),
    "readability-lxml": ("readability", _readability),
    "newspaper4k": ("newspaper", _newspaper),
    "goose3": ("goose3", _goose),
    "resiliparse": ("resiliparse", _resiliparse),
    "boilerpy3": ("boilerpy3", _boilerpy),
}


def installed(names: list[str]) -> dict[str, Extractor]:
    """Give the named extractors (all where none is named) that are installed."""
    found: dict[str, Extractor] = {}
    for name in names or list(PEERS):
        package, extractor = PEERS[name]
        try:
            importlib.import_module(package)
        except ImportError:
            continue
        found[name] = extractor
    return found
