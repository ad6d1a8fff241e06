"""Codes of languages: what people and pages write, and what our data call the same."""

from __future__ import annotations

import re

#: A code of ISO 639, perhaps with a script or a region behind it ("pt-BR", "nb_NO.UTF-8").
CODE = re.compile(r"([a-z]{2,3})(?:[-_.@][a-z0-9._@-]*)?", re.IGNORECASE)
#: Other codes of languages whose phrases we have: of written forms, of what is spoken, of three
#: letters, and an outdated one.
ALIASES = {
    "nb": "no", "nn": "no", "nob": "no", "nno": "no", "nor": "no", "yue": "zh", "wuu": "zh",
    "cmn": "zh", "zho": "zh", "chi": "zh", "ary": "ar", "arz": "ar", "arb": "ar", "ara": "ar",
    "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el", "gre": "el",
    "eng": "en", "spa": "es", "fin": "fi", "fra": "fr", "fre": "fr", "hin": "hi", "hun": "hu",
    "in": "id", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "dut": "nl",
    "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "mo": "ro", "rus": "ru", "swe": "sv",
    "tur": "tr", "ukr": "uk", "vie": "vi",
}  # fmt: skip


def read_code(stated: str) -> str | None:
    """Give the code our data have for a stated one ("nb-NO": "no"), None where it is no code."""
    found = CODE.fullmatch(stated.strip())
    code = found.group(1).lower() if found else None
    return ALIASES.get(code, code) if code else None
