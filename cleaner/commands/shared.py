"""What the commands have in common: options of a cleaning, and words to the person."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, Unpack, cast, get_args

import click
from click.core import ParameterSource

from cleaner.batch.tasks import Failure
from cleaner.commands.settings import find_settings, read_settings
from cleaner.errors import OptionError, ProfileError
from cleaner.explain import printable
from cleaner.options import Effort, Options, OptionValues, Profile
from cleaner.pipeline import Pipeline
from cleaner.sites import SiteProfiles

INPUT = click.Path(exists=True, allow_dash=True)
SEVERAL: tuple[Literal["select", "ignore", "protect"], ...] = ("select", "ignore", "protect")


class InputName(click.ParamType[str]):
    """A path, a pattern of paths, or - for standard input."""

    name = "path"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Check that there is such an input, unless it is a pattern."""
        if any(sign in value for sign in "*?["):
            return str(value)
        return str(INPUT.convert(value, param, ctx))


def cleaning_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command has that cleans."""
    for option in (
        click.option("--repair", is_flag=True, help="Mend mojibake, left entities, odd blanks, and "
                     "words parted at a line's end."),
        click.option("--isolated", is_flag=True, help="Read no settings file."),
        click.option("--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
                     help="Settings file; else cleaner.toml or [tool.cleaner] of pyproject.toml, "
                     "from here upwards."),
        click.option("--protect", metavar="RULE", multiple=True, help="Keep what it speaks of."),
        click.option("--ignore", metavar="RULE", multiple=True, help="Leave this rule out."),
        click.option("--select", metavar="RULE", multiple=True, help="Apply this rule only."),
        click.option("--effort", type=click.Choice(get_args(Effort)), default="default",
                     help="How much time main-content selection may take."),
        click.option("--profile", metavar="NAME|FILE", multiple=True, callback=_read_profiles,
                     help="Remove more (precision) or keep more (recall) than balanced; or site "
                     "profiles that `cleaner learn` wrote. May be given twice."),
        click.option("--language", metavar="CODE", help="Language of the text; else detected."),
        click.option("--url", help="Where the page came from."),
    ):  # fmt: skip
        command = option(command)
    return command


def _read_profiles(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> str:
    """Part the name of a profile from a file of site profiles, which becomes the option `sites`."""
    names = [value for value in given if value in get_args(Profile)]
    files = [value for value in given if value not in names]
    if len(names) > 1 or len(files) > 1:
        raise click.BadParameter("give one name and one file at most", context, option)
    if files and not Path(files[0]).is_file():
        known = ", ".join(get_args(Profile))
        raise click.BadParameter(f"{files[0]!r} is none of {known}, and no file", context, option)
    if files:
        try:
            context.params["sites"] = SiteProfiles(files[0])
        except ProfileError as error:
            raise click.BadParameter(str(error), context, option) from None
    if not names:
        context.set_parameter_source("profile", ParameterSource.DEFAULT)
    return names[0] if names else Options().profile


def read_cleaning_options(
    *, config: str | None = None, isolated: bool = False, **options: Unpack[OptionValues]
) -> OptionValues:
    """Give the options of the command line, and of the settings file where it says nothing."""
    try:
        path = Path(config) if config else None if isolated else find_settings(Path.cwd())
        settings = read_settings(path) if path else OptionValues()
    except OptionError as error:
        raise click.UsageError(error.cause) from None
    return checked({**options, **_unsaid(options, settings)})


def checked(options: OptionValues) -> OptionValues:
    """Give the options as the library takes them; a wrong one is a usage error."""
    for name in SEVERAL:
        options[name] = _split(options.get(name, ()))
    try:
        Pipeline(**options)
    except OptionError as error:
        raise click.UsageError(error.cause) from None
    return options


def _unsaid(options: OptionValues, settings: OptionValues) -> OptionValues:
    """Give the settings that the command line says nothing of."""
    context = click.get_current_context(silent=True)
    unsaid = (ParameterSource.DEFAULT, None)
    return cast(
        OptionValues,
        {
            name: value
            for name, value in settings.items()
            if name not in options
            or (context is not None and context.get_parameter_source(name) in unsaid)
        },
    )


def _split(names: Iterable[str]) -> list[str]:
    """Allow `--select a,b` as well as `--select a --select b`."""
    return [name.strip() for given in names for name in given.split(",") if name.strip()]


def describe(failure: Failure) -> str:
    """Say in a line which document failed, where and why."""
    place = f"{failure.source}:{failure.part}" if failure.part else failure.source
    where = f" ({place})" if str(failure.id) not in (place, failure.source) and place else ""
    return f"{failure.id}{where}: {failure.step}: {failure.cause} ({failure.kind})"


def say(message: str) -> None:
    """Tell the person at the terminal something; standard output is for results."""
    line = printable(message).replace("\n", "\\n")  # names of files may hold line breaks
    print(f"cleaner: {line}", file=sys.stderr)
