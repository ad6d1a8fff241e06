"""What is known of a site: how often a line recurs on its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Recurrence(NamedTuple):
    """How a line recurs on the pages of a site.

    It stands on `pages` of the `of` pages that are known and have text of their own: on `edges`
    of them outside of the page's own prose, on `runs` of them in a row of recurring lines, on
    `bonds` of them beside its most common neighbour, and on `between` of them, or more, beside
    that on its other side. `preceding` and `following` are the hashes of the
    lines that mostly stand beside it (0: none), `size` its length in characters. `site` is the
    host, or the registered domain after "*.".
    """

    site: str
    pages: int
    of: int
    edges: int
    runs: int
    bonds: int
    between: int
    preceding: int = 0
    following: int = 0
    size: int = 0


class SiteLines(Protocol):
    """The lines that recur on sites, frozen: `cleaner.SiteProfiles` is one, read from a file."""

    @property
    def digest(self) -> str:
        """Give `sha256:` and the hex digest of all that is known."""

    def find(self, site: str | None, lines: Sequence[int]) -> Mapping[int, Recurrence]:
        """Look up lines, by their hashes, as they recur on a host or on its domain."""

    def find_like(self, site: str | None, parts: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """Look up lines by the hashes of their beginnings and ends."""

    def forms(self, lines: Sequence[int]) -> Mapping[int, str]:
        """Give the beginnings of lines in their comparison form, as far as they are known."""
