"""Measure site profiles: `python -m benchmarks sites`.

On made-up sites with exact gold (`benchmarks.synthetic`): what is found of the lines that recur,
and what of the articles' own is hit, by the profile alone, and what look-ups cost. With `--data`,
the bench folder: the texts of `text-dev` with profiles on and off, learned from every page there
is, and what look-ups cost there. With `--documents`: time and memory for learning so many.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import click

from benchmarks.measures import load_scorer
from benchmarks.synthetic import Page, Site, make_sites
from cleaner import Pipeline, SiteProfiles
from cleaner.decode import decode
from cleaner.dedupe import RULES
from cleaner.model import MediaType
from cleaner.pipeline import rule_names, segment
from cleaner.sites import Learner, host_of, judge_sites, sight
from cleaner.sites.judge import RULE
from cleaner.sites.protected import PROTECTED

DAY = "2026-01-01"
#: Rules that are asked besides the profile when it is measured alone: those that protect.
ASKED = PROTECTED | {RULE}
#: Hosts with so many pages have a profile.
FEWEST_PAGES = 3
#: Documents of a host in the run over many.
MANY_PAGES = 200
OWN_LINES = 12
#: Times each page is cleaned for what look-ups cost, and how many are: those of ten hosts.
ROUNDS = 6
TIMED = 300
KINDS: tuple[MediaType, ...] = ("text/plain", "text/html")


#: A document's URL, what it says, and what it is.
Source = tuple[str, str | bytes, MediaType | None]


class Counts(NamedTuple):
    """Lines by what they are and what became of them."""

    found: int
    missed: int
    wrong: int
    protected: int

    @property
    def recall(self) -> float:
        """Give the share of the recurring lines of templates that was found."""
        return self.found / (self.found + self.missed)

    @property
    def precision(self) -> float:
        """Give the share of the found lines that are a template's."""
        return self.found / (self.found + self.wrong)


def learn(path: Path, pages: Sequence[Source]) -> SiteProfiles:
    """Learn from pages."""
    with Learner(path, anew=True) as learner:
        for url, content, media_type in pages:
            if found := sight(segment(decode(content, media_type=media_type), url), seen=DAY):
                learner.add(found)
        learner.finish()
    return SiteProfiles(path)


def measure(pages: Sequence[Page], media_type: MediaType, path: Path) -> Counts:
    """Count what a profile of pages finds on them."""
    html = media_type == "text/html"
    sources = [page.html if html else page.text for page in pages]
    urls = [page.url for page in pages]
    kinds = [media_type] * len(pages)
    profiles = learn(path, list(zip(urls, sources, kinds, strict=True)))
    others = [name for name in rule_names() if name not in ASKED]
    pipeline = Pipeline(sites=profiles, ignore=others, media_type=media_type)
    recurring = Counter(
        name for page in pages for name in {(page.host, line.origin) for line in page.lines}
    )
    seen: Counter[str] = Counter()
    for page, source in zip(pages, sources, strict=True):
        decisions = pipeline.examine(source, url=page.url).decisions
        for line, decision in zip(page.lines, decisions, strict=True):
            gone = any(v.step == "sites" for v in decision.verdicts)
            if line.gold != "chrome":
                seen[line.gold] += gone
            elif recurring[page.host, line.origin] > 1:
                seen["found" if gone else "missed"] += 1
    wrong = seen["own"] + seen["protected"]
    return Counts(seen["found"], seen["missed"], wrong, seen["protected"])


def measure_cost(pages: Sequence[Source], path: Path) -> dict[str, float]:
    """Give milliseconds a document that cleaning takes without look-ups, and what the step that
    looks up takes, processor time, and the share that it adds.

    The step is timed alone: the difference of two whole cleanings, a few percent of either, drowns
    in what other programs do to both. Of each document the least of some rounds counts. Each round
    opens the profiles anew, so that reading a host's for the first time is part of it.
    """
    off = Pipeline(media_type=pages[0][2])
    before = Pipeline(media_type=pages[0][2], ignore=[*RULES])
    asked = [before.examine(content, url=url) for url, content, _ in pages]
    whole, step = [inf] * len(pages), [inf] * len(pages)
    for _ in range(ROUNDS):
        profiles = SiteProfiles(path)
        for at, ((url, content, _), examined) in enumerate(zip(pages, asked, strict=True)):
            start = time.process_time()
            off(content, url=url)
            middle = time.process_time()
            judge_sites(examined.page, examined.decisions, profiles)
            whole[at] = min(whole[at], middle - start)
            step[at] = min(step[at], time.process_time() - middle)
    return {
        "documents": len(pages),
        "ms without": 1000 * sum(whole) / len(pages),
        "ms of look-ups": 1000 * sum(step) / len(pages),
        "share": sum(step) / sum(whole),
    }


def costs(data: Path, path: Path) -> Iterator[dict[str, Any]]:
    """Measure the cost on pages and texts of the bench folder whose hosts have three pages or
    more, by a profile of all."""
    several = {site for site, count in SiteProfiles(path).sites() if count >= FEWEST_PAGES}
    for kind in KINDS:
        pages = [page for page in read_bench(data) if page[2] == kind]
        yield {"cost of": "documents of hosts with three pages", "kind": kind} | measure_cost(
            [page for page in pages if host_of(page[0]) in several], path
        )


def read_bench(data: Path) -> Iterator[Source]:
    """Give every page of the bench folder, and every text of text-dev under its URL."""
    for folder in sorted(data.glob("*-dev")):
        if not (folder / "gold.jsonl").exists():
            continue
        for line in (folder / "gold.jsonl").read_bytes().splitlines():
            row = json.loads(line)
            page = folder / "html" / f"{row['id']}.html.gz"
            if row.get("url") and page.exists():
                yield row["url"], gzip.decompress(page.read_bytes()), "text/html"
    for path in sorted((data / "text-dev").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield row["url"], row["text"], "text/plain"


def compare(data: Path, path: Path) -> Iterator[dict[str, Any]]:
    """Score text-dev with profiles on and off, by variant: all texts, and those of hosts that
    have three pages or more."""
    profiles = learn(path, list(read_bench(data)))
    known = {site for site, count in profiles.sites() if count >= FEWEST_PAGES}
    scorer = load_scorer(data / "text-dev")
    off, on = Pipeline(media_type="text/plain"), Pipeline(media_type="text/plain", sites=profiles)
    rows = scorer.load(str(data / "text-dev"), lang="all")
    for variant in scorer.ORDER:
        for several in (False, True):
            chosen = [r for r in rows if r["variant"] == variant]
            chosen = [r for r in chosen if not several or host_of(r["url"]) in known]
            if not chosen:
                continue
            scored = [
                (
                    scorer.score_doc(row, off(row["text"], url=row["url"]).text),
                    scorer.score_doc(row, on(row["text"], url=row["url"]).text),
                )
                for row in chosen
            ]
            yield {
                "variant": variant,
                "hosts": "several pages" if several else "all",
                "documents": len(chosen),
                **{
                    f"{measure} {name}": sum(pair[at][measure] for pair in scored) / len(scored)
                    for measure in ("f", "r")
                    for at, name in enumerate(("off", "on"))
                },
                "better": sum(b["f"] > a["f"] for a, b in scored),
                "worse": sum(b["f"] < a["f"] for a, b in scored),
            }


def measure_many(documents: int, path: Path) -> dict[str, float]:
    """Learn from so many made-up documents, drawn from many sites in turn; give what it took."""
    rng = random.Random(1)
    sites = make_sites(max(1, documents // MANY_PAGES), 1)
    pool = [sites[0].paragraph(60, 200) for _ in range(5000)]
    frames = [site.template() for site in sites]
    pages = bytes_read = 0
    begun = time.perf_counter()
    with Learner(path, anew=True) as learner:
        for number in range(documents):
            at = rng.randrange(len(sites))
            top, bottom = frames[at]
            pairs = zip(rng.choices(pool, k=OWN_LINES), rng.choices(pool, k=OWN_LINES), strict=True)
            own = [" ".join(pair) for pair in pairs]
            text = "\n".join((*top, *own, *bottom))
            bytes_read += len(text)
            document = segment(decode(text, media_type="text/plain"), _url(sites[at], number))
            if found := sight(document, seen=DAY):
                learner.add(found)
                pages += 1
        read = time.perf_counter() - begun
        learner.finish()
    return {
        "documents": pages,
        "hosts": len(sites),
        "megabytes of text": bytes_read / 1e6,
        "seconds reading": read,
        "seconds in all": time.perf_counter() - begun,
        "largest resident megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "megabytes of profile": path.stat().st_size / 1e6,
    }


def _url(site: Site, number: int) -> str:
    return f"https://{site.host}/{number}"


@click.command()
@click.option("--hosts", default=200, show_default=True, help="Made-up sites.")
@click.option("--seed", default=7, show_default=True)
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The bench folder, for text-dev.")  # fmt: skip
@click.option("--documents", default=0, help="Documents for the run over many.")
@click.option("--json", "to", type=click.Path(path_type=Path), help="Write the figures here.")
def command(hosts: int, seed: int, data: Path | None, documents: int, to: Path | None) -> None:
    """Measure what site profiles find, what they cost, and what they change on text-dev."""
    figures: dict[str, Any] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sites.db"
        if documents:
            figures["many"] = measure_many(documents, path)
            click.echo(_said(figures["many"]))
        if hosts:
            figures["synthetic"] = list(_synthetic(hosts, seed, path))
        if data:
            figures["text-dev"] = []
            for row in chain(compare(data, path), costs(data, path)):
                figures["text-dev"].append(row)
                click.echo(_said(row))
    if to:
        to.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _synthetic(hosts: int, seed: int, path: Path) -> Iterator[dict[str, Any]]:
    for count in (30, 3):
        for noise in (0.0, 0.1, 0.2, 0.3):
            pages = [page for site in make_sites(hosts, seed) for page in site.pages(count, noise)]
            for kind in KINDS if noise == 0.1 else KINDS[:1]:
                counts = measure(pages, kind, path)
                row: dict[str, Any] = {"pages a host": count, "noise": noise, "kind": kind}
                row |= {"recall": counts.recall, "precision": counts.precision}
                row |= counts._asdict()
                click.echo(_said(row))
                yield row
                if count == 30 and noise == 0.1:
                    timed = [(p.url, p.text if kind == KINDS[0] else p.html, kind) for p in pages]
                    row = {"pages a host": count, "cost of": "made-up documents", "kind": kind}
                    row |= measure_cost(timed[:TIMED], path)
                    click.echo(_said(row))
                    yield row


def _said(row: dict[str, Any]) -> str:
    return "  ".join(
        f"{name} {value:.4f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in row.items()
    )
