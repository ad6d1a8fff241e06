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
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from cleaner.errors import OptionError
from cleaner.options import CHOICES, FLAGS, LISTS, TEXTS, OptionValues
from cleaner.pipeline import Pipeline

NAME = "cleaner.toml"
PROJECT = "pyproject.toml"
KNOWN = (*LISTS, *FLAGS, *CHOICES, *TEXTS)
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
        tools = _load(project).get("tool")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False  # somebody else's file
    return isinstance(tools, dict) and "cleaner" in tools


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors may put a mark first


def read_settings(path: Path) -> OptionValues:
    """Read a settings file; raises `OptionError` naming the file and the key that is wrong."""
    try:
        table = _load(path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(f"{path}: {error}") from None
    if path.name == PROJECT:
        table = table.get("tool", {})
        table = table.get("cleaner", {}) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            raise OptionError(f"{path}: tool.cleaner: write a table")
    hosts = table.pop(HOSTS, {})
    if not isinstance(hosts, dict) or not all(isinstance(own, dict) for own in hosts.values()):
        raise OptionError(f"{path}: {HOSTS}: write a table for each host")
    settings = _read_table(path, "", table)
    if hosts:
        settings["per_host"] = {
            host: _read_table(path, f'{HOSTS}."{host}".', own) for host, own in hosts.items()
        }
        try:
            Pipeline(per_host={host: {} for host in hosts})
        except OptionError as error:
            raise OptionError(f"{path}: {HOSTS}: {error.cause}") from None
    return settings


def _read_table(path: Path, where: str, table: Mapping[str, Any]) -> OptionValues:
    read: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in KNOWN:
            raise OptionError(f"{path}: {where}{key}: there is no such setting; {_near(key)}")
        try:
            Pipeline(**{name: value})
        except OptionError as error:
            told = error.cause.removeprefix(f"{name}: ")
            raise OptionError(f"{path}: {where}{key}: {told}") from None
        read[name] = value
    return cast(OptionValues, read)


def _near(key: str) -> str:
    """Say which settings there are, or those that are written like a wrong one."""
    known = sorted(name.replace("_", "-") for name in (*KNOWN, HOSTS))
    near = get_close_matches(key.replace("_", "-"), known)
    return f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
