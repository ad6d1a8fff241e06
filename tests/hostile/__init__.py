"""Hostile documents and inputs, each kind made by a function.

`KINDS` maps a kind's name to its maker, for documents; `hostile.inputs.INPUTS` does for files
and folders. Makers are deterministic.
"""

from hostile import encodings, markup, plain
from hostile.kinds import KINDS, SENTENCE, Kind, article, kind

__all__ = ["KINDS", "SENTENCE", "Kind", "article", "encodings", "kind", "markup", "plain"]
