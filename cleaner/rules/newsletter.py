"""Newsletter sign-up."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says

#: A phrase in the middle speaks for a short line only.
LONGEST_PROMPT = 160


@rule(family="newsletter", max_chars=260, phrases=True)
def newsletter(line: Candidate) -> Answer:
    """Newsletter sign-up.

    *What it removes*: prompts like "Sign up for our newsletter", "Get the top stories
    straight to your inbox", and what the form answers.

    *Why it is boilerplate*: they ask for an address and tell nothing of the story.

    *What it keeps*: prose about newsletters and subscribers ("He said subscribers would
    ...").
    """
    if line.whole or line.start:
        return says(line.whole or line.start)
    if line.is_quoted or len(line.text) > LONGEST_PROMPT:
        return None
    return says(line.end or line.within)
