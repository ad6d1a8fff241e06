"""Which language a document is in: as told, as detected, or as the page says."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from cleaner.codes import read_code
from cleaner.model import Document

#: Detection reads this many characters of the longest blocks, and where those leave it in doubt
#: more; still more changes nothing.
SAMPLE_CHARS = (400, 1200)
#: Fewer letters than this don't tell a language.
FEWEST_LETTERS = 40
#: A detection less probable than this is none.
LEAST_PROBABILITY = 0.6
#: A detection this probable needs no more text.
CERTAIN = 0.999
#: Between the codes that a page of several languages states.
SEVERAL = re.compile(r"[\s,;]")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(document: Document) -> str | None:
    """Give the ISO 639-1 code of the text's language, None where it can't be told."""
    for size in SAMPLE_CHARS:
        sample = _sample(document, size)
        if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
            break
        code, probability = _identifier().classify(sample)
        if probability >= (CERTAIN if size < SAMPLE_CHARS[-1] else LEAST_PROBABILITY):
            return read_code(str(code))
    return read_code(SEVERAL.split(document.head.language.strip())[0])


def _sample(document: Document, most: int) -> str:
    taken: list[str] = []
    size = 0
    for block in sorted(document.blocks, key=lambda b: -len(b.text)):
        if size >= most:
            break
        taken.append(block.text[: most - size])
        size += len(taken[-1])
    return "\n".join(taken)
