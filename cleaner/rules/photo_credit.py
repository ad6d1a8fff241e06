"""Credits of pictures."""

from __future__ import annotations

import re

from cleaner.model import Finding, Span
from cleaner.rule import Answer, Candidate, behind, rule, says
from cleaner.text import fold

#: A credit of its own names a person and an agency; a longer line that starts alike and ends like
#: a sentence is prose.
LONGEST_SENTENCE = 90
#: The name behind "Photograph by" at the end of a caption.
LONGEST_NAME = 60
#: A longer block is a paragraph to which a picture's credit was glued: only the credit goes.
LONGEST_CAPTION = 300
#: What ends the sentence before a credit that is one of its own.
CLOSED = (".", "!", "?", '"', "。", "！", "？", "।")
#: A credit at the end of a caption: in brackets, or behind a slash, bar, sign or dash.
TAIL = re.compile(
    r"(?:[(\[（【][^()\[\]（）]{2,90}[)\]）】]|\s[–—-]\s*+[^\W\d_]{2,12}\s?:\s[^|©•()]{2,80}"
    r"|(?:[/|｜©ⓒ]|(?<=\s)•|\s[–—-])\s*+[^/|©•()]{2,80})\s*+[.。]?$"
)


@rule(family="photo-credit", max_chars=450, phrases=True)
def photo_credit(line: Candidate) -> Answer:
    """Credits of pictures, and the captions that end with one.

    *What it removes*: lines such as "Photo: Jane Roe/AFP" or "Getty Images", and captions that end
    with "(AP Photo/Jane Roe)" or "/ Getty Images"; of a long paragraph only the credit.

    *Why it is boilerplate*: it belongs to a picture that the text has lost.

    *What it keeps*: sentences about pictures and agencies, credits of the story itself ("Reuters
    contributed to this report") and captions without a credit.
    """
    if line.whole:
        return says(line.whole)
    if line.start and (not line.is_sentence or len(line.text) <= LONGEST_SENTENCE):
        rest = line.text[behind(line.text, line.start.phrase) :].lstrip(" :,/|-–—")
        if rest and (line.start.phrase.endswith(":") or not rest[0].islower()):
            return says(line.start)
    found = TAIL.search(line.text)
    if found is None:
        return _closing_sentence(line)
    tail = fold(found.group())
    named = [hit for hit in line.hits if hit.how in ("end", "within") and hit.phrase in tail]
    if not named and "©" not in found.group():
        # "Photo: Jane Roe/Courier": the slash stands in the credit; a bracket is the sentence's.
        return _closing_sentence(line) if found.group()[0] in "/|" else None
    if len(line.text) > LONGEST_CAPTION:
        start = line.block.span.start + found.start()
        return Finding("a credit ends the paragraph", Span(start, line.block.span.end))
    return f'the line ends with the credit "{tail.strip()}"'


def _closing_sentence(line: Candidate) -> str | None:
    """Find a credit that is a short sentence of its own at the end of a caption."""
    if len(line.text) > LONGEST_CAPTION:
        return None
    for hit in line.hits:
        before = line.key[: hit.start].rstrip()
        rest = line.key[hit.end :]
        own = hit.how == "within" and before.endswith(CLOSED) and _names(line.text, hit.phrase)
        if own and len(rest) <= LONGEST_NAME and "." not in rest:
            return f'the last sentence starts with "{hit.phrase}"'
    return None


def _names(text: str, phrase: str) -> bool:
    """Say whether a name can stand behind the last of such words: a sentence goes on in small
    letters ("Foto a foto ...")."""
    if phrase.endswith(":"):
        return True
    behind_it = re.split(re.escape(phrase), text, flags=re.IGNORECASE)[-1].lstrip(" :,/|-–—(")
    return not behind_it[:1].islower()
