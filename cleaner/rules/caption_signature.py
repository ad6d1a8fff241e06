"""Captions signed with the photographer's name and paper."""

from __future__ import annotations

import re

from cleaner.persons import is_outlet, is_person
from cleaner.rule import Answer, Candidate, rule
from cleaner.text import ends_sentence

#: "(Jane Roe/Daily Example)" at the end of the line.
SIGNATURE = re.compile(r"[(\[]([^()\[\]/]{4,40})/([^()\[\]/]{2,40})[)\]]\s*$")

#: The same without brackets, alone or behind a sentence.
BARE = re.compile(r"(?:^|[.!?]\s)\s*+([^()\[\]/|.!?]{4,40})[/|]([^()\[\]/|]{2,40})$")


@rule(family="photo-credit", max_chars=300, signs=")]/|")
def caption_signature(line: Candidate) -> Answer:
    """Captions signed with the photographer's name and paper.

    *What it removes*: a sentence with "(Jane Roe/Daily Example)" behind it, and such a signature
    alone; where what stands behind the slash is plainly a paper, without brackets too.

    *Why it is boilerplate*: it belongs to a picture that the text has lost.

    *What it keeps*: two persons in brackets (writers of a song, a pair of players), a bracket that
    is part of the sentence, and rows of results.
    """
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
