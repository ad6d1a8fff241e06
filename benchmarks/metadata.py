"""Title, authors and day of publication against the gold: ours beside the peers' in one run."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import process_time
from typing import NamedTuple

import click

from benchmarks.pages import Page, read_pages
from cleaner import CleanerError, Pipeline
from cleaner.metadata import read_metadata
from cleaner.persons import split_names
from cleaner.titles import host_names, strip_known

WORD = re.compile(r"\w+")


class Stated(NamedTuple):
    """What a reader says of a page; `day` is YYYY-MM-DD."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    day: str | None = None


@dataclass
class Score:
    """Sums over pages: those with gold, those that are right, and CPU seconds.

    `authors` adds up the F1 of the sets of names; `invented` are values given where the gold has
    none.
    """

    pages: int = 0
    seconds: float = 0.0
    right: dict[str, float] = field(default_factory=dict)
    gold: dict[str, int] = field(default_factory=dict)
    invented: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, value: float, *, has_gold: bool, is_given: bool) -> None:
        """Count one field of one page."""
        if has_gold:
            self.right[name] = self.right.get(name, 0.0) + value
            self.gold[name] = self.gold.get(name, 0) + 1
        else:
            self.invented[name] = self.invented.get(name, 0) + is_given

    def share(self, name: str) -> float:
        """Give the mean over the pages with gold."""
        return self.right.get(name, 0.0) / max(1, self.gold.get(name, 0))


def normal_title(title: str | None, url: str = "") -> str:
    """Give the form in which titles are compared: words alone, case and width folded, & = and,
    the name in the address off."""
    bare = strip_known(html.unescape(title or ""), host_names(url))
    folded = unicodedata.normalize("NFKC", bare).casefold()
    return " ".join(WORD.findall(folded.replace("&", " and ")))


def name_set(names: Iterable[str]) -> set[str]:
    """Give the names in values on authors, split alike for the gold and for everybody."""
    split = (name for value in names for name in split_names(value))
    folded = (unicodedata.normalize("NFKC", name).casefold() for name in split)
    return {" ".join(WORD.findall(name)) for name in folded} - {""}


def f1(found: set[str], wanted: set[str]) -> float:
    """Give the F1 of two sets (0 where either is empty)."""
    return 2 * len(found & wanted) / (len(found) + len(wanted)) if found and wanted else 0.0


class Ours:
    """Our cleaner; the seconds are those of the metadata step alone."""

    def __init__(self) -> None:
        self._pipeline = Pipeline(media_type="text/html")
        self.seconds = 0.0

    def __call__(self, page: Page) -> Stated:
        """Read a page. Who signs counts as author where no person does, as in the gold; a page
        that states only when it was changed counts by that day."""
        try:
            examined = self._pipeline.examine(page.source, url=page.url)
        except CleanerError:
            return Stated()
        start = process_time()
        found, _ = read_metadata(examined.page, examined.decisions, url=page.url)
        self.seconds += process_time() - start
        day = found.date_published or found.date_modified
        return Stated(found.headline, found.author or found.posted_by, day and day[:10])


def read_with_trafilatura(page: Page) -> Stated:
    """Read a page with trafilatura's metadata extraction."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(page.source.decode("utf-8", "replace"), default_url=page.url)
    authors = tuple((found.author or "").split("; ")) if found else ()
    return Stated(found.title, authors, found.date) if found else Stated()


def read_with_newspaper(page: Page) -> Stated:
    """Read a page with newspaper4k."""
    from newspaper import Article

    article = Article(page.url, fetch_images=False)  # else it asks the network for sizes
    article.download(input_html=page.source.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date
    return Stated(article.title, tuple(article.authors), str(day)[:10] if day else None)


def score(page: Page, stated: Stated, into: Score) -> None:
    """Compare what was read of a page with its gold."""
    title, day = page.gold.get("title"), str(page.gold.get("publish_date") or "")[:10]
    author = page.gold.get("author") or []
    wanted = name_set([author] if isinstance(author, str) else author)
    found = name_set(stated.authors)
    same = normal_title(stated.title, page.url) == normal_title(title, page.url)
    into.add("title", same, has_gold=bool(title), is_given=bool(stated.title))
    into.add("authors", f1(found, wanted), has_gold=bool(wanted), is_given=bool(found))
    into.add("day", stated.day == day, has_gold=bool(day), is_given=bool(stated.day))
    into.pages += 1


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--limit", type=int, default=0, help="Look at so many pages only.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the scores here.")
def command(data: Path, limit: int, json_file: Path | None) -> None:
    """Measure title, authors and publication day on the articles of a set."""
    ours = Ours()
    readers: dict[str, Callable[[Page], Stated]] = {
        "cleaner": ours,
        "trafilatura": read_with_trafilatura,
        "newspaper4k": read_with_newspaper,
    }
    scores = {name: Score() for name in readers}
    for page in read_pages(data, limit):
        if page.page_type != "article":
            continue
        for name, reader in readers.items():
            start = process_time()
            try:
                stated = reader(page)
            except (ValueError, TypeError, AttributeError) as error:  # a peer's own failure
                click.echo(f"{name} {page.id}: {error}", err=True)
                stated = Stated()
            scores[name].seconds += process_time() - start
            score(page, stated, scores[name])
    scores["cleaner"].seconds = ours.seconds
    _print(scores)
    if json_file:
        json_file.write_text(json.dumps({name: asdict(s) for name, s in scores.items()}, indent=2))


def _print(scores: dict[str, Score]) -> None:
    click.echo(
        f"{'':12} {'title':>7} {'authors':>8} {'day':>7} {'ms a page':>10}  given without gold"
    )
    for name, one in scores.items():
        shares = f"{one.share('title'):7.3f} {one.share('authors'):8.3f} {one.share('day'):7.3f}"
        cost = 1000 * one.seconds / max(1, one.pages)
        invented = ", ".join(f"{count} {what}" for what, count in one.invented.items() if count)
        click.echo(f"{name:12} {shares} {cost:10.2f}  {invented}")
    first = next(iter(scores.values()))
    click.echo(f"pages with gold: {first.gold}; cleaner's time is that of the metadata step alone")
