"""`cleaner report`: one HTML page that shows every decision, to be looked through in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import click

from cleaner.batch.check import Sources, read_records
from cleaner.batch.clean import Item, clean_all
from cleaner.batch.files import bare_suffix
from cleaner.batch.sinks import open_sink
from cleaner.batch.sources import STDIN, InputFormat, read_inputs, read_lines
from cleaner.batch.tasks import Failure, Skipped, Task
from cleaner.commands.option_sets import read_option_set
from cleaner.commands.shared import cleaning_options, describe, read_cleaning_options, say
from cleaner.errors import CleanerError, InputFormatError, RecordError
from cleaner.explain import printable
from cleaner.lineage import software
from cleaner.options import OptionValues
from cleaner.report import View, compare, failed, render, view
from cleaner.verify import restore

INPUT = click.Path(exists=True, allow_dash=True)
#: Documents after which the person is told that a page is better made of a part of them.
MANY = 5000


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was given: inputs, how to read and clean them, and where sources are."""

    inputs: tuple[str, ...]
    input_format: InputFormat
    url: str | None
    options: OptionValues
    sources: tuple[str, ...]
    jobs: int


@click.command(name="report", short_help="Write an HTML page that shows every decision.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=INPUT)
@click.option("-o", "--output", metavar="OUT", default="-", help="File to write; - is stdout.")
@click.option(
    "--against",
    metavar="RECORDS|OPTIONS",
    help="Compare with other records, or with profile=recall and the like.",
)
@click.option(
    "--source",
    "sources",
    metavar="PATH",
    multiple=True,
    type=INPUT,
    help="Where the documents of records are, to show removed text in full.",
)
@click.option(
    "--failures",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Failed documents, as `cleaner clean --failures` wrote them.",
)
@click.option(
    "--input-format",
    type=click.Choice(get_args(InputFormat)),
    default="auto",
    help="What the inputs are; else by name and content.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="Worker processes.")
@cleaning_options
@click.pass_context
def report_command(
    context: click.Context, /, *, inputs: tuple[str, ...], output: str, against: str | None,
    sources: tuple[str, ...], failures: str | None, input_format: InputFormat, jobs: int,
    url: str | None, **chosen: Any,
) -> None:  # fmt: skip
    """Write one HTML file that shows what was kept and removed, by which rule and why.

    INPUT is a file of records that `cleaner clean` wrote, or documents to clean here and now. The
    page needs no network; wrong decisions can be marked in it and exported for `cleaner bench`.
    Records made without --removed-text show removed text where --source says where the documents
    are.

    \b
    Examples:
      cleaner report pages/ -o report.html
      cleaner report records.jsonl --source pages/ -o report.html
      cleaner report pages/ --against profile=recall -o report.html
      cleaner report new.jsonl --against old.jsonl -o report.html
    """
    asked = _Asked(inputs, input_format, url, read_cleaning_options(**chosen), sources, jobs)
    try:
        options = _other_options(asked, against)
        views = list(_views(asked))
        if failures:
            views += [failed(_json(place, line)) for place, line in read_lines(failures)]
        if against:
            other = _Index(_others(asked, against, options))
            views = [compare(one, other.find(one)) for one in views]
        title = Path(inputs[0]).name or inputs[0]
        title += f" and {len(inputs) - 1} more" if len(inputs) > 1 else ""
        made_by = f"article-cleaner {dict(software())['article-cleaner']}"
        told = "" if against is None else Path(against).name if Path(against).exists() else against
        with open_sink(output) as write:
            for part in render(views, title=title, made_by=made_by, against=told):
                write(part)
    except CleanerError as error:
        raise click.ClickException(printable(str(error))) from None
    if len(views) > MANY:
        say(f"{len(views):,} documents make a slow page; a sample shows as much")
    context.exit(1 if any(one.failure for one in views) else 0)


class _Index:
    """Views found by the id of a document, or else by its digest."""

    def __init__(self, views: Iterable[View]) -> None:
        self._by_id: dict[str, View] = {}
        self._by_digest: dict[str, View] = {}
        for one in views:
            self._by_id.setdefault(one.id, one)
            self._by_digest.setdefault(one.digest, one)

    def find(self, sought: View) -> View | None:
        found = self._by_id.get(sought.id)
        if found and found.digest == sought.digest:
            return found
        return self._by_digest.get(sought.digest, found)


def _views(asked: _Asked) -> Iterator[View]:
    sources = Sources(asked.sources) if asked.sources else None
    for name in asked.inputs:
        if _holds_records(name):
            yield from _recorded(name, sources)
        else:
            items = read_inputs([name], input_format=asked.input_format, url=asked.url)
            yield from _cleaned(items, asked.options, asked.jobs)


def _other_options(asked: _Asked, against: str | None) -> OptionValues | None:
    """Give the options to compare with, None where it is records; all that is wrong is said here,
    before anything is cleaned."""
    if against is None or Path(against).exists():
        return None
    options = read_option_set(against, asked.options)
    if STDIN in asked.inputs:
        raise click.UsageError("--against OPTIONS reads the inputs twice; - can be read once")
    if not asked.sources and any(_holds_records(name) for name in asked.inputs):
        raise click.UsageError("to clean the documents of records anew, --source must name them")
    return options


def _others(asked: _Asked, against: str, options: OptionValues | None) -> Iterator[View]:
    """Give the documents as another cleaning has them."""
    if options is None:
        yield from _recorded(against, Sources(asked.sources) if asked.sources else None)
        return
    records = [name for name in asked.inputs if _holds_records(name)]
    documents = [name for name in asked.inputs if name not in records]
    found = Sources(asked.sources) if records else None
    tasks = (task for name in records if found for task in _tasks(name, found))
    items = read_inputs(documents, input_format=asked.input_format, url=asked.url)
    yield from _cleaned(chain(tasks, items), options, asked.jobs)


def _holds_records(name: str) -> bool:
    """Tell records from documents to clean: JSON lines with a provenance are records."""
    if name == STDIN or not Path(name).is_file() or bare_suffix(name) not in (".jsonl", ".ndjson"):
        return False
    for _, line in read_lines(name):
        return b'"provenance"' in line
    return False


def _recorded(name: str, sources: Sources | None) -> Iterator[View]:
    for place, record in read_records(name):
        try:
            yield view(record, _text(record, sources))
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise RecordError(f"malformed: {type(error).__name__}: {error}", source=place) from None


def _text(record: dict[str, Any], sources: Sources | None) -> str | None:
    """Give the canonical text of a record, None where neither it nor its source has it."""
    digest = record["provenance"]["wasDerivedFrom"]["digest"]
    try:
        return restore(record, sources.find(str(digest)) if sources else None)
    except RecordError:
        return None


def _tasks(name: str, sources: Sources) -> Iterator[Item]:
    for _, record in read_records(name):
        derived = record["provenance"]["wasDerivedFrom"]
        content = sources.find(str(derived["digest"]))
        if content is not None:
            url = record["metadata"].get("url")
            yield Task(record["id"], content, derived["encodingFormat"], url)


def _cleaned(items: Iterable[Item], options: OptionValues, jobs: int) -> Iterator[View]:
    wanted: OptionValues = {**options, "keep_source_text": True, "selectors": "full"}
    for _, _, result in clean_all(enumerate(items), wanted, jobs=jobs):
        if isinstance(result, Failure):
            say(describe(result))
            told = asdict(result)
            yield failed({**told, "stage": result.step, "error": result.kind,
                          "message": result.cause})  # fmt: skip
        elif not isinstance(result, Skipped):
            record = json.loads(result.output)
            yield view(record, record["provenance"]["wasDerivedFrom"]["text"])


def _json(place: str, line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
        if isinstance(told, dict) and "id" in told:
            return told
    except ValueError:
        pass
    cause = "not a line that `cleaner clean --failures` wrote"
    raise InputFormatError(cause, source=place)
