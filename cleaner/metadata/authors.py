"""Who wrote: persons, with agencies, desks and outlets kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.agencies import is_agency
from cleaner.metadata.claims import Claim, evidence
from cleaner.model import Evidence
from cleaner.persons import is_group, is_person, split_names
from cleaner.text import key

#: Values that name nobody: addresses, templates, placeholders of site builders.
NOBODY = re.compile(
    r"https?:|www\.|[/{}<>@]|^(?:name|author|user|root|null|none|undefined|default|unknown|n/?a)$",
    re.IGNORECASE,
)
#: Numbers of accounts.
NUMBER = re.compile(r"\d{5}")
#: The source that readers see and that says "by" on a line of its own, and all they see.
LABELLED = frozenset({"byline"})
SHOWN = LABELLED | {"labelled line", "byline element", "rel:author", "name below headline"}
#: Longer values are biographies.
LONGEST_VALUE = 200
LONGEST_NAME = 60


class Authors(NamedTuple):
    """Persons who wrote, and whoever else signed or posted, with the evidence for both."""

    persons: tuple[str, ...] = ()
    posted_by: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class _Name(NamedTuple):
    name: str
    is_group: bool
    claim: Claim


def choose_authors(claims: Sequence[Claim], site_names: Iterable[str]) -> Authors:
    """Choose who wrote and who posted from claims in order of trust.

    The page's data come first, unless the byline that readers see names other persons: then the
    data name whoever put the page up. A name that only stands alone beside the headline counts
    where nothing else names an author.
    """
    sites = {_squeezed(name) for name in site_names}
    names = [name for claim in claims for name in _read(claim, sites)]
    persons = [name for name in names if not name.is_group]
    chosen = _choose_persons([n for n in persons if n.claim.field == "author"])
    alone = _of_first_source([n for n in persons if n.claim.field == "posted_by"])
    groups = _of_first_source([n for n in names if n.is_group])
    if not chosen and not groups:
        chosen, alone = alone, []
    known = _squeezed_names(chosen)
    posted = [n for n in (*alone, *groups) if _squeezed(n.name) not in known]
    rivals = [n.claim for n in persons if n.claim.field == "author"]
    proofs = [_proof("author", n, known, rivals) for n in chosen[:1]]
    proofs += [_proof("posted_by", n, known, ()) for n in posted[:1]]
    return Authors(_unique(chosen), _unique(posted), tuple(proofs))


def _choose_persons(names: Sequence[_Name]) -> list[_Name]:
    shown = _of_first_source([n for n in names if n.claim.source in LABELLED])
    stated = _of_first_source([n for n in names if n.claim.source not in SHOWN])
    if not stated:
        return shown or _of_first_source([n for n in names if n.claim.source in SHOWN])
    if shown and not _squeezed_names(shown) & _squeezed_names(stated):
        return shown
    return stated


def _proof(field: str, name: _Name, known: set[str], rivals: Iterable[Claim]) -> Evidence:
    claim = name.claim
    others = [rival for rival in rivals if _squeezed(rival.value) not in known]
    return evidence(Claim(field, claim.source, claim.value, claim.start, claim.end), others)


def _unique(names: Iterable[_Name]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.name for name in names))


def _squeezed_names(names: Iterable[_Name]) -> set[str]:
    return {_squeezed(name.name) for name in names}


def _of_first_source(names: Sequence[_Name]) -> list[_Name]:
    return [n for n in names if n.claim.source == names[0].claim.source] if names else []


def _read(claim: Claim, sites: set[str]) -> list[_Name]:
    value = claim.value
    if len(value) > LONGEST_VALUE or NOBODY.search(value) or NUMBER.search(value):
        return []
    read = []
    for name in split_names(value):
        if 1 < len(name) <= LONGEST_NAME:
            read.append(_Name(name, _names_group(name, sites), claim))
    return read


def _names_group(name: str, sites: set[str]) -> bool:
    if is_agency(name) or _squeezed(name) in sites:
        return True
    return is_group(name) and not is_person(name)


def _squeezed(name: str) -> str:
    return key(name).replace(" ", "")
