"""Every regular expression of the package, and how each is used."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import cleaner

ROOT = Path(cleaner.__file__).parent
#: Ways to use a pattern that look at one place only.
ANCHORED = frozenset({"match", "fullmatch"})


class Used(NamedTuple):
    """A pattern, its place in the source, and the strictest way that covers all its uses."""

    place: str
    pattern: str | bytes
    flags: int
    ways: frozenset[str]


def collect(exercise: Callable[[], None]) -> tuple[list[Used], list[str]]:
    """Load every module anew and run `exercise`: all patterns that were compiled on the way.

    Beside them, what could not be loaded for want of a library; in CI all are there.
    """
    absent: list[str] = []
    seen: dict[tuple[str, str | bytes, int], set[str]] = {}
    original = re._compile

    def record(pattern: Any, flags: int) -> Any:
        caller = sys._getframe(2)
        path = Path(caller.f_code.co_filename)
        if path.is_relative_to(ROOT) and isinstance(pattern, str | bytes):
            way = sys._getframe(1).f_code.co_name
            place = f"{path.relative_to(ROOT)}:{caller.f_lineno}"
            seen.setdefault((place, pattern, int(flags)), set()).add(way)
        return original(pattern, flags)

    before = {name: module for name, module in sys.modules.items() if _is_ours(name)}
    re._compile = record
    try:
        for name in before:
            del sys.modules[name]
        for module in pkgutil.walk_packages(cleaner.__path__, "cleaner."):
            if not module.name.endswith("__main__"):
                absent += _load(module.name)
        exercise()
    finally:
        re._compile = original
        for name in [name for name in sys.modules if _is_ours(name)]:
            del sys.modules[name]
        sys.modules.update(before)
    uses, names = _uses(), _names()
    found = []
    for (place, pattern, flags), called in seen.items():
        ways = called - {"compile"}
        if "compile" in called:
            ways |= uses.get(names.get(place, ""), set())
        found.append(Used(place, pattern, flags, frozenset(ways or {"finditer"})))
    found += [used for used in _written_out() if used[:2] not in {f[:2] for f in found}]
    return found, absent


def _load(name: str) -> list[str]:
    """Load a module; say what is missing where that is a library and not one of ours."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if _is_ours(error.name or "") or os.environ.get("CI") == "true":
            raise
        return [f"{name}: {error}"]
    return []


def _written_out() -> Iterator[Used]:
    """Give the patterns that stand in a call (`re.split("...", text)`), used so far or not."""
    for path, tree in _trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and node.func.attr not in ("compile", "escape")
            ):
                named = "|".join(n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute))
                flags = re.IGNORECASE if {"I", "IGNORECASE"} & {*named.split("|")} else 0
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield Used(place, node.args[0].value, int(flags), frozenset({node.func.attr}))


def _is_ours(name: str) -> bool:
    return name == "cleaner" or name.startswith("cleaner.")


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _names() -> dict[str, str]:
    """Give the name that a pattern is bound to, by the place of its compilation."""
    found = {}
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    found[f"{path.relative_to(ROOT)}:{line}"] = node.targets[0].id
    return found


def _uses() -> dict[str, set[str]]:
    """Give what is called on each name; a name that is handed on may be searched for."""
    found: dict[str, set[str]] = {}
    for _, tree in _trees():
        known = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                base = node.value
                if isinstance(base, ast.Name | ast.Attribute):
                    name = base.id if isinstance(base, ast.Name) else base.attr
                    known.add(id(base))
                    found.setdefault(name, set()).add(node.attr)
        for node in ast.walk(tree):
            handed_on = isinstance(node, ast.Name) and id(node) not in known
            if handed_on and isinstance(node.ctx, ast.Load):
                found.setdefault(node.id, set()).add("finditer")
    return found
