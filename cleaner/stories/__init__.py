"""What documents share: paragraphs, copies of each other, the story they tell."""

from collections.abc import Mapping

from cleaner.stories.clusters import Keeping, Link, Stories, Story, find_stories, notes
from cleaner.stories.text import StoryText, read_story

#: What this step can remove by.
RULES: Mapping[str, str] = {
    "duplicate-document": "A whole document that is a near-copy of another; with "
    "--dedupe-documents keep-best or keep-first.",
}

__all__ = ["RULES", "Keeping", "Link", "Stories", "Story", "StoryText", "find_stories", "notes",
           "read_story"]  # fmt: skip
