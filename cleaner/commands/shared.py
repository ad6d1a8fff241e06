"""What the commands have in common: options of a cleaning, and words to the person."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, Unpack, get_args

import click

from cleaner.batch.tasks import Failure
from cleaner.errors import OptionError
from cleaner.explain import printable
from cleaner.options import Effort, OptionValues, Profile
from cleaner.pipeline import Pipeline


def cleaning_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command has that cleans."""
    for option in (
        click.option("--ignore", metavar="RULE", multiple=True, help="Leave this rule out."),
        click.option("--select", metavar="RULE", multiple=True, help="Apply this rule only."),
        click.option("--effort", type=click.Choice(get_args(Effort)), default="default",
                     help="How much time main-content selection may take."),
        click.option("--profile", type=click.Choice(get_args(Profile)), default="balanced",
                     help="Remove more (precision) or keep more (recall)."),
        click.option("--language", metavar="CODE", help="Language of the text; else detected."),
        click.option("--url", help="Where the page came from."),
    ):  # fmt: skip
        command = option(command)
    return command


def read_cleaning_options(**options: Unpack[OptionValues]) -> OptionValues:
    """Give the options as the library takes them; a wrong one is a usage error."""
    options["select"] = _split(options.get("select", ()))
    options["ignore"] = _split(options.get("ignore", ()))
    try:
        Pipeline(**options)
    except OptionError as error:
        raise click.UsageError(error.cause) from None
    return options


def _split(names: Iterable[str]) -> list[str]:
    """Allow `--select a,b` as well as `--select a --select b`."""
    return [name.strip() for given in names for name in given.split(",") if name.strip()]


def describe(failure: Failure) -> str:
    """Say in a line which document failed, where and why."""
    return f"{failure.id}: {failure.step}: {failure.cause} ({failure.kind})"


def say(message: str) -> None:
    """Tell the person at the terminal something; standard output is for results."""
    print(f"cleaner: {printable(message)}", file=sys.stderr)
