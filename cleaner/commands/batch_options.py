"""The options of a run over many documents, which `clean` and `retry` have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import click

from cleaner.batch.clean import MEMORY, TIMEOUT
from cleaner.batch.sources import MOST_BYTES, InputFormat
from cleaner.emit import formats
from cleaner.options import Selectors

MEGABYTE = 1 << 20
#: What a run over many documents can be told.
BATCH_OPTIONS = (
    click.option("-o", "--output", metavar="OUT", default="-",
            help="File or folder/ to write; - is stdout."),
    click.option("--format", "output_format", type=click.Choice(formats()),
            help="Output format; else by the suffix of OUT, else jsonl."),
    click.option("--input-format", type=click.Choice(get_args(InputFormat)), default="auto",
            help="What the inputs are; else by content and name."),
    click.option("--id-field", metavar="NAME", default="id", help="Field of a record's id."),
    click.option("--url-field", metavar="NAME", default="url", help="Field of its URL."),
    click.option("--html-field", metavar="NAME", default="html", help="Field of its HTML."),
    click.option("--text-field", metavar="NAME", default="text", help="Field of its text."),
    click.option("--site", metavar="NAME", help="Site of documents that name none, and no URL."),
    click.option("--removed-text", is_flag=True, help="Put removed text into the records in full."),
    click.option("--selectors", type=click.Choice(get_args(Selectors)), default="brief",
            help="How records state pieces: brief, each by itself, or quoted."),
    click.option("--source-positions", is_flag=True,
            help="Say where in a page's bytes text stands."),
    click.option("--manifest/--no-manifest", default=None,
            help="Describe the run beside OUT (RO-Crate); else for batches."),
    click.option("--timestamp", metavar="TIME", help="ISO 8601 time for the records; else now."),
    click.option("--jobs", type=click.IntRange(min=1), default=1, help="Worker processes."),
    click.option("--unordered", is_flag=True, help="Write documents as they are done."),
    click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=TIMEOUT,
            show_default=True, help="Seconds a document may take."),
    click.option("--memory", type=click.IntRange(min=64), default=MEMORY // MEGABYTE,
            show_default=True, help="Megabytes of memory a document may take."),
    click.option("--max-bytes", type=click.IntRange(min=1), default=MOST_BYTES, show_default=True,
            help="Bytes a document may have, unpacked."),
    click.option("--failures", metavar="FILE",
            help="Where failed documents are written down, as JSON lines."),
    click.option("--max-error-ratio", type=click.FloatRange(0, 1), metavar="SHARE",
            help="Stop where more than this share of the documents fails."),
    click.option("--shard-size", type=click.IntRange(min=1), metavar="N",
            help="Begin a new file after N documents."),
    click.option("--resume", is_flag=True, help="Go on with a run that was interrupted."),
    click.option("--statistics", metavar="FILE", help="Where to write the run's counts, as JSON."),
    click.option("--quiet", is_flag=True, help="Say nothing but why the run failed."),
    click.option("--log-format", type=click.Choice(["text", "json"]), default="text",
            help="How standard error is written."),
    
)  # fmt: skip


def batch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run over many documents."""
    for option in reversed(BATCH_OPTIONS):
        command = option(command)
    return command
