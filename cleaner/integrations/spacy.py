"""spaCy: an article as a `Doc` with spans; needs the extra `spacy`."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from cleaner.model import Article

#: A span's name, and where it stands.
Place = tuple[str, int, int]


def to_doc(article: Article, nlp: Language) -> Doc:
    """Give the clean text as a `Doc`: `doc.spans["blocks"]` are its blocks, labelled by kind.

    `doc.user_data["metadata"]` are the known fields of the metadata. Spans end with the token
    they end in.
    """
    doc = nlp(article.text)
    segments = article.provenance.segments
    doc.spans["blocks"] = _spans(doc, ((s.kind, s.start, s.end) for s in segments))
    doc.user_data["metadata"] = {k: v for k, v in article.metadata.items() if v}
    return doc


def to_source_doc(article: Article, nlp: Language) -> Doc:
    """Give the canonical text as a `Doc`: spans `kept`, by kind, and `removed`, by rule.

    For training and review. Raises `ValueError` for an article that was cleaned without
    `keep_source_text`.
    """
    provenance = article.provenance
    if provenance.source_text is None:
        raise ValueError("the article has no canonical text: clean it with keep_source_text=True")
    doc = nlp(provenance.source_text)
    kept = ((s.kind, s.source_start, s.source_end) for s in provenance.segments)
    doc.spans["kept"] = _spans(doc, kept)
    doc.spans["removed"] = _spans(doc, ((r.rule, r.start, r.end) for r in provenance.removals))
    return doc


def _spans(doc: Doc, places: Iterable[Place]) -> list[Span]:
    found = (
        doc.char_span(start, end, label=name, alignment_mode="expand")
        for name, start, end in places
    )
    return [span for span in found if span is not None]
