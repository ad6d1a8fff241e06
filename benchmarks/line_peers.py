"""Published line cleaners, as peers: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

import justext

#: C4 (Raffel et al. 2020): lines end in terminal punctuation and have at least five words.
C4_ENDS = (".", "!", "?", '"')
C4_WORDS = 5
#: ... and FineWeb (Penedo et al. 2024) runs C4's line filters without terminal punctuation, on
#: lines of at least three words.
FINEWEB_WORDS = 3
POLICY = (
    "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies",
    "use cookies",
)  # fmt: skip
CITATION = re.compile(r"\[\d*\]|\[edit\]|\[citation needed\]")
#: Gopher (Rae et al. 2021) counts lines that begin with a bullet, end with an ellipsis, are said
#: twice, or have more symbols than a tenth of their words; here those lines go.
BULLETS = ("•", "-", "*", "●", "■", "◦")
SYMBOLS = 0.1

STOPLIST = justext.get_stoplist("English")


def untouched(text: str) -> str:
    """Give the text as it is."""
    return text


def c4(text: str) -> str:
    """Keep the lines that C4 keeps."""
    kept = [line for line in text.split("\n") if _is_allowed(line, C4_WORDS)]
    return "\n".join(line for line in kept if line.rstrip().endswith(C4_ENDS))


def fineweb(text: str) -> str:
    """Keep the lines that C4's filters keep as FineWeb runs them."""
    return "\n".join(line for line in text.split("\n") if _is_allowed(line, FINEWEB_WORDS))


def _is_allowed(line: str, fewest: int) -> bool:
    low = CITATION.sub("", line).lower()
    if len(low.split()) < fewest or low.rstrip().endswith("..."):
        return False
    return not ("javascript" in low or "lorem ipsum" in low or any(p in low for p in POLICY))


def gopher(text: str) -> str:
    """Keep the lines that don't count against a text in Gopher's rules."""
    seen: set[str] = set()
    kept = []
    for line in text.split("\n"):
        bare = line.strip()
        symbols = bare.count("#") + bare.count("…") + bare.count("...")
        marked = bare.startswith(BULLETS) or bare.endswith(("…", "..."))
        if marked or (bare and bare in seen) or symbols > SYMBOLS * len(bare.split()):
            continue
        seen.add(bare)
        kept.append(line)
    return "\n".join(kept)


def justext_lines(text: str) -> str:
    """Keep what jusText takes for good, each line given as a paragraph."""
    lines = [line for line in text.split("\n") if line.strip()]
    page = "<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</body></html>"
    return "\n".join(p.text for p in justext.justext(page, STOPLIST) if not p.is_boilerplate)


PEERS: dict[str, Callable[[str], str]] = {
    "untouched": untouched,
    "c4": c4,
    "fineweb": fineweb,
    "gopher": gopher,
    "justext": justext_lines,
}
