"""Bylines whose label is glued to the name."""

from functools import lru_cache

from cleaner.header import byline_labels
from cleaner.model import Finding
from cleaner.persons import is_group
from cleaner.rule import Answer, Candidate, rule
from cleaner.rules.byline import read_named


@rule(family="byline", max_chars=180, where="header")
def glued_byline(candidate: Candidate) -> Answer:
    """Remove lines beside the headline in which a byline's label is glued to the name.

    *What it removes*: "ByJane Roe", "Written byJane RoeMarch 5, 2025", as extractors join the
    pieces of a byline.

    *Why it is boilerplate*: it says who wrote, not what happened; the names go to the metadata.

    *What it keeps*: words that begin alike ("Bylaws of the town"), sentences, and such lines inside
    the body.
    """
    language = candidate.page.document.language
    if not candidate.text.casefold().startswith(_labels(language)):
        return None
    label = next((said for said in _labels(language) if _is_glued(candidate.text, said)), None)
    if label is None or candidate.is_sentence:
        return None
    signed, stated = read_named(candidate.text[len(label) :], language)
    if not signed.persons and not any(map(is_group, signed.groups)):
        return None
    return Finding(f'"{label}" is glued to who wrote', metadata=stated)


@lru_cache(maxsize=64)
def _labels(language: str | None) -> tuple[str, ...]:
    lettered = {label for label in byline_labels(language) if label[-1].isalpha()}
    return tuple(sorted(lettered, key=lambda said: (-len(said), said)))


def _is_glued(text: str, label: str) -> bool:
    """Say whether a text starts with a label in small letters and a name right behind it."""
    start, name = text[: len(label)], text[len(label) : len(label) + 2]
    glued = len(name) == 2 and name[0].isupper() and name[1].islower()
    return glued and start[1:].islower() and start.casefold() == label
