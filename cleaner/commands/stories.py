"""`cleaner stories`: which documents tell one story, and which paragraphs they share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import click

from cleaner.batch.clean import TIMEOUT
from cleaner.batch.sources import InputFormat, read_inputs
from cleaner.batch.stories import read_stories
from cleaner.batch.tasks import Failure
from cleaner.commands.shared import (
    InputName,
    cleaning_options,
    describe,
    read_cleaning_options,
    say,
)
from cleaner.explain import printable
from cleaner.model import Passage
from cleaner.stories import Stories, StoryText, find_stories

#: Words of a paragraph that are shown.
WORDS_SHOWN = 12


@click.command(name="stories", short_help="Find what documents share and which tell one story.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=InputName())
@click.option("--input-format", type=click.Choice(get_args(InputFormat)), default="auto",
              help="What the inputs are; else by content and name.")  # fmt: skip
@click.option("--format", "output_format", type=click.Choice(["text", "jsonl"]), default="text",
              help="For people, or a line of JSON for each story and pair.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="Worker processes.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=TIMEOUT,
              show_default=True, help="Seconds a document may take.")  # fmt: skip
@cleaning_options
@click.pass_context
def stories_command(
    context: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    input_format: Any,
    output_format: str,
    jobs: int,
    timeout: float,
    url: str | None,
    **chosen: Any,
) -> None:
    """Clean documents and print the stories they tell together, with scores and likely origins,
    and the paragraphs that pairs of them share, word for word or edited.

    \b
    Examples:
      cleaner stories pages/
      cleaner stories crawl.jsonl --format jsonl
    """
    options = read_cleaning_options(**chosen)
    texts: list[StoryText] = []
    failed = 0
    items = read_inputs(inputs, input_format=input_format, url=url)
    for result in read_stories(items, options, jobs=jobs, timeout=timeout):
        if isinstance(result, Failure):
            failed += 1
            say(describe(result))
        elif isinstance(result, StoryText):
            texts.append(result)
    found = find_stories(texts)
    for line in _as_json(found) if output_format == "jsonl" else _as_text(found):
        click.echo(line)
    context.exit(1 if failed else 0)


def _as_text(found: Stories) -> Iterator[str]:
    names = [printable(str(text.id)) for text in found.texts]
    for story in found.stories:
        yield f"story {story.id}: {len(story.members)} documents"
        for at, score in zip(story.members, story.scores, strict=True):
            headline = printable(found.texts[at].headline or "")
            yield f"  {score:.2f}  {names[at]}  {headline}".rstrip()
        yield f"  likely from {names[story.origin]}: {printable(story.reason)}"
        for (one, other), link in found.links.items():
            if one in story.members:
                alike = f"names {link.names:.2f}, runs of words {link.words:.2f}"
                yield f"  {link.score:.2f}  {names[one]} and {names[other]}: {alike}"
    for (one, other), passages in found.shared.items():
        yield f"{names[one]} and {names[other]} share {len(passages)} paragraphs"
        for passage in passages:
            yield f"  {passage.similarity:.2f}  {_quote(found.texts[one], passage)}"
    if not found.stories and not found.shared:
        yield f"{len(names)} documents share nothing"


def _quote(text: StoryText, passage: Passage) -> str:
    spans = {paragraph.span.start: paragraph.form for paragraph in text.paragraphs}
    words = spans[passage.start].split()
    shown = " ".join(words[:WORDS_SHOWN]) + (" …" if len(words) > WORDS_SHOWN else "")
    return f"[{passage.start}:{passage.end}] {printable(shown)}"


def _as_json(found: Stories) -> Iterator[str]:
    ids = [text.id for text in found.texts]
    for story in found.stories:
        members = [
            {"id": ids[at], "score": score}
            for at, score in zip(story.members, story.scores, strict=True)
        ]
        origin = {"id": ids[story.origin], "reason": story.reason}
        yield _line({"story": story.id, "documents": members, "origin": origin})
    for (one, other), passages in found.shared.items():
        pair = [ids[one], ids[other]]
        yield _line({"sharedBy": pair, "passages": [p._asdict() for p in passages]})


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
