"""`cleaner bench` and `cleaner cases`: what readers marked in the review page, put to use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, cast

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaner.batch.check import Sources
from cleaner.batch.clean import attempt
from cleaner.batch.sinks import open_sink
from cleaner.batch.sources import read_lines
from cleaner.batch.tasks import Failure, Task
from cleaner.commands.option_sets import read_option_set
from cleaner.commands.shared import cleaning_options, describe, read_cleaning_options, say
from cleaner.errors import CleanerError
from cleaner.explain import printable
from cleaner.model import Article, MediaType
from cleaner.options import OptionValues
from cleaner.report.marks import Mark, cases, is_right, read_mark

INPUT = click.Path(exists=True, allow_dash=True)
#: The name of the options that stand on the command line themselves.
GIVEN = "as given"
#: Characters of a block that is still wrong.
SHOWN = 60


@click.command(name="bench", short_help="Score options against marks of the review page.")
@click.argument("marks_file", metavar="MARKS", type=INPUT)
@click.option(
    "--source",
    "sources",
    metavar="PATH",
    multiple=True,
    required=True,
    type=INPUT,
    help="File or directory of the documents that were marked; may be repeated.",
)
@click.option(
    "--with",
    "sets",
    metavar="OPTIONS",
    multiple=True,
    help="Score these too: profile=recall,ignore=poll+see-also; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the scores as JSON.")
@cleaning_options
@click.pass_context
def bench_command(
    context: click.Context, /, *, marks_file: str, sources: tuple[str, ...], sets: tuple[str, ...],
    as_json: bool, url: str | None, **chosen: Any,
) -> None:  # fmt: skip
    """Clean the documents that were marked and count the blocks that come out as the marks ask.

    MARKS is what the review page (`cleaner report`) exports. It names each document by the digest
    of its source, so the documents themselves are needed: --source says where they are.

    \b
    Examples:
      cleaner bench marks.jsonl --source pages/
      cleaner bench marks.jsonl --source pages/ --with profile=recall
    """
    given = read_cleaning_options(**chosen)
    tried = {GIVEN: given, **{words: read_option_set(words, given) for words in sets}}
    try:
        marks, found = list(_read(marks_file)), Sources(sources)
    except CleanerError as error:
        raise click.ClickException(printable(str(error))) from None
    results = {name: _judge(marks, found, options, url) for name, options in tried.items()}
    if as_json:
        counts = {name: _count(marks, judged) for name, judged in results.items()}
        click.echo(json.dumps(counts, indent=2))
    else:
        _show(results, marks)
    missing = {mark.id for mark in marks if found.find(mark.digest) is None}
    for id in sorted(missing):
        say(f"{id}: none of the sources is this document as it was marked")
    context.exit(1 if missing else 0)


@click.command(name="cases", short_help="Turn marks of the review page into fixture cases.")
@click.argument("marks_file", metavar="MARKS", type=INPUT)
@click.option("-o", "--output", metavar="OUT", default="-", help="File to write; - is stdout.")
def cases_command(marks_file: str, output: str) -> None:
    """Write marks as cases in the form of the fixture pages of rules, a group for each rule.

    \b
    Example:
      cleaner cases marks.jsonl -o cases.md
    """
    try:
        text = cases(_read(marks_file))
        with open_sink(output) as write:
            write(text)
    except CleanerError as error:
        raise click.ClickException(printable(str(error))) from None


def _read(name: str) -> Iterator[Mark]:
    for place, line in read_lines(name):
        yield read_mark(line, place)


def _judge(
    marks: Sequence[Mark], sources: Sources, options: OptionValues, url: str | None
) -> list[bool | None]:
    """Clean each marked document once; say of each mark whether it is heeded, None if unknown."""
    cleaned: dict[str, Article | None] = {}
    for mark in marks:
        if mark.digest not in cleaned:
            cleaned[mark.digest] = _clean(mark, sources, options, url)
    found = [(mark, cleaned[mark.digest]) for mark in marks]
    return [None if article is None else is_right(mark, article) for mark, article in found]


def _clean(mark: Mark, sources: Sources, options: OptionValues, url: str | None) -> Article | None:
    content = sources.find(mark.digest)
    if content is None:
        return None
    task = Task(mark.id, content, cast(MediaType, mark.media_type), mark.url or url)
    result = attempt(task, {**options, "keep_source_text": True})
    if isinstance(result, Failure):
        say(describe(result))
        return None
    return result


def _count(marks: Sequence[Mark], judged: Sequence[bool | None]) -> dict[str, int]:
    """Count marks that are heeded, blocks that are wrong, and what could not be looked up."""
    pairs = list(zip(marks, judged, strict=True))
    return {
        "marks": len(marks),
        "right": judged.count(True),
        "wrongly removed": sum(right is False and mark.should == "stay" for mark, right in pairs),
        "wrongly kept": sum(right is False and mark.should == "go" for mark, right in pairs),
        "not found": judged.count(None),
    }


def _show(results: dict[str, list[bool | None]], marks: Sequence[Mark]) -> None:
    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    table.add_column("options", overflow="fold")
    for heading in _count([], []):
        table.add_column(heading, justify="right")
    for name, judged in results.items():
        table.add_row(Text(printable(name)), *map(str, _count(marks, judged).values()))
    console.print(table)
    wrong = [m for m, right in zip(marks, results[GIVEN], strict=True) if right is False]
    for mark in wrong:
        text = printable(" ".join((mark.text or "").split()))
        text = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
        console.print(Text(f"should {mark.should}: {text} ({printable(mark.id)})"))
