"""What a run writes: never read by it, and never put in the place of what it reads."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cleaner.batch.files import STDIN, expand, is_special, place_of
from cleaner.batch.manifest import NAME
from cleaner.batch.outputs import is_tree, safe_name
from cleaner.errors import InputFormatError, OptionError

#: Options whose file is replaced or cut back, which only a regular one can be.
REPLACED = ("-o", "--failures")


@dataclass(frozen=True)
class OwnFiles:
    """The files of a run: by option those it was told of, and how the others are recognised.

    `output` is where records go, a folder if `is_tree`; a `sharded` one is a number of files.
    `suffix` is what the files of a tree end with.
    """

    named: Mapping[str, str]
    output: str
    suffix: str
    sharded: bool = False

    @cached_property
    def is_tree(self) -> bool:
        """Say whether the output is a folder."""
        return is_tree(self.output)

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(map(place_of, self.named.values()))

    @cached_property
    def _out(self) -> str:
        return place_of(self.output)

    def holds(self, path: str) -> bool:
        """Say whether a file that was found in a folder or by a pattern is the run's own."""
        place = place_of(path)
        if place in self._places:
            return True
        if self.output == STDIN:
            return False
        folder, name = os.path.split(place)
        if self.is_tree:
            return folder == self._out
        own_folder, own = os.path.split(self._out)
        if folder != own_folder:
            return False
        stem, dot, suffixes = own.partition(".")
        shard = f"{re.escape(stem)}-[0-9]{{5,}}{re.escape(dot + suffixes)}"
        return name == NAME or (self.sharded and re.fullmatch(shard, name) is not None)

    def check(self, inputs: Iterable[str]) -> None:
        """Raise `OptionError` where a file would be written over that is read, or written twice,
        or is none that can be replaced."""
        taken: dict[str, str] = {}
        for option, name in self.named.items():
            place = place_of(name)
            if not name:
                raise OptionError(f"{option} is empty; name a file")
            if other := taken.get(place):
                raise OptionError(f"{option} and {other} name one file, {name}")
            if option in REPLACED and is_special(name):
                raise OptionError(f"{option}: {name} is no regular file; > {name} writes to it")
            taken[place] = option
        for name in inputs:
            if name != STDIN:
                self._check_input(name, taken)

    def _check_input(self, name: str, taken: Mapping[str, str]) -> None:
        """Check an input as it is named; what a pattern finds is read but for what is own."""
        if option := taken.get(place_of(name)) or taken.get(os.path.realpath(name)):
            raise OptionError(f"{name} is read, so {option} must be another file or folder")
        if not self.is_tree:
            return
        if os.path.lexists(name):
            made = os.path.join(self._out, safe_name(name) + self.suffix)
            clash = place_of(made) == place_of(name)
        else:
            clash = any(os.path.dirname(place_of(found)) == self._out for found in _found(name))
        if clash:
            raise OptionError(f"{name} is read, so {self.output} must be another folder")


def _found(pattern: str) -> Iterable[str]:
    try:
        yield from expand(pattern)
    except InputFormatError:
        return  # reading will say so
