"""The types that every step hands to the next: immutable, picklable, standard library only.

What there are many of in a document is a named tuple (quick to make), the rest a frozen dataclass.

Offsets are Unicode code points, half-open (`start` inclusive, `end` exclusive), over
`Document.text`, the canonical text.
"""

from cleaner.model.article import Article, Provenance, Removal, Repair, Segment, Stretch
from cleaner.model.decision import Action, Decision, Finding, Step, Verdict
from cleaner.model.document import (
    BLOCK_GAP,
    Block,
    Document,
    Element,
    Head,
    Kind,
    Mark,
    MediaType,
    Span,
)
from cleaner.model.metadata import SCHEMA_NAMES, Evidence, Metadata
from cleaner.model.site import KnownForms, Recurrence, SiteLines
from cleaner.model.story import Passage, Shared, StoryNote

__all__ = [
    "BLOCK_GAP",
    "SCHEMA_NAMES",
    "Action",
    "Article",
    "Block",
    "Decision",
    "Document",
    "Element",
    "Evidence",
    "Finding",
    "Head",
    "Kind",
    "KnownForms",
    "Mark",
    "MediaType",
    "Metadata",
    "Passage",
    "Provenance",
    "Recurrence",
    "Removal",
    "Repair",
    "Segment",
    "Shared",
    "SiteLines",
    "Span",
    "Step",
    "StoryNote",
    "Stretch",
    "Verdict",
]
