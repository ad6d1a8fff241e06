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

    The persons are those of the first source that names any; a name that only stands alone
    beside the headline (a claim on `posted_by`) counts where no source names an author.
    """
    sites = {_squeezed(name) for name in site_names}
    names = [name for claim in claims for name in _read(claim, sites)]
    authors = [n for n in names if n.claim.field == "author" and not n.is_group]
    posted = [n for n in names if n.claim.field == "posted_by" and not n.is_group]
    chosen = _of_first_source(authors) or _of_first_source(posted)
    others = _of_first_source([n for n in names if n.is_group])
    others = [*([] if chosen and chosen[0] in posted else _of_first_source(posted)), *others]
    persons = tuple(dict.fromkeys(n.name for n in chosen))
    known = {_squeezed(name) for name in persons}
    posted_by = tuple(dict.fromkeys(n.name for n in others if _squeezed(n.name) not in known))
    spoken = [*chosen[:1], *[n for n in others if n.name in posted_by][:1]]
    fields = ("author", "posted_by") if chosen else ("posted_by",)
    proofs = []
    for field, name in zip(fields, spoken, strict=False):
        stated = Claim(field, name.claim.source, name.claim.value, name.claim.start, name.claim.end)
        rivals = [n.claim for n in (authors if field == "author" else ())
                  if _squeezed(n.name) not in known]  # fmt: skip
        proofs.append(evidence(stated, rivals))
    return Authors(persons, posted_by, tuple(proofs))


def _of_first_source(names: Sequence[_Name]) -> list[_Name]:
    return [n for n in names if n.claim.source == names[0].claim.source] if names else []


def _read(claim: Claim, sites: set[str]) -> list[_Name]:
    if len(claim.value) > LONGEST_VALUE or NOBODY.search(claim.value):
        return []
    read = []
    for name in split_names(claim.value):
        if 1 < len(name) <= LONGEST_NAME:
            read.append(_Name(name, _names_group(name, sites), claim))
    return read


def _names_group(name: str, sites: set[str]) -> bool:
    if is_agency(name) or _squeezed(name) in sites:
        return True
    return is_group(name) and not is_person(name)


def _squeezed(name: str) -> str:
    return key(name).replace(" ", "")
