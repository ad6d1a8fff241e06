"""Made pages for measurements that need many, and the memory of processes."""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages import read_pages

SYLLABLES = "ba co di fel gar hin jo kel lum mor nat ost per quil ras sol tun ver wen yat".split()
FUNCTION_WORDS = "the of and to in that was for on with as it at by from".split()
CHROME = (
    '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>',
    '<aside><h2>Most read</h2><ul><li><a href="/1">Mill opens</a></li></ul></aside>',
    '<footer><p>© 2026 Valley Post. All rights reserved.</p><a href="/terms">Terms</a></footer>',
)
MEGABYTE = 1 << 20


def made_pages(count: int) -> Iterator[str]:
    """Give pages of 2 to 10 paragraphs with chrome around them, each another one."""
    chance = random.Random(6)
    for number in range(count):
        paragraphs = "".join(f"<p>{_paragraph(chance)}</p>\n" for _ in range(chance.randint(2, 10)))
        title = _sentence(chance)
        yield (
            f"<!DOCTYPE html><html><head><title>{title} | Valley Post</title></head><body>"
            f"{CHROME[0]}<article><h1>{title}</h1><p>By Anna Holm, {1 + number % 28} May 2025</p>\n"
            f"{paragraphs}</article>{CHROME[1]}{CHROME[2]}</body></html>"
        )


def repeated_pages(data: Path | None, count: int) -> Iterator[str | bytes]:
    """Give so many pages of a benchmark set, over and over, or made ones where there is none."""
    if data is None:
        yield from made_pages(count)
        return
    given = 0
    while given < count:
        for page in read_pages(data, count - given):
            given += 1
            yield page.source


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) + "." for _ in range(chance.randint(1, 6)))


def _sentence(chance: random.Random) -> str:
    words = []
    for _ in range(chance.randint(6, 22)):
        made = "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3)))
        words.append(chance.choice(FUNCTION_WORDS) if chance.random() < 0.45 else made)
    return " ".join(words).capitalize()


def resident(pid: int | str = "self") -> float:
    """Give the megabytes of memory that a process has, 0 where it is gone (Linux)."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / MEGABYTE


def children(pid: int | str = "self") -> list[int]:
    """Give the process ids of a process's children (Linux)."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(pid) for found in lists for pid in found.read_text().split()]
