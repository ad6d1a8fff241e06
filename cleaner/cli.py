"""The command `cleaner`: a thin twin of the library."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Unpack, get_args

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.rule import Rule as Ruler
from rich.text import Text

from cleaner.batch.clean import TIMEOUT, attempt, clean_all
from cleaner.batch.manifest import write_manifest
from cleaner.batch.sinks import open_sink
from cleaner.batch.sources import InputFormat, input_files, read_inputs
from cleaner.batch.tasks import Done, Failure
from cleaner.commands.record import restore_command, verify_command
from cleaner.commands.rules import rules_command
from cleaner.emit import formats, is_by_line
from cleaner.errors import CleanerError, OptionError
from cleaner.explain import explain, printable
from cleaner.lineage import time_stamp
from cleaner.options import Effort, OptionValues, Profile, Selectors
from cleaner.pipeline import Pipeline

INPUT = click.Path(exists=True, allow_dash=True)


#: Stands between the documents of a text or Markdown output: a form feed, as between pages.
PAGE = "\f\n"
#: Seconds between two looks of the progress line; drawn by hand, for a thread and `fork` don't mix.
REDRAW = 0.1


class Stopped(BaseException):
    """A signal asked the command to end; `told` says how far it came."""

    def __init__(self, number: int, told: str = "stopped") -> None:
        super().__init__(number, told)
        self.number, self.told = number, told


class Quiet(click.Group):
    """A group whose commands end without a word where the reader of the output is gone."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe ends it as it ends `cat`."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(128 + signal.SIGPIPE)


def main() -> None:
    """Run the command and exit: 0 done, 1 some documents failed, 2 usage."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        status = cli(prog_name="cleaner", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except Stopped as stopped:
        _say(stopped.told)
        status = 128 + stopped.number
    sys.exit(status or 0)


def _stop(number: int, frame: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first signal cleans up undisturbed
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped(number)


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that `clean` and `explain` have in common."""
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


@click.group(cls=Quiet, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="article-cleaner", message="%(prog)s %(version)s")
def cli() -> None:
    """Clean text out of scraped pages and extracted text, with every removal accounted for."""


@cli.command(short_help="Clean documents; records, text or Markdown out.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=INPUT)
@click.option("-o", "--output", metavar="OUT", default="-", help="File to write; - is stdout.")
@click.option("--format", "output_format", type=click.Choice(formats()),
              help="Output format; else by the suffix of OUT, else jsonl.")  # fmt: skip
@click.option("--input-format", type=click.Choice(get_args(InputFormat)), default="auto",
              help="What the inputs are; else by name and content.")  # fmt: skip
@click.option("--removed-text", is_flag=True, help="Put removed text into the records in full.")
@click.option("--selectors", type=click.Choice(get_args(Selectors)), default="brief",
              help="How records state pieces: brief, each by itself, or quoted.")  # fmt: skip
@click.option("--source-positions", is_flag=True, help="Say where in a page's bytes text stands.")
@click.option("--manifest/--no-manifest", default=None,
              help="Describe the run beside OUT (RO-Crate); else for batches.")  # fmt: skip
@click.option("--timestamp", metavar="TIME", help="ISO 8601 time for the records; else now.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="Worker processes.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=TIMEOUT,
              show_default=True, help="Seconds a document may take.")  # fmt: skip
@_shared
@click.pass_context
def clean(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    output: str,
    output_format: str | None,
    input_format: InputFormat,
    manifest: bool | None,
    jobs: int,
    timeout: float,
    url: str | None,
    **chosen: Any,
) -> None:
    """Clean documents: HTML, text or JSONL in, records, text or Markdown out.

    INPUT is a file, a directory or - for standard input; .gz files are read as they are. Lines
    of JSONL are {"id", "url", "html"} or {"id", "url", "text"} and come out in the same order
    under the same ids. Failed documents are named on standard error and the rest goes on.

    \b
    Examples:
      cleaner clean page.html --format txt
      cleaner clean pages/ --jobs 4 -o records.jsonl
      zcat crawl.jsonl.gz | cleaner clean - > records.jsonl
    """
    if url and (len(inputs) > 1 or Path(inputs[0]).is_dir()):
        raise click.UsageError("--url names the page of one INPUT; put urls into JSONL for more")
    suffix = Path(output).suffix.removeprefix(".")
    output_format = output_format or (suffix if suffix in formats() else "jsonl")
    tasks = read_inputs(inputs, input_format=input_format, url=url)
    options = _options(**chosen)
    begun = time_stamp()
    results = clean_all(tasks, options, output_format=output_format, jobs=jobs, timeout=timeout)
    status = _write_all(results, output, separator="" if is_by_line(output_format) else PAGE)
    if output != "-" and (_is_batch(inputs) if manifest is None else manifest):
        _write_manifest(inputs, input_format, output, options, begun)
    context.exit(status)


@cli.command(name="explain", short_help="Show line by line what is kept and removed.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=INPUT)
@click.option("--input-format", type=click.Choice(get_args(InputFormat)), default="auto",
              help="What the inputs are; else by name and content.")  # fmt: skip
@_shared
@click.pass_context
def explain_command(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    input_format: InputFormat,
    url: str | None,
    **chosen: Any,
) -> None:
    """Show documents line by line: kept (+) or removed (-), by which rule and why."""
    console = Console(highlight=False)
    options = _options(keep_source_text=True, **chosen)
    failed = 0
    for task in read_inputs(inputs, input_format=input_format, url=url):
        result = task if isinstance(task, Failure) else attempt(task, options)
        if isinstance(result, Failure):
            failed += 1
            _say(_describe(result))
        else:
            console.print(Ruler(Text(printable(str(task.id))), align="left"))
            explain(result, console)
            console.print()
    context.exit(1 if failed else 0)


cli.add_command(restore_command)
cli.add_command(rules_command)
cli.add_command(verify_command)


def _options(**options: Unpack[OptionValues]) -> OptionValues:
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


def _write_all(results: Iterable[Done | Failure], output: str, *, separator: str) -> int:
    """Write results as they come and name failures; give the exit status."""
    done = failed = 0
    try:
        with open_sink(output) as write:
            for result in _shown(results):
                if isinstance(result, Failure):
                    failed += 1
                    _say(_describe(result))
                    continue
                if result.empty is not None:
                    _say(f"{result.id}: empty: {result.empty}")
                text = separator + result.output if done else result.output
                write(printable(text) if output == "-" and sys.stdout.isatty() else text)
                done += 1
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.FileError(output, error.strerror) from None
    except Stopped as stopped:
        unwritten = "" if output == "-" else f"; {output} was not written"
        told = f"stopped after {done + failed} documents{unwritten}"
        raise Stopped(stopped.number, told) from None
    if failed:
        _say(f"{failed} of {done + failed} documents failed")
    return 1 if failed else 0


def _shown(results: Iterable[Done | Failure]) -> Iterator[Done | Failure]:
    """Pass results on and count them on standard error, if that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from results
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        line = progress.add_task("", total=None)
        drawn = 0.0
        for result in results:
            now = time.monotonic()
            progress.update(line, advance=1, refresh=now - drawn > REDRAW)
            drawn = now if now - drawn > REDRAW else drawn
            yield result


def _is_batch(inputs: tuple[str, ...]) -> bool:
    return len(inputs) > 1 or Path(inputs[0]).is_dir() or ".jsonl" in Path(inputs[0]).suffixes


def _write_manifest(
    inputs: tuple[str, ...],
    input_format: InputFormat,
    output: str,
    options: OptionValues,
    begun: str,
) -> None:
    try:
        files = list(input_files(inputs, input_format=input_format))
        write_manifest(files, [Path(output)], options, started=begun, ended=time_stamp())
    except (CleanerError, OSError, ValueError) as error:
        raise click.ClickException(f"no manifest was written: {error}") from None


def _describe(failure: Failure) -> str:
    return f"{failure.id}: {failure.step}: {failure.cause} ({failure.kind})"


def _say(message: str) -> None:
    """Tell the person at the terminal something; standard output is for results."""
    print(f"cleaner: {printable(message)}", file=sys.stderr)
