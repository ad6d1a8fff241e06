"""Option sets on the command line: `profile=recall,ignore=see-also+poll`."""

from __future__ import annotations

from typing import Any, cast

import click

from cleaner.commands.shared import checked
from cleaner.options import LISTS, OptionValues

#: How flags are set, as in settings files.
FLAGS = {"true": True, "false": False}


def read_option_set(words: str, base: OptionValues) -> OptionValues:
    """Give the options of a set, over those of `base`; a wrong one is a usage error."""
    options: dict[str, Any] = {**base}
    for word in words.split(","):
        name, sign, value = word.strip().partition("=")
        if not sign:
            raise click.UsageError(f"options are given as profile=recall, not as {words!r}")
        options[name.replace("-", "_")] = _read(name, value)
    return checked(cast(OptionValues, options))


def _read(name: str, value: str) -> Any:
    if name in LISTS:
        return value.split("+")  # no comma: that parts the options of a set
    return FLAGS.get(value, value)
