"""Settings files: `cleaner.toml`, or `[tool.cleaner]` of a `pyproject.toml`.

    profile = "recall"
    ignore = ["see-also"]

    [per-host."example.org"]
    ignore = ["contact-line"]

What is set for a host holds for the hosts below it too, and in place of what is set for all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from cleaner.errors import OptionError
from cleaner.options import CHOICES, LISTS, OptionValues
from cleaner.pipeline import Pipeline

NAME = "cleaner.toml"
PROJECT = "pyproject.toml"
FLAGS = ("removed_text", "keep_source_text", "source_positions", "repair")
TEXTS = (*CHOICES, "encoding", "language")
HOSTS = "per-host"


def find_settings(folder: Path) -> Path | None:
    """Find the nearest settings file in a folder or above it."""
    for above in (folder, *folder.parents):
        if (own := above / NAME).is_file():
            return own
        project = above / PROJECT
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(project: Path) -> bool:
    try:
        return "cleaner" in tomllib.loads(project.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False  # somebody else's file


def read_settings(path: Path) -> OptionValues:
    """Read a settings file; raises `OptionError` naming the file and the key that is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(f"{path}: {error}") from None
    if path.name == PROJECT:
        table = table.get("tool", {}).get("cleaner", {})
    hosts = table.pop(HOSTS, {})
    if not isinstance(hosts, dict) or not all(isinstance(own, dict) for own in hosts.values()):
        raise OptionError(f"{path}: {HOSTS}: write a table for each host")
    settings = _read_table(path, "", table)
    if hosts:
        settings["per_host"] = {
            host: _read_table(path, f'{HOSTS}."{host}".', own) for host, own in hosts.items()
        }
    return settings


def _read_table(path: Path, where: str, table: Mapping[str, Any]) -> OptionValues:
    read: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if wrong := _wrong(name, value):
            raise OptionError(f"{path}: {where}{key}: {wrong}")
        try:
            Pipeline(**{name: value})
        except OptionError as error:
            raise OptionError(f"{path}: {where}{key}: {error.cause}") from None
        read[name] = value
    return cast(OptionValues, read)


def _wrong(name: str, value: Any) -> str | None:
    """Say what is wrong with the kind of a value, if anything."""
    if name in LISTS:
        listed = isinstance(value, list) and all(isinstance(rule, str) for rule in value)
        return None if listed else "write a list of rules"
    if name in FLAGS:
        return None if isinstance(value, bool) else "write true or false"
    if name in TEXTS:
        choices = get_args(CHOICES[name]) if name in CHOICES else ("a code",)
        return None if isinstance(value, str) else f"write {' or '.join(map(repr, choices))}"
    return f"there is no such setting; there are {', '.join(sorted(_known()))}"


def _known() -> list[str]:
    return [name.replace("_", "-") for name in (*LISTS, *FLAGS, *TEXTS, HOSTS)]
