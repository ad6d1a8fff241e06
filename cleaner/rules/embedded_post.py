"""Residue of embedded posts."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule, says

#: "— Name (@name) June 1, 2023": dash, name, handle, date.
SIGNATURE = re.compile(r"[—–-]{1,2}\s*[^()]{1,60}\(@\w+\)[^()]{0,40}$")


@rule(family="embedded-post", max_chars=420, phrases=True)
def embedded_post(line: Candidate) -> Answer:
    """Residue of embedded posts.

    *What it removes*: lines such as "View this post on Instagram", "A post shared by ...",
    "pic.twitter.com/..." and the signature of a tweet ("— Name (@name) June 1, 2023").

    *Why it is boilerplate*: they are the frame of a post that the text has lost.

    *What it keeps*: what the post says, and prose that mentions handles.
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    if line.within and SIGNATURE.match(line.text):
        return "signature of an embedded post"
    return None
