"""What extractors do with hostile pages: each peer and kind in a child with limits.

The kinds are those of `tests/hostile`. Writes the table of `docs/hostile.md`.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from benchmarks import peers
from benchmarks.peers import Content
from cleaner.batch.clean import attempt
from cleaner.batch.tasks import Failure, Task
from cleaner.batch.workers import Lost, run

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "hostile.md"
#: What was found so far, by peer: peers may be asked one after the other.
RESULTS = ROOT / "benchmarks" / "results" / "hostile.json"
BEGIN, END = "<!-- table: python -m benchmarks hostile -->", "<!-- end of table -->"
#: Seconds of processor time a page may take, and of any time (some wait without working).
SECONDS, PATIENCE = 10.0, 120.0
MEMORY = 2 << 30
#: Modules of `tests/hostile` whose kinds are pages; peers are not made for plain text.
PAGES = ("encodings", "markup")
ENDINGS = ("kept", "lost", "empty", "refused", "time", "memory", "crash")


def _ours(content: Content) -> str:
    result = attempt(Task("", content, "text/html"), {})
    if isinstance(result, Failure):
        raise ValueError(result.cause)
    return result.text


def _justext(content: Content) -> str:
    import justext

    paragraphs = justext.justext(content, justext.get_stoplist("English"))
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def _resiliparse(content: Content) -> str:
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    if isinstance(content, str):
        return peers.resiliparse(content)
    encoding = detect_encoding(content, html5_compatible=True)
    return peers.resiliparse(bytes_to_str(content, encoding or "utf-8"))


def _soup(content: Content) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(content, "lxml").get_text(" ")


def _as_text(content: Content) -> str:
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else content


#: Distribution -> the module it needs, and how it is asked.
PEERS: dict[str, tuple[str, Callable[[Content], str]]] = {
    "article-cleaner": ("cleaner", _ours),
    "trafilatura": ("trafilatura", peers.trafilatura),
    "justext": ("justext", _justext),
    "readability-lxml": ("readability", peers.readability),
    "newspaper4k": ("newspaper", lambda content: peers.newspaper(_as_text(content))),
    "goose3": ("goose3", peers.goose),
    "resiliparse": ("resiliparse", _resiliparse),
    "boilerpy3": ("boilerpy3", lambda content: peers.boilerpy(_as_text(content))),
    "beautifulsoup4": ("bs4", _soup),
}


@click.command("hostile")
@click.option("--jobs", type=int, default=1, show_default=True, help="Children at a time.")
@click.option("--peer", "chosen", multiple=True, type=click.Choice(list(PEERS)),
              help="Ask only this one; may be repeated. The others stay as they were.")  # fmt: skip
def command(jobs: int, chosen: tuple[str, ...]) -> None:
    """Feed every hostile page to every extractor and write the table of docs/hostile.md."""
    sys.path.insert(0, str(ROOT / "tests"))
    hostile = importlib.import_module("hostile")
    names = [name for name, kind in hostile.KINDS.items()
             if kind.make.__module__.rpartition(".")[2] in PAGES]  # fmt: skip
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for peer in chosen or PEERS:
        if _is_installed(PEERS[peer][0]):
            found[peer] = {"version": version(peer), "kinds": _ask(hostile, peer, names, jobs)}
            RESULTS.parent.mkdir(exist_ok=True)
            RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    head, tail = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n\n{_table(names, found)}\n{END}{tail}", encoding="utf-8")


def _ask(hostile: Any, peer: str, names: list[str], jobs: int) -> dict[str, str]:
    """Give what a peer does with each kind; a child that is lost is one that did not survive."""
    tasks = [(peer, name) for name in names]
    results = run(partial(_try, hostile), tasks, jobs=jobs, timeout=PATIENCE, memory=MEMORY)
    return {
        name: _ending(result) if isinstance(result, Lost) else result
        for (_, name), result in results
    }


def _is_installed(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def _try(hostile: Any, task: tuple[str, str]) -> str:
    """Ask a peer in a child: the signal of the timer ends it when its processor time is over."""
    peer, name = task
    content = hostile.KINDS[name].make()
    sys.setrecursionlimit(1000)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        text = " ".join(PEERS[peer][1](content).split())
    except MemoryError:
        raise
    except Exception:
        return "refused"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if hostile.SENTENCE in text:
        return "kept"
    return "lost" if text else "empty"


def _ending(lost: Lost) -> str:
    if lost.kind == "Timeout" or signal.Signals.SIGPROF.name in lost.cause:
        return "time"
    return "memory" if lost.kind == "OutOfMemory" else "crash"


def _table(names: list[str], found: dict[str, Any]) -> str:
    columns = {
        f"{peer} {found[peer]['version']}": found[peer]["kinds"] for peer in PEERS if peer in found
    }
    lines = [f"| kind | {' | '.join(columns)} |", "|---|" + "---|" * len(columns)]
    for name in names:
        lines.append(
            f"| {name} | {' | '.join(kinds.get(name, '') for kinds in columns.values())} |"
        )
    counts = [Counter(kinds.values()) for kinds in columns.values()]
    for ending in ENDINGS:
        told = " | ".join(f"**{count[ending]}**" for count in counts)
        lines.append(f"| **{ending}** | {told} |")
    return "\n".join(lines) + "\n"
