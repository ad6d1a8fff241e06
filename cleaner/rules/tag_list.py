"""A list of tags without a label, under the story."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule

#: What parts tags: commas, bars and bullets, or the mark of a hashtag.
COMMA = re.compile(r"(?:(?<!\s)\s++)?[,|•·،、]\s*")
#: A line without any of these is no list.
SIGNS = ",|•·،、#"
HASHTAGS = re.compile(r"(?:#\w+[\s,]*){2,}")
#: A space before the comma and none behind it is how templates join tags, not how people write.
JOINED = re.compile(r"\s,\S")
#: Tags are names and topics of a few words.
LONGEST_TAG = 6
#: One name alone may be anything.
FEWEST_TAGS = 2
#: Small words that stay lower-case inside a title.
SMALL = 3


@rule(family="category-tags", max_chars=300, where="after_body", by_shape=True, signs=SIGNS)
def tag_list(line: Candidate) -> Answer:
    """A list of tags without a label, under the story.

    *What it removes*: a line after the body that is nothing but capitalised names and topics, each
    a link or joined as templates do it ("Harbour ,Trade"), or hashtags.

    *Why it is boilerplate*: the tags lead to lists of other stories.

    *What it keeps*: sentences, lists of names as people write them, and lists in small letters;
    on pages what the content model is sure of.
    """
    text = line.text
    if HASHTAGS.fullmatch(text):
        return "nothing but hashtags"
    if line.is_sentence or line.is_quoted or text[-1] in ":;|":
        return None
    tags = [tag for tag in COMMA.split(text) if tag]
    linked = line.block.link_chars * 2 > len(text)
    if len(tags) < FEWEST_TAGS or not (linked or JOINED.search(text)):
        return None
    return f"a list of {len(tags)} tags" if all(_is_tag(tag) for tag in tags) else None


def _is_tag(tag: str) -> bool:
    named = tag.split()
    if not 0 < len(named) <= LONGEST_TAG or any(char.isdigit() for char in tag):
        return False
    if not (named[0][0].isupper() or named[0][0] == "#"):
        return False
    return all(not word[0].islower() or len(word) <= SMALL for word in named)
