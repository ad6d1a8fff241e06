"""What a caller can choose: everything that changes a result besides the input and the version."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, Literal, TypedDict, get_args

from cleaner.errors import OptionError
from cleaner.model import MediaType, SiteLines

Profile = Literal["balanced", "precision", "recall"]
Effort = Literal["fast", "default", "best"]
Selectors = Literal["brief", "full", "quote"]
CHOICES = {"profile": Profile, "effort": Effort, "media_type": MediaType, "selectors": Selectors}


class OptionValues(TypedDict, total=False):
    """The options as keyword arguments; `Options` says what they mean."""

    media_type: MediaType | None
    encoding: str | None
    language: str | None
    profile: Profile
    effort: Effort
    select: Iterable[str]
    ignore: Iterable[str]
    protect: Iterable[str]
    removed_text: bool
    keep_source_text: bool
    selectors: Selectors
    source_positions: bool
    sites: SiteLines | None
    timestamp: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a cleaning, checked by `read_options`.

    - `media_type`: `"text/html"`, `"text/plain"`, or None to sniff it.
    - `encoding`: the encoding of bytes, or None to find it.
    - `language`: an ISO 639-1 code, or None to detect it.
    - `profile`: `"recall"` keeps more, `"precision"` removes more than `"balanced"`.
    - `effort`: how much time main-content selection may take.
    - `select`, `ignore`: the only rules to apply (all if empty), and rules to leave out.
    - `protect`: rules whose findings are kept, whatever else speaks against them.
    - `removed_text`: put removed text into the provenance in full.
    - `keep_source_text`: put the canonical text into the provenance.
    - `selectors`: in the record, `"brief"` takes neighbouring pieces together, `"full"` states each
      by itself, `"quote"` adds the text before, of and after each.
    - `source_positions`: say where in the source's bytes each kept piece of a page stands.
    - `sites`: site profiles (`cleaner.SiteProfiles`): lines that a site repeats go.
    - `timestamp`: ISO 8601 time to write into the record in place of now.
    """

    media_type: MediaType | None = None
    encoding: str | None = None
    language: str | None = None
    profile: Profile = "balanced"
    effort: Effort = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    removed_text: bool = False
    keep_source_text: bool = False
    selectors: Selectors = "brief"
    source_positions: bool = False
    sites: SiteLines | None = None
    timestamp: str | None = None

    def stated(self) -> tuple[tuple[str, Any], ...]:
        """Give the options that differ from the defaults, for the record.

        Time stamp and site profiles have places of their own there.
        """
        given = ((f.name, getattr(self, f.name)) for f in fields(self) if f.name not in UNSTATED)
        return tuple(
            (name, list(value) if isinstance(value, tuple) else value)
            for name, value in given
            if value != getattr(DEFAULTS, name)
        )


DEFAULTS = Options()
UNSTATED = ("sites", "timestamp")


def read_options(values: OptionValues, rule_names: Collection[str]) -> Options:
    """Check option values and give them as `Options`; raises `OptionError` naming the wrong one."""
    given: dict[str, Any] = dict(values)
    known = [f.name for f in fields(Options)]
    for name in given:
        _one_of("option", name, known)
    for name in ("select", "ignore", "protect"):
        if name in given:
            given[name] = tuple(sorted({str(n).replace("_", "-") for n in given[name]}))
            for rule in given[name]:
                _one_of("rule", rule, rule_names)
    for name, choices in CHOICES.items():
        if given.get(name) is not None:
            _one_of(name.replace("_", " "), given[name], get_args(choices))
    if encoding := given.get("encoding"):
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise OptionError(f"there is no encoding {encoding!r}") from None
    if moment := given.get("timestamp"):
        try:
            dt.datetime.fromisoformat(moment)
        except (TypeError, ValueError):
            raise OptionError(f"{moment!r} is no time in ISO 8601") from None
    return Options(**given)


def _one_of(what: str, given: str, known: Collection[str]) -> None:
    if given in known:
        return
    near = get_close_matches(given, known, n=3) or sorted(known)
    raise OptionError(f"there is no {what} {given!r}; did you mean {' or '.join(near)}?")
