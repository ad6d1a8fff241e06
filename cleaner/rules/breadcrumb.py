"""The path from the front page to the story."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule

#: Arrows stand between the steps of a path, hardly ever in prose.
ARROW = re.compile(r"(?:(?<!\s)\s++)?[›▸❯]\s*|(?<!\s)\s++[»>→]\s+")
ARROWS = "›▸❯»>→"
#: Steps are names; quotation marks and brackets are signs of prose or code.
PROSE = re.compile(r"[\"“”«()\[\]{}<=;]")
#: A step is the name of a section, or the cut-off headline at the end.
LONGEST_STEP = 30
FEWEST_STEPS = 2


@rule(family="breadcrumb", max_chars=200, where="before_body", signs=ARROWS)
def breadcrumb(line: Candidate) -> Answer:
    """The path from the front page to the story.

    *What it removes*: lines above the body made of short steps with arrows between them
    ("Home › World › Asia").

    *Why it is boilerplate*: the path says where the page hangs in the site.

    *What it keeps*: sentences and headlines, quotations in guillemets, single arrows before a long
    text.
    """
    if ARROW.search(line.text) is None or line.is_sentence or PROSE.search(line.text):
        return None
    steps = [step for step in ARROW.split(line.text) if step]
    if len(steps) < FEWEST_STEPS or any(len(step) > LONGEST_STEP for step in steps[:-1]):
        return None
    return f"a path of {len(steps)} steps"
