"""What made a record: versions, and digests of everything in the package that decides."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

#: The distribution and the libraries whose versions can change a result.
PARTS = (
    "article-cleaner",
    "beautifulsoup4",
    "dateparser",
    "htmldate",
    "justext",
    "numpy",
    "py3langid",
    "rapidfuzz",
    "selectolax",
    "trafilatura",
)


@lru_cache(maxsize=1)
def software() -> tuple[tuple[str, str], ...]:
    """Give name and version of the cleaner and of the libraries that take part."""
    return tuple((name, _version(name)) for name in PARTS)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


@lru_cache(maxsize=1)
def ruleset_digest() -> str:
    """Give the SHA-256 over the rules' code, the phrases and the weights of the models."""
    digest = hashlib.sha256()
    root = files("cleaner")
    for folder in ("rules", "data"):
        for name, content in sorted(_contents(root / folder, folder)):
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return "sha256:" + digest.hexdigest()


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, name)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            found.append((name, entry.read_bytes()))
    return found


def time_stamp() -> str:
    """Give the time for a record: `SOURCE_DATE_EPOCH` where it is set, else now, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
