"""Prompts to read on."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="story-continues", max_chars=90, phrases=True)
def story_continues(line: Candidate) -> Answer:
    """Prompts to read on.

    *What it removes*: lines such as "Story continues", "Read more" or "Continue reading
    below" that stand where a page breaks its text.

    *Why it is boilerplate*: they work the page (unfold, scroll, leaf) and are no part of
    the story.

    *What it keeps*: sentences ("The story continues to divide the town.").
    """
    if (line.is_sentence and not line.whole) or line.text.endswith((":", "：")):
        return None
    return says(line.whole or line.start or line.end)
