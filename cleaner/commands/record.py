"""`cleaner restore` and `cleaner verify`: records held against their sources."""

from __future__ import annotations

import click

from cleaner.batch.check import Sources, check_records, read_records, source_digest
from cleaner.batch.sinks import open_sink
from cleaner.errors import CleanerError, RecordError
from cleaner.explain import printable
from cleaner.verify import restore

INPUT = click.Path(exists=True, allow_dash=True)


@click.command(name="restore", short_help="Put the text a record was made from together again.")
@click.argument("record", metavar="RECORD", type=INPUT)
@click.option("--source", metavar="FILE", type=INPUT, help="The page or text it was made from.")
@click.option("--id", "chosen", metavar="ID", help="Which record, where RECORD holds several.")
@click.option("-o", "--output", metavar="OUT", default="-", help="File to write; - is stdout.")
def restore_command(record: str, source: str | None, chosen: str | None, output: str) -> None:
    """Write the canonical text of a record, character for character.

    That of a text is the text itself, that of a page the text of the whole page. Without FILE the
    record must have its removed text (`cleaner clean --removed-text`).

    \b
    Example:
      cleaner restore record.jsonl --source page.html -o page.txt
    """
    try:
        found = [one for one in read_records(record) if chosen in (None, str(one[1].get("id")))]
        if len(found) != 1:
            wrong = f"{record} holds {len(found)} records" + (f" of id {chosen}" if chosen else "")
            raise click.UsageError(f"{wrong}; --id says which one")
        [(place, one)] = found
        digest, content = source_digest(one), None
        if digest is None:
            raise RecordError("provenance.wasDerivedFrom.digest is missing", source=place)
        if source is not None and (content := Sources([source]).find(digest)) is None:
            raise click.ClickException(f"{source} is not what the record was made from")
        try:
            text = restore(one, content)
        except RecordError as error:
            raise RecordError(error.cause, source=place) from None
        with open_sink(output) as write:
            write(text)
    except CleanerError as error:
        raise click.ClickException(printable(str(error))) from None


@click.command(name="verify", short_help="Check records against their sources.")
@click.argument("records", metavar="RECORDS...", nargs=-1, required=True, type=INPUT)
@click.option("--source", "sources", metavar="PATH", multiple=True, type=INPUT,
              help="File or directory of pages, texts or JSONL; may be repeated.")  # fmt: skip
@click.pass_context
def verify_command(
    context: click.Context, records: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    """Check digests, offsets, selectors and tiling, and name the first break of each record.

    Sources are found by their digest, whatever they are called. Without them only what a record
    shows by itself is checked.

    \b
    Example:
      cleaner verify records.jsonl --source pages/
    """
    held = broken = 0
    try:
        for checked in check_records(records, Sources(sources) if sources else None):
            if checked.broken is None:
                held += 1
                continue
            broken += 1
            click.echo(printable(f"{checked.place} ({checked.id}): {checked.broken}"))
    except CleanerError as error:
        raise click.ClickException(printable(str(error))) from None
    against = "hold against their sources" if sources else "hold by themselves"
    click.echo(f"cleaner: {held} of {held + broken} records {against}", err=True)
    context.exit(1 if broken else 0)
