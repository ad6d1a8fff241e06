"""Names of persons: read out of bylines, and told from desks, outlets and agencies.

The words that decide are data: `data/persons.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

#: No byline names a person with more words, particles and initials counted.
MOST_WORDS = 6
FEWEST_NAME_WORDS = 2
#: What stands after "by" on a header line and is no full name is a pen name in up to three words.
MOST_HANDLE_WORDS = 3
#: ... or with more characters.
LONGEST_NAME = 45
#: Names written without spaces (in Han characters or hangul) have two to four of them; "々" repeats
#: the one before.
UNSPACED_NAME = re.compile(r"[\u3400-\u9fff][\u3005\u3400-\u9fff]{1,3}|[\uac00-\ud7a3]{2,4}")
#: What parts one name from the next, in text with single spaces. Single-letter words only between
#: spaces.
SEPARATORS = re.compile(
    r"\s?[;|/·•、&＆]\s?|\s?,\s?(?:(?:and|und|et|y)\s)?"
    r"|\s(?:and|und|et|y|e|en|i|и|ve|dan|و|और|och|og|та|й|și|şi|και|és|và|with|mit|avec|con)\s",
    re.IGNORECASE,
)
#: Where the names of a byline end and dates, places, rubrics and buttons begin.
TAIL = re.compile(
    r"(?:[|·•●⋅–—()<>@]|(?<=[a-z]{2})\.\s|\s-\s|\d|\s(?:on|in|for|from|at|am|vom|le|el|il|em|op|updated|published)\s)",
    re.IGNORECASE,
)
INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\.?")
WORD = re.compile(r"[^\W\d_][^\s\d_,;:|/()!?&+*\"“”]*")
#: A host name standing as a name ("example.com").
HOST = re.compile(r"[^\W\d_]{2}\.[a-z]{2,}\b")
BRACKETED = re.compile(r"[(\[][^()\[\]]*(?:[)\]]|$)")
ADDRESS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+|@\w+")


class Signed(NamedTuple):
    """Who signed: persons, and groups (desks, outlets, firms) apart."""

    persons: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """Give the metadata of a byline: field and value."""
        authors = tuple(("author", name) for name in self.persons)
        return (*authors, *(("posted_by", name) for name in self.groups))


class _Words(NamedTuple):
    labels: frozenset[str]
    particles: frozenset[str]
    honorifics: frozenset[str]
    credentials: frozenset[str]
    roles: frozenset[str]
    desks: frozenset[str]
    outlets: frozenset[str]
    organisations: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    source = files("cleaner") / "data" / "persons.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(words) for name, words in tables.items()})


def read_signed(text: str) -> Signed:
    """Split a list of names into persons and groups; roles and letters after names are left out."""
    persons: list[str] = []
    groups: list[str] = []
    for part in SEPARATORS.split(" ".join(ADDRESS.sub(" ", text).split())):
        name = _bare(part)
        if not name or is_credential(name):
            continue
        if is_person(name):
            persons.append(name)
        elif is_group(name) and not is_role(name):
            groups.append(name)
    return Signed(tuple(dict.fromkeys(persons)), tuple(dict.fromkeys(groups)))


def split_names(text: str) -> list[str]:
    """Split a value that is known to name authors, whatever the names look like.

    A comma or "and" parts two names only where both sides are full names or what follows is
    letters or a role: "Roe, Jane" and "Smith and Sons" stay whole.
    """
    words = BRACKETED.sub(" ", ADDRESS.sub(" ", text)).split()
    while len(words) > 1 and words[0].casefold() in _words().labels:
        words = words[1:]
    parts = [part for part in SEPARATORS.split(" ".join(words)) if part.strip()]
    names = [_bare(part) for part in parts]
    if len(names) <= 1:
        return [name for name in names if name]
    full = [name for name in names if is_person(name) and not is_credential(name)]
    if full and is_person(names[0]):
        return list(dict.fromkeys(full))
    if len(full) == len(names) - 1 and is_group(names[0]) and f"{names[0]}," in text:
        return [names[0], *dict.fromkeys(full)]
    if (
        len(names) == 2
        and len(names[0].split()) == 1
        and len(names[1].split()) <= 2
        and "," in text
    ):
        if is_role(names[1]):
            return [" ".join(words)]
        ends_in_initial = len(names[1].split()[-1]) == 1 and text.rstrip().endswith(".")
        return [f"{names[1]}{'.' if ends_in_initial else ''} {names[0]}"]
    return [" ".join(words).strip(" ,;|")]


def read_byline(text: str) -> Signed:
    """Read the names at the head of a byline (its label off) up to a date, place or rubric."""
    head = TAIL.split(ADDRESS.sub(" ", text).lstrip(" :"), maxsplit=1)[0]
    signed = read_signed(head)
    if signed.persons or signed.groups:
        return signed
    return Signed(groups=(head.strip(),)) if is_handle(head.strip()) else Signed()


def is_handle(text: str) -> bool:
    """Say whether a text can be a one-word or made-up name beside "by" ("ibby", "Clemson News")."""
    words = text.split()
    if not 1 <= len(words) <= MOST_HANDLE_WORDS or len(text) > LONGEST_NAME:
        return False
    return not any(w.casefold() in _words().never or w[0].isdigit() for w in words)


def _bare(part: str) -> str:
    """Take honorifics, letters after the name and edge punctuation off a name."""
    words = part.strip(' \t.:,()[]"“”*-–—').split()
    while words and words[0].casefold() in _words().honorifics:
        words = words[1:]
    while len(words) > 1 and is_credential(words[-1]):
        words = words[:-1]
    if len(words) > 2 and words[: len(words) // 2] == words[(len(words) + 1) // 2 :]:
        words = words[: len(words) // 2]
    role = next((at for at, word in enumerate(words) if is_role(word)), len(words))
    if role >= FEWEST_NAME_WORDS or (role == 1 and UNSPACED_NAME.fullmatch(words[0])):
        words = words[:role]
    return " ".join(words)


def is_person(text: str) -> bool:
    """Say whether a text is written as a person's full name and as nothing else we know."""
    if len(text) > LONGEST_NAME:
        return False
    if UNSPACED_NAME.fullmatch(text):
        return not is_group(text)
    words = text.split()
    if not 2 <= len(words) <= MOST_WORDS or is_group(text) or is_role(text):
        return False
    known = _words()
    named = [word for word in words if word.casefold() not in known.particles]
    if len([word for word in named if not INITIAL.fullmatch(word)]) < 1 or len(named) < 2:
        return False
    return all(
        WORD.fullmatch(word) and _is_capital(word) and word.casefold() not in known.never
        for word in named
    )


def _is_capital(word: str) -> bool:
    first = word[0]
    return first.isupper() or (first.isalpha() and not first.islower())


def is_group(text: str) -> bool:
    """Say whether a name is that of a desk, an outlet, a firm or an office."""
    known = _words()
    words = [word.strip(".,'’").casefold() for word in text.split()]
    named = known.desks | known.outlets | known.organisations
    return not named.isdisjoint(words) or HOST.search(text) is not None


def is_outlet(text: str) -> bool:
    """Say whether a name ends as names of news outlets do ("The Example Courier")."""
    words = text.split()
    return bool(words) and words[-1].strip(".,'’").casefold() in _words().outlets


def names_only_persons(text: str) -> bool:
    """Say whether a text is full names of persons, their roles and letters, and nothing else."""
    parts = [part for part in SEPARATORS.split(" ".join(text.split())) if part.strip()]
    bare = [_bare(part) for part in parts]
    return any(map(is_person, bare)) and all(
        is_person(name) or is_role(name) or is_credential(name) for name in bare if name
    )


def is_role(text: str) -> bool:
    """Say whether a text names a trade ("Senior Reporter"), not a person."""
    return any(word.strip(".,").casefold() in _words().roles for word in text.split())


def is_credential(text: str) -> bool:
    """Say whether a text is letters or a rank after a name ("PhD", "MS, RD", "Jr.")."""
    return all(_is_letters(word) for word in re.split(r"[\s,]+", text.strip(" ,")))


def _is_letters(word: str) -> bool:
    bare = word.strip("®™*").rstrip(".")
    if bare.replace(".", "").casefold() not in _words().credentials:
        return False
    return "." in word or sum(map(str.isupper, word)) > 1 or bare.casefold() in ("jr", "sr", "esq")
