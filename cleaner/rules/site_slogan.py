"""The publisher's slogan or description of itself."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule, says


@rule(family="site-slogan", max_chars=260, where="outside_body", phrases=True)
def site_slogan(line: Candidate) -> Answer:
    """The publisher's slogan or description of itself.

    *What it removes*: lines such as "... is your ultimate source for the latest news, ..."
    above the headline or below the story.

    *Why it is boilerplate*: the line stands on every page of the site.

    *What it keeps*: sentences of the story, which stand in its body.
    """
    if line.whole:
        return says(line.whole)
    if line.before_body and not line.is_sentence and line.block.index == line.page.headline_block:
        return None
    return says(line.start or line.within)
