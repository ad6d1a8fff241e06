"""What a caller can choose: everything that changes a result besides the input and the version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypedDict, get_args

from cleaner.addresses import folded_host, host_name
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
        labels = folded_host(host or "").split(".")
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
FLAGS = ("removed_text", "keep_source_text", "source_positions", "repair")
#: What is written for options that are no choice.
TEXTS = {"encoding": "a name, such as 'utf-8'", "language": "a code, such as 'de'"}
#: What may be None: it is found out.
OPEN = (*TEXTS, "media_type")


def read_options(values: OptionValues, rule_names: Collection[str]) -> Options:
    """Check option values and give them as `Options`; raises `OptionError` naming the wrong one."""
    given: dict[str, Any] = dict(values)
    hosts = given.pop("per_host", {})
    options = _read(given, rule_names)
    return replace(options, per_host=tuple(_read_hosts(hosts, given, rule_names)))


def _read_hosts(
    hosts: Any, given: Mapping[str, Any], rule_names: Collection[str]
) -> Iterator[tuple[str, Options]]:
    tables = hosts.values() if isinstance(hosts, Mapping) else [None]
    if not all(isinstance(own, Mapping) for own in tables):
        raise OptionError("per_host: write a table for each host")
    for host, own in sorted(hosts.items()):
        try:
            yield _read_host(host), _read({**given, **own}, rule_names)
        except OptionError as error:
            raise OptionError(f"{host}: {error.cause}") from None


def _read_host(name: str) -> str:
    """Check that a name is a host and no address, which no document would ever be of."""
    host = name.lower().rstrip(".")
    address = f"//[{host}]" if host.count(":") > 1 else f"//{host}"
    if not host or any(map(str.isspace, host)) or host_name(address) != host:
        raise OptionError(f"{name!r} is no host, such as 'example.org'")
    return folded_host(host)


def _read(given: dict[str, Any], rule_names: Collection[str]) -> Options:
    known = [f.name for f in fields(Options) if f.name != "per_host"]
    for name in given:
        _one_of("option", name, known)
    given = {**given}
    for name in LISTS:
        if name in given:
            given[name] = tuple(sorted({*_read_rules(name, given[name], rule_names)}))
    for name, value in given.items():
        _check_kind(name, value)
        if name in CHOICES and value is not None:
            _one_of(name.replace("_", " "), value, get_args(CHOICES[name]))
    if encoding := given.get("encoding"):
        _check_encoding(encoding)
    if given.get("language"):
        given["language"] = _read_language(given["language"])
    if moment := given.get("timestamp"):
        try:
            dt.datetime.fromisoformat(moment)
        except (TypeError, ValueError):
            raise OptionError(f"{moment!r} is no time in ISO 8601") from None
    return Options(**given)


def _read_rules(name: str, given: Any, known: Collection[str]) -> Iterator[str]:
    listed = [None] if isinstance(given, str) or not isinstance(given, Iterable) else [*given]
    for rule in listed:
        if not isinstance(rule, str):
            raise OptionError(f"{name}: write a list of rules")
        _one_of("rule", folded := rule.replace("_", "-"), known)
        yield folded


def _check_kind(name: str, value: Any) -> None:
    """Check that a value is of its option's kind, whichever it is of these."""
    if value is None and name in OPEN:
        return
    wrong = None
    if name in FLAGS and not isinstance(value, bool):
        wrong = "write true or false"
    elif name in CHOICES and not isinstance(value, str):
        wrong = f"write {' or '.join(map(repr, get_args(CHOICES[name])))}"
    elif name in TEXTS and not isinstance(value, str):
        wrong = f"write {TEXTS[name]}"
    elif name == "sites" and isinstance(value, str | Path):
        wrong = f"write cleaner.SiteProfiles({str(value)!r})"
    if wrong:
        raise OptionError(f"{name}: {wrong}")


def _check_encoding(encoding: str) -> None:
    with suppress(LookupError, ValueError):
        "".encode(encoding)
        return
    raise OptionError(f"there is no encoding {encoding!r}")


def _read_language(stated: str) -> str:
    if code := read_code(stated):
        return code
    raise OptionError(f"{stated!r} is no code of a language, such as 'de' or 'pt-BR'")


def _one_of(what: str, given: str, known: Collection[str]) -> None:
    if given in known:
        return
    near = get_close_matches(given, known, n=3) or sorted(known)
    raise OptionError(f"there is no {what} {given!r}; did you mean {' or '.join(near)}?")
