"""What a run writes: never read by it, and never put in the place of what it reads."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleaner.batch.files import STDIN, expand
from cleaner.batch.manifest import NAME
from cleaner.batch.outputs import is_tree, safe_name
from cleaner.errors import InputFormatError, OptionError

#: Options whose file is replaced or cut back, which only a regular one can be.
REPLACED = ("-o", "--failures")


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files of a run: by option those it was told of, and how the others are recognised.

    `output` is where records go, a folder if `is_tree`; a `sharded` one is a number of files.
    `suffix` is what the files of a tree end with.
    """

    named: Mapping[str, str]
    output: str
    suffix: str
    sharded: bool = False

    @property
    def is_tree(self) -> bool:
        """Say whether the output is a folder."""
        return is_tree(self.output)

    def holds(self, path: str) -> bool:
        """Say whether a file that was found in a folder or by a pattern is the run's own."""
        place = _real(path)
        if any(place == _real(name) for name in self.named.values()):
            return True
        if self.output == STDIN:
            return False
        own = Path(_real(self.output))
        if self.is_tree:
            return Path(place).parent == own
        if Path(place).parent != own.parent:
            return False
        stem, dot, suffixes = own.name.partition(".")
        shard = f"{re.escape(stem)}-[0-9]{{5,}}{re.escape(dot + suffixes)}"
        name = Path(place).name
        return name == NAME or (self.sharded and re.fullmatch(shard, name) is not None)

    def check(self, inputs: Iterable[str]) -> None:
        """Raise `OptionError` where a file would be written over that is read, or written twice,
        or is none that can be replaced."""
        taken: dict[str, str] = {}
        for option, name in self.named.items():
            place = _real(name)
            if not name:
                raise OptionError(f"{option} is empty; name a file")
            if other := taken.get(place):
                raise OptionError(f"{option} and {other} name one file, {name}")
            if option in REPLACED and os.path.exists(name) and not _may_be_replaced(name):
                raise OptionError(f"{option}: {name} is no regular file; > {name} writes to it")
            taken[place] = option
        for name in inputs:
            if name != STDIN:
                self._check_input(name, taken)

    def _check_input(self, name: str, taken: Mapping[str, str]) -> None:
        """Check an input as it is named; what a pattern finds is read but for what is own."""
        if option := taken.get(_real(name)) or taken.get(os.path.realpath(name)):
            raise OptionError(f"{name} is read, so {option} must be another file or folder")
        if not self.is_tree:
            return
        own = _real(self.output)
        if os.path.lexists(name):
            clash = _real(os.path.join(own, safe_name(name) + self.suffix)) == _real(name)
        else:
            clash = any(os.path.dirname(_real(found)) == own for found in _found(name))
        if clash:
            raise OptionError(f"{name} is read, so {self.output} must be another folder")


def _may_be_replaced(name: str) -> bool:
    return os.path.isfile(name) or os.path.isdir(name)


def _found(pattern: str) -> Iterable[str]:
    try:
        yield from expand(pattern)
    except InputFormatError:
        return  # reading will say so


def _real(path: str) -> str:
    """Give a file's own name: its folder without links, whatever the file itself is."""
    folder, name = os.path.split(path.rstrip("/") or path)
    if name in ("", ".", ".."):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), name)
