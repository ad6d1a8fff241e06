"""`cleaner serve`: the cleaner behind HTTP."""

from __future__ import annotations

from typing import Any

import click

from cleaner.batch.clean import TIMEOUT
from cleaner.batch.guard import Limits
from cleaner.commands.shared import cleaning_options, read_cleaning_options

MEGABYTE = 1 << 20
#: Where it listens unless told otherwise: on this machine alone.
HOST, PORT = "127.0.0.1", 8765
#: Requests at a time; one more is answered with 503.
MOST_REQUESTS = 512


@click.command(name="serve", short_help="Clean documents that are sent over HTTP.")
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port to listen on.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Worker processes."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=TIMEOUT,
    show_default=True,
    help="Seconds a document may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=64),
    default=2048,
    show_default=True,
    help="Megabytes of memory a document may take.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=16 * MEGABYTE,
    show_default=True,
    help="Bytes a document may have.",
)
@cleaning_options  # fmt: skip
def serve_command(
    *, host: str, port: int, jobs: int, timeout: float, memory: int, max_bytes: int, **given: Any
) -> None:
    """Clean documents that are sent over HTTP, until stopped.

    POST a page to /clean for its record, or lines of JSON to /clean/batch for lines of records;
    /docs shows the interface, /metrics is for Prometheus. Listens on this machine alone unless
    --host says otherwise: there is no authentication.

    \b
    Examples:
      cleaner serve
      cleaner serve --port 8080 --jobs 4 --profile recall
    """
    try:
        import uvicorn

        from cleaner.serve.app import create_app
        from cleaner.serve.settings import Settings
    except ImportError as error:
        raise click.UsageError(f"{error}: pip install 'article-cleaner[serve]'") from None
    if given.pop("url"):
        raise click.UsageError("--url is for one document; requests have a url of their own")
    options = read_cleaning_options(**given)
    limits = Limits(timeout, memory * MEGABYTE, max_bytes)
    app = create_app(Settings(options, jobs, limits))
    uvicorn.run(app, host=host, port=port, limit_concurrency=MOST_REQUESTS, access_log=False)
