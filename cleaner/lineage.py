"""What made a record: versions, and digests of everything in the package that decides."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from cleaner.text import sha256

#: The distribution and the libraries that take part in every cleaning.
PARTS = (
    "article-cleaner",
    "ahocorasick_rs",
    "beautifulsoup4",
    "numpy",
    "py3langid",
    "rapidfuzz",
    "selectolax",
)
#: Those that are asked too where the effort is the best.
ASKED = ("justext", "trafilatura")
#: Folders of the package whose files decide what is removed; the rest goes by the version.
FOLDERS = ("rules", "data")


@lru_cache
def software(effort: str = "default") -> tuple[tuple[str, str], ...]:
    """Give name and version of the cleaner and of the libraries that take part."""
    parts = (*PARTS, *ASKED) if effort == "best" else PARTS
    return tuple((name, _version(name)) for name in parts)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


@lru_cache(maxsize=1)
def ruleset_digest() -> str:
    """Give the SHA-256 over the rules' code, the phrases and the other word lists."""
    return _digest(name for name in _decisive() if name.endswith((".py", ".toml")))


@lru_cache(maxsize=1)
def model_digest() -> str:
    """Give the SHA-256 over the weights of the models."""
    return _digest(name for name in _decisive() if not name.endswith((".py", ".toml")))


@lru_cache(maxsize=1)
def _decisive() -> dict[str, str]:
    """Give the digests of the files that decide a result, by name, sorted."""
    root = files("cleaner")
    found = [entry for folder in FOLDERS for entry in _contents(root / folder, folder)]
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(found)}


def _digest(names: Iterable[str]) -> str:
    digests = _decisive()
    return sha256("".join(f"{name} {digests[name]}\n" for name in names))


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, name)
        elif entry.is_file() and not entry.name.endswith((".pyc", ".schema.json")):
            found.append((name, entry.read_bytes()))
    return found


def time_stamp() -> str:
    """Give the time for a record: `SOURCE_DATE_EPOCH` where it is set, else now, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
