"""Copyright, licence and reprint notices."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule, says

#: Above and inside the body a notice must open as one.
SIGN = re.compile(r"(?:©|\(c\)|copyright\b|all rights reserved)", re.IGNORECASE)


@rule(family="copyright", max_chars=420, phrases=True)
def copyright_line(line: Candidate) -> Answer:
    """Copyright, licence and reprint notices.

    *What it removes*: lines such as "Copyright 2023 ... All rights reserved." or "This
    article was originally published on ...".

    *Why it is boilerplate*: the notice covers the site and repeats on every page.

    *What it keeps*: prose about copyright, inside the body.
    """
    if line.whole:
        return says(line.whole)
    if line.after_body:
        return says(line.start or line.end or line.within)
    return says(line.start or line.within) if SIGN.match(line.text) else None
