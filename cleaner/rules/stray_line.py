"""A short line between two removed lines."""

from __future__ import annotations

from cleaner.rule import Answer, Candidate, rule

#: Families that frame other chrome; a line between two metadata lines may be the standfirst.
FRAMES = frozenset(
    {
        "advertisement", "related-links", "see-also", "share-widget", "newsletter", "subscription",
        "comment-form", "counter", "navigation", "footer", "copyright", "consent", "app-promotion",
        "follow-us", "account", "search", "language-switch", "category-tags", "contact", "donation",
        "contents", "gallery", "video-player", "author-bio", "breadcrumb", "widget", "poll",
        "script",
    }
)  # fmt: skip
#: A label, name or headline.
LONGEST_LINE = 100


@rule(family="stray-line", max_chars=LONGEST_LINE, where="outside_body", below=FRAMES)
def stray_line(line: Candidate) -> Answer:
    """A short line between two removed lines, outside of the body.

    *What it removes*: a line without a full stop that has boilerplate directly above and below.

    *Why it is boilerplate*: it is an entry of the menu, form or list around it.

    *What it keeps*: sentences, the headline, lines inside the body, and lines next to metadata,
    where the standfirst stands.
    """
    if line.is_sentence or line.block.index == line.page.headline_block:
        return None
    above = line.page.removed.get(line.block.index - 1, ())
    below = line.page.removed.get(line.block.index + 1, ())
    if FRAMES.intersection(above) and FRAMES.intersection(below):
        return f"between boilerplate of {above[0]} and {below[0]}"
    return None
