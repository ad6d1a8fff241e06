"""Prompts to write to the newsroom, and its addresses."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule, says

#: An address of mail, a handle or a telephone number.
ADDRESS = re.compile(r"@\w|\d{3}[ .-]?\d{4}")
#: "Contact <name> at <address>": longer lines say more.
LONGEST_WAY = 120


@rule(family="contact", max_chars=220, phrases=True)
def contact_line(line: Candidate) -> Answer:
    """Prompts to write to the newsroom, and its addresses.

    *What it removes*: lines such as "Contact us", "Do you have a story for us?" or "Email:
    newsroom@...", "Contact Jane Roe at jroe@..." outside of the body.

    *Why it is boilerplate*: they serve every story alike.

    *What it keeps*: the same words inside the body, apart from lines that are nothing else.
    """
    if line.whole:
        return says(line.whole)
    if line.in_body:
        return None
    opens = line.first_item
    if opens and len(line.text) <= LONGEST_WAY and ADDRESS.search(line.text):
        return f'the line starts with "{opens.phrase}" and gives an address'
    return says(line.start)
