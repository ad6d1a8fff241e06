"""The path from the front page to the story."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule

#: Arrows stand between the steps of a path, hardly ever in prose.
ARROW = re.compile(r"(?:(?<!\s)\s++)?[›▸❯]\s*|(?<!\s)\s++[»>→]\s+")
SLASH = re.compile(r"\s/\s")
MARKS = "›▸❯»>→/"
#: Steps are names; quotation marks and brackets are signs of prose or code.
PROSE = re.compile(r"[\"“”«()\[\]{}<=;]")
#: A step is the name of a section, or the cut-off headline at the end.
LONGEST_STEP = 30
FEWEST_STEPS = 2
#: Slashes also stand between two names for the same thing.
FEWEST_SLASHED = 3


@rule(family="breadcrumb", max_chars=200, where="before_body", signs=MARKS)
def breadcrumb(line: Candidate) -> Answer:
    """The path from the front page to the story.

    *What it removes*: lines above the body made of short steps with arrows between them
    ("Home › World › Asia"), or three with slashes.

    *Why it is boilerplate*: the path says where the page hangs in the site.

    *What it keeps*: sentences and headlines, quotations in guillemets, single arrows before a long
    text.
    """
    if line.is_sentence or PROSE.search(line.text):
        return None
    mark, fewest = (ARROW, FEWEST_STEPS) if ARROW.search(line.text) else (SLASH, FEWEST_SLASHED)
    steps = [step for step in mark.split(line.text) if step]
    if len(steps) < fewest or any(len(step) > LONGEST_STEP for step in steps[:-1]):
        return None
    return f"a path of {len(steps)} steps"
