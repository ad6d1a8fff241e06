"""`cleaner clean` and `cleaner retry`: documents in, clean text out, failures accounted for."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, get_args

import click

from cleaner.batch.clean import Item
from cleaner.batch.failures import only, read_failures
from cleaner.batch.manifest import write_manifest
from cleaner.batch.outputs import format_of, is_tree
from cleaner.batch.own import OwnFiles
from cleaner.batch.run import Run, Settings
from cleaner.batch.sources import (
    STDIN,
    Fields,
    holds_many,
    input_files,
    read_inputs,
)
from cleaner.batch.stop import Stop, Stopped
from cleaner.batch.stories import read_stories, story_notes, with_notes
from cleaner.commands.batch_options import MEGABYTE, batch_options
from cleaner.commands.learn import learn
from cleaner.commands.shared import InputName, cleaning_options, read_cleaning_options
from cleaner.commands.shown import Shown
from cleaner.errors import CleanerError, OptionError, OutputError, ResumeError
from cleaner.explain import printable
from cleaner.lineage import time_stamp
from cleaner.model import StoryNote
from cleaner.options import OptionValues
from cleaner.sites import SiteProfiles
from cleaner.stories import Keeping

#: Exit status where documents failed, and where the run ended before its end.
FAILED, UNFINISHED = 1, 3
#: Words of the command that don't concern the cleaning itself.
UNCLEANING = ("quiet", "log_format", "input_format", "manifest", "resume", "statistics")


@click.command(name="clean", short_help="Clean documents; records, text or Markdown out.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=InputName())
@click.option("--learn", "learning", is_flag=True,
              help="Read everything twice, first to learn what sites repeat.")  # fmt: skip
@click.option("--dedupe-documents", "keeping", type=click.Choice(get_args(Keeping)),
              help="Read everything twice, first to find what documents share: annotate the "
              "records, or empty near-copies but for the best or the first.")  # fmt: skip
@batch_options
@cleaning_options
@click.pass_context
def clean_command(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    url: str | None,
    learning: bool,
    keeping: Keeping | None,
    **given: Any,
) -> None:
    """Clean documents: HTML, text, JSONL, CSV, Parquet or WARC in; records, text or more out.

    INPUT is a file, a directory, a pattern or - for standard input; .gz and .zst are read as
    they are. Lines of JSONL are {"id", "url", "html"} or {"id", "url", "text"} and come out in
    the same order under the same ids. Failed documents are named on standard error and the rest
    goes on. An interrupted run goes on with --resume.

    \b
    Examples:
      cleaner clean page.html --format txt
      cleaner clean pages/ --jobs 4 -o records.jsonl
      cleaner clean crawl.warc.gz -o records.parquet --failures failed.jsonl
      cleaner clean crawl.jsonl --learn --dedupe-documents keep-best -o out.jsonl
      zcat crawl.jsonl.gz | cleaner clean - > records.jsonl
    """
    if url and (len(inputs) > 1 or Path(inputs[0]).is_dir()):
        raise click.UsageError("--url names the page of one INPUT; put urls into JSONL for more")
    if (learning or keeping) and STDIN in inputs:
        raise click.UsageError("everything is read twice here; save standard input to a file")
    _check_own(inputs, given)
    with TemporaryDirectory(prefix="cleaner-") as folder:
        if learning:
            given["sites"] = _learn(inputs, url, given, Path(folder) / "sites.db")
        noted = _note(inputs, url, dict(given), keeping) if keeping else {}
        items = _items(inputs, url, given)
        status = _run(inputs, with_notes(items, noted), {**given, "keeping": keeping})
    context.exit(status)


def _note(
    inputs: tuple[str, ...], url: str | None, given: dict[str, Any], keeping: Keeping
) -> dict[int, StoryNote]:
    """Find what the inputs share, by the number of each in the run."""
    items = _items(inputs, url, given)
    for name in UNCLEANING:
        given.pop(name)
    limits = _settings(inputs, given)
    results = read_stories(
        items,
        limits.options,
        jobs=limits.jobs,
        timeout=limits.timeout,
        memory=limits.memory,
        max_bytes=limits.max_bytes,
    )
    return story_notes(results, keeping)


def _learn(
    inputs: tuple[str, ...], url: str | None, given: dict[str, Any], path: Path
) -> SiteProfiles:
    """Learn from the inputs what sites repeat, on top of the profiles that are given."""
    if known := given.get("sites"):
        copyfile(known.path, path)
    names = ("jobs", "timeout", "max_bytes", "quiet")
    chosen = {name: given[name] for name in names} | {"memory": given["memory"] * MEGABYTE}
    learn(_items(inputs, url, dict(given)), path, inputs, **chosen)
    return SiteProfiles(path)


@click.command(name="retry", short_help="Clean again what failed before.")
@click.argument("failures_file", metavar="FAILURES", type=click.Path(exists=True, dir_okay=False))
@batch_options
@cleaning_options
@click.pass_context
def retry_command(
    context: click.Context, /, *, failures_file: str, url: str | None, **given: Any
) -> None:
    """Clean again the documents that FAILURES names, with other options, say.

    FAILURES is what `cleaner clean --failures` wrote; the inputs it names are read again.

    \b
    Example:
      cleaner retry failed.jsonl --timeout 120 -o more.jsonl
    """
    try:
        failed = read_failures(Path(failures_file))
    except CleanerError as error:
        raise click.UsageError(str(error)) from None
    if STDIN in failed:
        raise click.UsageError("documents that came from standard input can't be read again")
    inputs = tuple(failed)
    _check_own((failures_file, *inputs), given)
    context.exit(_run(inputs, only(_items(inputs, url, given), failed), given))


def _items(inputs: tuple[str, ...], url: str | None, given: dict[str, Any]) -> Iterable[Item]:
    fields = Fields(*(given.pop(f"{name}_field") for name in ("id", "url", "html", "text")))
    most, kind, site = given["max_bytes"], given["input_format"], given.pop("site")
    return read_inputs(
        inputs,
        input_format=kind,
        url=url,
        site=site,
        fields=fields,
        max_bytes=most,
        is_own=_own_files(given).holds,
    )


def _own_files(given: Mapping[str, Any]) -> OwnFiles:
    """Give the files that the command's words have the run write."""
    options = {"-o": "output", "--failures": "failures", "--statistics": "statistics"}
    named = {option: given[name] for option, name in options.items() if given[name] is not None}
    output = named["-o"]
    if output == STDIN:
        del named["-o"]
    suffix = f".{format_of(output, given['output_format'])}"
    return OwnFiles(named, output, suffix, sharded=given["shard_size"] is not None)


def _check_own(inputs: Iterable[str], given: Mapping[str, Any]) -> None:
    """See that the run writes over nothing that it reads; else the command was wrong."""
    try:
        _own_files(given).check(inputs)
    except OptionError as error:
        raise click.UsageError(error.cause) from None


def _run(inputs: tuple[str, ...], items: Iterable[Item], given: dict[str, Any]) -> int:
    """Do the run that the command's words ask for; give its exit status."""
    shown = Shown(quiet=given.pop("quiet"), as_json=given.pop("log_format") == "json")
    kind, manifest = given.pop("input_format"), given.pop("manifest")
    own = _own_files(given)
    resume, statistics = given.pop("resume"), given.pop("statistics")
    settings = _settings(inputs, given)
    begun, stop = time_stamp(), Stop()
    terminal = settings.output == "-" and sys.stdout.isatty()
    try:
        run = Run(items, settings, resume=resume, stop=stop, shown=printable if terminal else str)
    except (OutputError, ResumeError) as error:
        raise _explained(error) from None
    try:
        with stop.listening():
            for result in shown.follow(run.results(), run.totals, inputs):
                shown.result(result)
        if statistics:
            told = json.dumps(run.totals.to_dict(), indent=2)
            Path(statistics).write_text(told + "\n", encoding="utf-8")
    except (OutputError, ResumeError) as error:
        raise _explained(error, _how_on(settings)) from None
    except Stopped as stopped:
        raise Stopped(stopped.number, f"stopped at once{_how_on(settings)}") from None
    if run.outcome == "stopped":
        shown.summary(run.totals)
        count = f"stopped after {run.totals.documents} documents"
        raise Stopped(stop.number or 0, count + _how_on(settings))
    wanted = _is_batch(inputs) if manifest is None else manifest
    if wanted and run.outcome == "finished" and settings.output != "-":
        files = input_files(inputs, input_format=kind, is_own=own.holds)
        _write_manifest(files, settings, begun)
    return _status(run, shown)


def _status(run: Run, shown: Shown) -> int:
    """Say how the run ended; give the exit status."""
    if run.outcome == "done before":
        shown.tell("done before", f"{run.settings.output} is finished; there is nothing to do")
    elif run.totals.documents != 1 or run.totals.failed or run.totals.skipped:
        shown.summary(run.totals)
    if run.outcome == "hopeless":
        ratio = f"{run.totals.error_ratio:.0%} of the documents failed"
        shown.tell("hopeless", f"stopped: {ratio}{_how_on(run.settings)}")
        return UNFINISHED
    return FAILED if run.totals.failed else 0


def _settings(inputs: tuple[str, ...], given: dict[str, Any]) -> Settings:
    """Part the options of the run from those of the cleaning."""
    output = given.pop("output")
    names = ("failures", "jobs", "timeout", "max_bytes", "shard_size", "max_error_ratio")
    own = {name: given.pop(name) for name in names} | {"keeping": given.pop("keeping", None)}
    own["memory"], own["ordered"] = given.pop("memory") * MEGABYTE, not given.pop("unordered")
    form = format_of(output, given.pop("output_format"))
    if form == "parquet" and (output == "-" or is_tree(output)):
        raise click.UsageError("Parquet needs a file; name one by -o")
    options = read_cleaning_options(**given)
    return Settings(output=output, output_format=form, options=options, inputs=inputs, **own)


def _explained(error: CleanerError, on: str = "") -> click.ClickException:
    """Say what is wrong with the output and, where it is begun, how the run can go on."""
    where = printable(f"{error.source}: " if error.source else "")
    on = on if isinstance(error, OutputError) else ""
    return click.ClickException(f"{where}{printable(error.cause)}{on}")


def _how_on(settings: Settings) -> str:
    if settings.output == "-":
        return ""
    return f"; {settings.output} is not finished: the same command with --resume goes on"


def _is_batch(inputs: tuple[str, ...]) -> bool:
    """Say whether the inputs are more than one page or text."""
    [first, *more] = inputs
    return bool(more) or (first != STDIN and not Path(first).is_file()) or holds_many(first)


def _write_manifest(files: Iterable[Path], settings: Settings, begun: str) -> None:
    output = Path(settings.output)
    made = [output] if output.is_file() else sorted(
        path for path in (output.iterdir() if output.is_dir() else
                          output.parent.glob(f"{output.name.partition('.')[0]}-[0-9]*"))
        if path.is_file() and not path.name.startswith(".")
    )  # fmt: skip
    if not made:
        return
    options: OptionValues = settings.options
    try:
        write_manifest(files, made, options, started=begun, ended=time_stamp())
    except (CleanerError, OSError, ValueError) as error:
        raise click.ClickException(f"no manifest was written: {error}") from None
