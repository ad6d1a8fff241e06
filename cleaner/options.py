"""What a caller can choose: everything that changes a result besides the input and the version."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, Literal, TypedDict, get_args

from cleaner.codes import read_code
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
    repair: bool
    sites: SiteLines | None
    per_host: Mapping[str, Mapping[str, Any]]
    timestamp: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a cleaning, checked by `read_options`.

    - `media_type`: `"text/html"`, `"text/plain"`, or None to sniff it.
    - `encoding`: the encoding of bytes, or None to find it.
    - `language`: an ISO 639 code, region and script don't matter ("pt-BR"), or None to detect it.
    - `profile`: `"recall"` keeps more, `"precision"` removes more than `"balanced"`.
    - `effort`: how much time main-content selection may take.
    - `select`, `ignore`: the only rules to apply (all if empty), and rules to leave out.
    - `protect`: rules whose findings are kept, whatever else speaks against them.
    - `removed_text`: put removed text into the provenance in full.
    - `keep_source_text`: put the canonical text into the provenance.
    - `selectors`: in the record, `"brief"` takes neighbouring pieces together, `"full"` states each
      by itself, `"quote"` adds the text before, of and after each.
    - `source_positions`: say where in the source's bytes each kept piece of a page stands.
    - `repair`: mend mojibake, left entities, odd and invisible characters and words that a line's
      end parted; the record says what stood there.
    - `sites`: site profiles (`cleaner.SiteProfiles`): lines that a site repeats go.
    - `per_host`: options for the pages of a host and of those below it, in place of the others.
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
    repair: bool = False
    sites: SiteLines | None = None
    per_host: tuple[tuple[str, Options], ...] = ()
    timestamp: str | None = None

    def for_host(self, host: str | None) -> Options:
        """Give the options for the pages of a host: those of the nearest name there are any for."""
        own = dict(self.per_host)
        labels = (host or "").lower().split(".")
        names = (".".join(labels[at:]) for at in range(len(labels)))
        return next((own[name] for name in names if name in own), self)

    def stated(self) -> tuple[tuple[str, Any], ...]:
        """Give the options that differ from the defaults, for the record.

        Time stamp and site profiles have places of their own there; what is set for the page's
        host is stated as if it were set for all.
        """
        given = ((f.name, getattr(self, f.name)) for f in fields(self) if f.name not in UNSTATED)
        return tuple(
            (name, list(value) if isinstance(value, tuple) else value)
            for name, value in given
            if value != getattr(DEFAULTS, name)
        )


DEFAULTS = Options()
UNSTATED = ("sites", "per_host", "timestamp")
LISTS = ("select", "ignore", "protect")


def read_options(values: OptionValues, rule_names: Collection[str]) -> Options:
    """Check option values and give them as `Options`; raises `OptionError` naming the wrong one."""
    given: dict[str, Any] = dict(values)
    hosts: Mapping[str, Mapping[str, Any]] = given.pop("per_host", {})
    options = _read(given, rule_names)
    return replace(options, per_host=tuple(_read_hosts(hosts, given, rule_names)))


def _read_hosts(
    hosts: Mapping[str, Mapping[str, Any]], given: Mapping[str, Any], rule_names: Collection[str]
) -> Iterable[tuple[str, Options]]:
    for host, own in sorted(hosts.items()):
        try:
            yield host.lower(), _read({**given, **own}, rule_names)
        except OptionError as error:
            raise OptionError(f"{host}: {error.cause}") from None


def _read(given: dict[str, Any], rule_names: Collection[str]) -> Options:
    known = [f.name for f in fields(Options) if f.name != "per_host"]
    for name in given:
        _one_of("option", name, known)
    given = {**given}
    for name in LISTS:
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
    if given.get("language"):
        given["language"] = _read_language(given["language"])
    if moment := given.get("timestamp"):
        try:
            dt.datetime.fromisoformat(moment)
        except (TypeError, ValueError):
            raise OptionError(f"{moment!r} is no time in ISO 8601") from None
    return Options(**given)


def _read_language(stated: str) -> str:
    if code := read_code(stated):
        return code
    raise OptionError(f"{stated!r} is no code of a language, such as 'de' or 'pt-BR'")


def _one_of(what: str, given: str, known: Collection[str]) -> None:
    if given in known:
        return
    near = get_close_matches(given, known, n=3) or sorted(known)
    raise OptionError(f"there is no {what} {given!r}; did you mean {' or '.join(near)}?")
