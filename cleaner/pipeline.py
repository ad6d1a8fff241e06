"""The steps composed: decode → parse → segment → judge → dedupe → assemble."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from cleaner import content, dedupe, lines, repair, sites, stories
from cleaner.account import account
from cleaner.addresses import host_name
from cleaner.assemble import Assembled, assemble
from cleaner.content.page import stated_body
from cleaner.decode import Source, decode
from cleaner.judge import all_rules, apply_rules, decide, read_page
from cleaner.language import detect_language
from cleaner.lexicon import Lexicon, lexicon, phrase_languages
from cleaner.metadata import read_metadata
from cleaner.model import Article, Decision, Document, StoryNote, Verdict
from cleaner.options import Options, OptionValues, read_options
from cleaner.parse import parse
from cleaner.rule import Page
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text
from cleaner.source_positions import Places, source_positions
from cleaner.tables import whole_tables
from cleaner.text import words

#: Phrases of this language are looked for on every page: sites in any language carry them.
LINGUA_FRANCA = "en"
#: On a page, rules are asked about blocks this near to main content: bylines, dates and the
#: headline stand there; what lies farther off has fallen to the content model already.
REACH = 8
#: A page's data may state its article for other programs. Where they have so many words and the
#: text less than half of them, a script shows the rest.
FEWEST_STATED = 50
STATED_SHARE = 0.5
#: The XPath of a script: what is read there is data.
SCRIPT = re.compile(r"/script\[\d+\]\Z")
#: From this probability on the content model overrules rules that go by shape: by five folds those
#: removed there 1,100 words of the gold and 340 others.
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Examined:
    """A document with the decision on each of its blocks."""

    page: Page
    decisions: tuple[Decision, ...]
    page_type: str | None = None
    notes: tuple[str, ...] = ()
    places: Places = ()
    dropped: bool = False


class Pipeline:
    """A cleaner with its options; call it with a source. It keeps nothing between calls.

    The keyword arguments are the fields of `Options`. Raises `OptionError` for a value that
    doesn't exist.
    """

    def __init__(self, **options: Unpack[OptionValues]) -> None:
        self.options: Options = read_options(options, rule_names())

    def __call__(
        self,
        source: str | bytes,
        *,
        url: str | None = None,
        id: str | int | None = None,
        site: str | None = None,
        story: StoryNote | None = None,
    ) -> Article:
        """Clean one document; `site` names the site of one that has no URL.

        `story` says what it shares with others; a near-copy that it drops comes out empty.

        Raises `DecodeError`, `EmptyInputError` or `ParseError` where the input can't be read;
        a page without an article gives an empty text with the reason in `provenance.notes`.
        """
        examined = self.examine(source, url=url, site=site)
        if story and story.dropped_for is not None:
            examined = _dropped(examined, story)
        options = self.options.for_host(_host(url, site))
        article = _article(examined, options, url=url, id=id, site=site)
        return replace(article, story=story) if story else article

    def examine(
        self, source: str | bytes, *, url: str | None = None, site: str | None = None
    ) -> Examined:
        """Read a document and decide on every block, without putting the output together."""
        options = self.options.for_host(_host(url, site))
        decoded = decode(source, encoding=options.encoding, media_type=options.media_type)
        document = segment(decoded, url)
        document = replace(document, language=options.language or detect_language(document))
        if document.media_type == "text/html":
            page, verdicts, page_type = _judge_page(document, options)
        else:
            page, verdicts, page_type = _judge_lines(document, options)
        verdicts = _chosen(verdicts, options)
        decisions = decide(verdicts)
        if options.sites:
            template = sites.judge_sites(page, decisions, options.sites, site=site)
            decisions = _decided_with(decisions, _chosen(template, options))
        repeats = _chosen(dedupe.find_duplicates(page, decisions), options)
        decisions = _decided_with(decisions, repeats)
        if options.repair:
            damage = repair.find_damage(page, decisions, options.ignore)
            decisions = _decided_with(decisions, damage)
        places = _places(source, decoded, document) if options.source_positions else ()
        notes = _phrase_notes(document)
        return Examined(page, tuple(decisions), page_type, notes, places)


def clean(
    source: str | bytes, *, url: str | None = None, **options: Unpack[OptionValues]
) -> Article:
    """Clean one document: HTML or plain text in, text with provenance out.

    The keyword arguments are the fields of `Options`. Raises what `Pipeline` raises.
    """
    return Pipeline(**options)(source, url=url)


def rule_names() -> tuple[str, ...]:
    """List everything that can remove text: rules, models, duplicate finders."""
    return tuple(sorted({*(rule.name for rule in all_rules()), *step_rules()}))


def step_rules() -> dict[str, str]:
    """Say what the models and the duplicate finder can remove by: name -> what it means."""
    return {
        **content.RULES,
        **lines.RULES,
        **sites.RULES,
        **dedupe.RULES,
        **stories.RULES,
        **repair.RULES,
    }


def _places(source: str | bytes, decoded: Source, document: Document) -> Places:
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return source_positions(raw, decoded.text, document)


def segment(decoded: Source, url: str | None) -> Document:
    """Cut a document into its blocks, nothing judged."""
    digest, encoding = decoded.digest, decoded.encoding
    if decoded.media_type == "text/html":
        return segment_html(parse(decoded.text), url=url, digest=digest, encoding=encoding)
    return segment_text(decoded.text, url=url, digest=digest, encoding=encoding)


def _judge_page(
    document: Document, options: Options
) -> tuple[Page, Sequence[Sequence[Verdict]], str | None]:
    """Let the content model choose first: rules are asked about what it keeps and what is near."""
    opinion = content.judge_content(document, effort=options.effort)
    content_says = whole_tables(document, opinion.verdicts)
    main = [at for at, spoken in enumerate(content_says) if not spoken]
    page = read_page(document, frozenset(main))
    around = {*main, *([] if page.headline_block is None else [page.headline_block])}
    size = len(document.blocks)
    near = {at for m in around for at in range(max(0, m - REACH), min(size, m + REACH + 1))}
    verdicts = apply_rules(page, all_rules(), _phrases(document.language), near)
    sure = [at for at in main if opinion.scores[at] >= SURE]
    return page, _joined(_outvoted(verdicts, sure), content_says), opinion.page_type


def _outvoted(
    verdicts: Sequence[Sequence[Verdict]], sure: Sequence[int]
) -> list[Sequence[Verdict]]:
    """Drop what rules that go by shape say of blocks the model is sure of."""
    left = list(verdicts)
    weak = {rule.name for rule in all_rules() if rule.by_shape}
    for at in sure:
        if left[at]:
            left[at] = [verdict for verdict in left[at] if verdict.rule not in weak]
    return left


def _judge_lines(
    document: Document, options: Options
) -> tuple[Page, Sequence[Sequence[Verdict]], str | None]:
    page = read_page(document)
    verdicts = apply_rules(page, all_rules(), _phrases(document.language))
    lines_say = lines.judge_lines(page, verdicts, profile=options.profile)
    return page, _joined(verdicts, lines_say), None


def _phrase_notes(document: Document) -> tuple[str, ...]:
    if document.language in phrase_languages():
        return ()
    return (f"language {document.language or 'unknown'}: no phrases of its own",)


def _phrases(language: str | None) -> Lexicon:
    return lexicon(tuple(dict.fromkeys((language or LINGUA_FRANCA, LINGUA_FRANCA))))


def _joined(
    verdicts: Sequence[Sequence[Verdict]], more: Sequence[Sequence[Verdict]]
) -> list[Sequence[Verdict]]:
    return [
        [*one, *other] if one and other else one or other
        for one, other in zip(verdicts, more, strict=True)
    ]


def _decided_with(
    decisions: Sequence[Decision], more: Sequence[Sequence[Verdict]]
) -> list[Decision]:
    """Decide again where there are further verdicts."""
    return [
        decide([[*decision.verdicts, *spoken]])[0]._replace(block=decision.block)
        if spoken
        else decision
        for decision, spoken in zip(decisions, more, strict=True)
    ]


def _chosen(verdicts: Sequence[Sequence[Verdict]], options: Options) -> Sequence[Sequence[Verdict]]:
    """Apply `select`, `ignore` and `protect` to the verdicts on each block."""
    if not (options.select or options.ignore or options.protect):
        return verdicts
    return [[*_chosen_of(spoken, options)] for spoken in verdicts]


def _chosen_of(verdicts: Sequence[Verdict], options: Options) -> Iterator[Verdict]:
    for verdict in verdicts:
        if verdict.rule in options.protect:
            yield verdict._replace(action="keep", step="options", span=None)
        elif verdict.rule not in options.ignore and (
            not options.select or verdict.rule in options.select
        ):
            yield verdict


def _article(
    examined: Examined,
    options: Options,
    *,
    url: str | None,
    id: str | int | None,
    site: str | None,
) -> Article:
    document = examined.page.document
    made = assemble(document, examined.decisions, removed_text=options.removed_text)
    metadata, evidence = read_metadata(examined.page, examined.decisions, url=url)
    metadata = replace(metadata, language=document.language, page_type=examined.page_type)
    notes = (*examined.notes, *_from_data(made), *_why_little(examined, made.text))
    return Article(
        text=made.text,
        title=metadata.headline,
        metadata=metadata,
        provenance=account(
            document, made, options, evidence=evidence, notes=notes, places=examined.places
        ),
        id=id,
        source=_host(url, site),
    )


def _host(url: str | None, site: str | None) -> str | None:
    return host_name(url) if url else site


def _dropped(examined: Examined, story: StoryNote) -> Examined:
    """Remove all of a document that is a near-copy of one that stays."""
    reason = f"the whole document is a near-copy of {story.dropped_for}"
    verdict = Verdict("duplicate-document", "remove", reason, step="dedupe")
    decisions = tuple(
        d if d.action == "remove" else Decision(d.block, "remove", (verdict,))
        for d in examined.decisions
    )
    notes = (*examined.notes, f"empty: {reason}")
    return replace(examined, decisions=decisions, notes=notes, dropped=True)


def _from_data(made: Assembled) -> tuple[str, ...]:
    """Say where a text comes from that a browser shows by scripts alone."""
    if any(segment.xpath and SCRIPT.search(segment.xpath) for segment in made.segments):
        return ("the page shows next to no text itself: this stands in the data of its scripts",)
    return ()


def _why_little(examined: Examined, text: str) -> tuple[str, ...]:
    """Say why a text is empty, and where the page has more of the article than it shows."""
    if examined.dropped:
        return ()
    document = examined.page.document
    scripts = document.head.json_ld
    is_short = sum(map(len, scripts)) * STATED_SHARE > len(text)
    stated = len(words(stated_body(scripts))) if is_short else 0
    where = f"the page's data state {stated:,} words of an article (JSON-LD articleBody)"
    if stated >= FEWEST_STATED and len(words(text)) < STATED_SHARE * stated:
        return (f"{where}, its text shows less than half",) if text else (f"empty: {where} alone",)
    if text:
        return ()
    if not document.blocks:
        return ("empty: the page has no text",)
    return ("empty: no block of the page is an article's text",)
