"""A soak of the HTTP service: many requests, some hostile, and what becomes of its memory.

    python -m benchmarks service --data ../shared/bench [--requests 10000] [--clients 8]

The service runs in a process of its own on the loopback interface, with a rule that hangs or
crashes where a document says so. Of a hundred requests ninety are pages, the others a batch, binary
data, an empty body, a wrong type, broken JSON, a body that is too large, deep nesting, and a
document that hangs, crashes or eats memory. Each has one right status; any other is a fault.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import click
import httpx

from benchmarks.engines import POISON, ROOT
from benchmarks.made import children, made_pages, resident

#: What the service is told: seconds and megabytes of a document, and its bytes.
TIMEOUT, MEMORY, MOST_BYTES = 3, 512, 4 << 20
HTML, TEXT, JSON = "text/html", "text/plain", "application/json"
LINES = "application/x-ndjson"
#: Of a hundred requests, the hostile ones: place, path, type, body, status that is right.
HOSTILE: dict[int, tuple[str, str, bytes, int]] = {
    7: ("/clean", HTML, b"", 422),
    17: ("/clean", HTML, b"\x89PNG\r\n\x1a\n" + bytes(3000), 422),
    27: ("/clean", "application/pdf", b"%PDF-1.7", 415),
    37: ("/clean", JSON, b'{"html": ', 400),
    47: ("/clean", HTML, b"<div>" * 100_000, 422),
    57: ("/clean", TEXT, b"x" * (2 * MOST_BYTES + 1), 413),
}
#: These cost a worker each, and hanging ones its deadline: one of so many requests.
DEEDS = {500: "hang", 250: "segfault", 200: "memory", 125: "kill"}
#: One request of a hundred is a batch of so many pages.
BATCH_AT, BATCH_PAGES = 97, 20
#: Memory is compared from this share of the requests on: before, things are loaded.
WARM = 0.2
#: Megabytes of noise in what a process is said to have.
NOISE = 24


@dataclass
class Seen:
    """What the soak saw: statuses and faults, seconds a request, memory (MB) by request."""

    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    memory: dict[int, float] = field(default_factory=dict)
    worker: float = 0.0


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Benchmark data; else made pages.")
@click.option("--requests", type=int, default=10_000, show_default=True)
@click.option("--clients", type=int, default=8, show_default=True, help="Requests at a time.")
@click.option("--jobs", type=int, default=2, show_default=True, help="Workers of the service.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the numbers here.")
def command(data: Path | None, requests: int, clients: int, jobs: int, out: Path | None) -> None:
    """Soak the service; exits with 1 where there were faults or memory grew."""
    with tempfile.TemporaryDirectory() as folder:
        url, running = _start(Path(folder) / "log", jobs)
        begun = time.perf_counter()
        try:
            seen = asyncio.run(_soak(url, running.pid, _pages(data), requests, clients))
        finally:
            running.terminate()
            running.wait(60)
        seconds = time.perf_counter() - begun
        if "Traceback" in (Path(folder) / "log").read_text():
            seen.faults.append("a traceback in the log")
    numbers = _numbers(seen, requests, seconds)
    click.echo(json.dumps(numbers, indent=1))
    if out:
        out.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if seen.faults or numbers["grown_mb"] > NOISE else 0)


def _numbers(seen: Seen, requests: int, seconds: float) -> dict[str, Any]:
    warm = [mb for number, mb in sorted(seen.memory.items()) if number >= WARM * requests]
    third = max(len(warm) // 3, 1)
    early, late = max(warm[:third]), max(warm[-third:])
    seen.seconds.sort()
    return {
        "requests": requests,
        "seconds": round(seconds, 1),
        "per_second": round(requests / seconds, 1),
        "statuses": {str(status): n for status, n in sorted(seen.statuses.items())},
        "errors": dict(sorted(seen.errors.items())),
        "faults": seen.faults[:10],
        "median_ms": round(1000 * seen.seconds[len(seen.seconds) // 2], 1),
        "p99_ms": round(1000 * seen.seconds[int(len(seen.seconds) * 0.99)], 1),
        "memory_mb": [round(early), round(late)],
        "largest_worker_mb": round(seen.worker),
        "grown_mb": round(late - early, 1),
    }


def _start(log: Path, jobs: int) -> tuple[str, subprocess.Popen[bytes]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cleaner = str(Path(sys.executable).parent / "cleaner")
    command = [cleaner, "serve", "--isolated", "--port", str(port),
               "--jobs", str(jobs), "--timeout", str(TIMEOUT), "--memory", str(MEMORY),
               "--max-bytes", str(MOST_BYTES)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(POISON), str(ROOT)))}
    with log.open("w") as told:
        running = subprocess.Popen(command, env=environment, stderr=told)
    while "running on" not in log.read_text():
        if running.poll() is not None:
            raise click.ClickException(log.read_text())
        time.sleep(0.1)
    return f"http://127.0.0.1:{port}", running


async def _soak(url: str, pid: int, pages: list[bytes], requests: int, clients: int) -> Seen:
    """Send the requests, a few at a time."""
    seen, numbers = Seen(), iter(range(requests))
    async with httpx.AsyncClient(base_url=url, timeout=120) as client:
        await asyncio.gather(*(_send(client, pid, pages, numbers, seen) for _ in range(clients)))
    return seen


async def _send(
    client: httpx.AsyncClient, pid: int, pages: list[bytes], numbers: Iterator[int], seen: Seen
) -> None:
    for number in numbers:
        path, kind, body, right = _request(number, pages)
        begun = time.perf_counter()
        try:
            answer = await client.post(path, content=body, headers={"content-type": kind})
        except httpx.HTTPError as error:
            seen.faults.append(f"{number}: {error!r}")
            continue
        seen.seconds.append(time.perf_counter() - begun)
        seen.statuses[answer.status_code] += 1
        if answer.status_code >= 400:
            seen.errors[answer.json()["error"]] += 1
        lines = answer.text.count("\n") if kind == LINES else BATCH_PAGES
        if answer.status_code != right or lines != BATCH_PAGES:
            seen.faults.append(f"{number}: {answer.status_code} {answer.text[:200]}")
        if number % 100 == 0:
            seen.memory[number] = resident(pid)
            seen.worker = max(seen.worker, *map(resident, children(pid)), 0.0)


def _request(number: int, pages: list[bytes]) -> tuple[str, str, bytes, int]:
    """Give path, type and body of a request, and the status that is right."""
    for every, deed in DEEDS.items():
        if number % every == every - 2:
            return "/clean", TEXT, f"Misbehave: {deed}".encode(), 422
    place = number % 100
    if place == BATCH_AT:
        chosen = [pages[(number + n) % len(pages)] for n in range(BATCH_PAGES)]
        rows = ({"id": n, "html": page.decode("utf-8", "replace")} for n, page in enumerate(chosen))
        return (
            "/clean/batch",
            "application/x-ndjson",
            "\n".join(map(json.dumps, rows)).encode(),
            200,
        )
    return HOSTILE.get(place, ("/clean", HTML, pages[number % len(pages)], 200))


def _pages(data: Path | None) -> list[bytes]:
    """Give pages of a benchmark that can be cleaned within the limits, or made ones."""
    paths = sorted(data.rglob("*.html.gz")) if data else []
    found = [gzip.decompress(path.read_bytes()) for path in islice(paths, 0, None, 2)]
    return [page for page in found if len(page) < MOST_BYTES // 4 and page.strip()] or [
        page.encode() for page in made_pages(500)
    ]
