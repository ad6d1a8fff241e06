"""What is known of a site: how often a line recurs on its pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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


class KnownForms(NamedTuple):
    """What all lines known of a site say, in their comparison form.

    `numbers` has the hashes of those whose whole form is kept; `openings` are the first 24
    characters of all, `first` and `last` the first and last seven.
    """

    numbers: Mapping[str, int]
    openings: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]


class SiteLines(Protocol):
    """The lines that recur on sites, frozen: `cleaner.SiteProfiles` is one, read from a file."""

    @property
    def digest(self) -> str:
        """Give `sha256:` and the hex digest of all that is known."""

    def pages(self, site: str | None) -> int:
        """Give how many pages of a host are known, or of its domain where those are more."""

    def find(self, site: str | None, lines: Collection[int]) -> Mapping[int, Recurrence]:
        """Look up lines, by their hashes, as they recur on a host or on its domain.

        Lines that weren't asked for may be in the answer, here and in those below.
        """

    def find_like(self, site: str | None, parts: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Look up lines by the hashes of their beginnings and ends."""

    def known_forms(self, site: str | None) -> KnownForms | None:
        """Give what the lines of a host and its domain say; None where it isn't known of all.

        A line that is none of them needs no look-up.
        """

    def forms(self, site: str | None, lines: Collection[int]) -> Mapping[int, str]:
        """Give the beginnings of lines in their comparison form, as far as they are known."""
