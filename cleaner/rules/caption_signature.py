"""Captions signed with the photographer's name and paper."""

from __future__ import annotations

import re

from cleaner.agencies import is_agency
from cleaner.persons import is_outlet, is_person
from cleaner.rule import Answer, Candidate, rule
from cleaner.text import ends_sentence

#: "(Jane Roe/Daily Example)" at the end of the line.
SIGNATURE = re.compile(r"[(\[]([^()\[\]/]{4,40})/([^()\[\]/]{2,40})[)\]]\s*$")

#: The same without brackets, alone or behind a sentence.
BARE = re.compile(r"(?:^|[.!?]\s)\s*+([^()\[\]/|.!?]{4,40})[/|]([^()\[\]/|]{2,40})$")

#: One Korean sentence that says what is going on in the picture, and who took it behind that.
KOREAN = re.compile(
    r"(?:[^.!?]|\.(?=\d)){10,240}(?:[고아어여해져] 있다|모습(?:이다)?|장면(?:이다)?)\.\s?"
    r"(?:[가-힣]{2,8}=)?(?P<who>\S{2,12}|[가-힣]{2,4} (?:선임|인턴|사진)?기자)"
)
REPORTER = re.compile(r"[가-힣]{2,4} ?(?:선임|인턴|사진)?기자|사진공동취재단|공동취재단?")


@rule(family="photo-credit", max_chars=300, signs=")]/|다습면")
def caption_signature(line: Candidate) -> Answer:
    """Captions signed with the photographer's name and paper.

    *What it removes*: a sentence with "(Jane Roe/Daily Example)" behind it, and such a signature
    alone; where what stands behind the slash is plainly a paper, without brackets too. In Korean,
    between paragraphs, one sentence on what is going on with an agency or a reporter behind it.

    *Why it is boilerplate*: it belongs to a picture that the text has lost.

    *What it keeps*: two persons in brackets (writers of a song, a pair of players), a bracket that
    is part of the sentence, rows of results, and a reporter's name behind the last paragraph.
    """
    if signed := _korean(line):
        return signed
    if found := SIGNATURE.search(line.text):
        before = line.text[: found.start()].rstrip()
    elif found := BARE.search(line.text):
        before = "."
    else:
        return None
    who, paper = (part.strip() for part in found.groups())
    if not is_person(who) or is_person(paper) or not paper[:1].isupper():
        return None
    if not is_outlet(paper) and (found.re is BARE or (before and not ends_sentence(before))):
        return None
    return f'signed "{who}/{paper}"'


def _korean(line: Candidate) -> str | None:
    """Read a Korean caption; behind the last paragraph the name is the byline of the story."""
    found = KOREAN.fullmatch(line.text.strip())
    if found is None or line.block.index + 1 >= line.page.body.end:
        return None
    who = found["who"]
    return f'signed "{who}"' if is_agency(who) or REPORTER.fullmatch(who) else None
