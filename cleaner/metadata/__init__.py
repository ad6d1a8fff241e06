"""What is known of an article: every source's claims, the choice among them, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cleaner.agencies import find_agency, is_agency
from cleaner.metadata.authors import Authors, choose_authors
from cleaner.metadata.claims import Claim, choose, evidence, same
from cleaner.metadata.head import read_head
from cleaner.metadata.json_ld import read_json_ld
from cleaner.metadata.lines import read_lines
from cleaner.metadata.times import choose_published, dated, read_times, read_url
from cleaner.metadata.visible import read_visible
from cleaner.model import Decision, Evidence, Metadata
from cleaner.rule import Page
from cleaner.titles import host_names, strip_names

Claims = Mapping[str, Sequence[Claim]]

#: Fields that take the first claim on them as it stands.
PLAIN = (
    "alternative_headline", "date_relative", "dateline", "credit_text", "section", "publisher",
    "license", "copyright_notice",
)  # fmt: skip
#: More keywords than this describe a site, not an article.
MOST_KEYWORDS = 30


def read_metadata(
    page: Page, decisions: Sequence[Decision], *, url: str | None = None
) -> tuple[Metadata, tuple[Evidence, ...]]:
    """Gather what the page's data and the document's lines state, and choose for each field.

    A field that nothing states stays None. `url` is where the document was taken from; a day in
    it counts as a last resort.
    """
    claims = _gather(page, decisions, url)
    values: dict[str, Any] = {}
    proofs: list[Evidence] = []
    for field in PLAIN:
        values[field], proof = choose(claims.get(field, ()))
        proofs += proof
    sites = _site_names(claims, url)
    headline, other, proof = _headline(page, claims.get("headline", ()), sites)
    values["headline"] = headline
    values["alternative_headline"] = values["alternative_headline"] or other
    proofs += proof
    language = page.document.language
    published = choose_published(claims.get("date_published", ()), language)
    modified = choose(dated(claims.get("date_modified", ()), language))
    for field, (value, proof) in {"date_published": published, "date_modified": modified}.items():
        values[field] = value
        proofs += proof
    signed = choose_authors([*claims.get("author", ()), *claims.get("posted_by", ())], sites)
    values["source_organization"], proof = choose(_agency(claims, signed))
    values["url"], _ = choose([c for c in claims.get("url", ()) if c.value.startswith("http")])
    proofs += [*signed.evidence, *proof]
    corrections = claims.get("correction", ())
    proofs += [evidence(claim, ()) for claim in corrections]
    keywords = dict.fromkeys(claim.value for claim in claims.get("keywords", ()))
    metadata = Metadata(
        **{**values, "url": values["url"] or url},
        author=signed.persons,
        posted_by=signed.posted_by,
        keywords=tuple(keywords)[:MOST_KEYWORDS],
        correction=tuple(claim.value for claim in corrections),
    )
    return metadata, tuple(proofs)


def _gather(page: Page, decisions: Sequence[Decision], url: str | None) -> Claims:
    """Bring all claims together, by field, the sources in order of trust."""
    head = page.document.head
    gathered: dict[str, list[Claim]] = {}
    for claim in (
        *read_json_ld(head.json_ld),
        *read_head(head),
        *read_lines(page, decisions),
        *read_visible(page),
        *read_times(page),
        *read_url(url),
    ):
        gathered.setdefault(claim.field, []).append(claim)
    return gathered


def _headline(
    page: Page, claims: Sequence[Claim], sites: Sequence[str]
) -> tuple[str | None, str | None, tuple[Evidence, ...]]:
    """Give the headline, the first other wording that the page states, and the evidence."""
    if page.headline is None:
        return None, None, ()
    span = None
    if page.headline_block is not None:
        span = page.document.blocks[page.headline_block].span
    source = "headline" if span else "title"
    chosen = Claim("headline", source, page.headline, *(span or (None, None)))
    stated = [claim._replace(value=strip_names(claim.value, sites)) for claim in claims]
    others = [claim for claim in stated if not same(claim.value, page.headline, "headline")]
    return page.headline, others[0].value if others else None, (evidence(chosen, others),)


def _site_names(claims: Claims, url: str | None) -> list[str]:
    return [*(claim.value for claim in claims.get("publisher", ())), *host_names(url)]


def _agency(claims: Claims, signed: Authors) -> list[Claim]:
    """Say which agency supplied the story: stated, credited, or signing on another's site."""
    stated = list(claims.get("source_organization", ()))
    publishers = {find_agency(claim.value) for claim in claims.get("publisher", ())}
    for name in signed.posted_by:
        if is_agency(name) and (agency := find_agency(name)) not in publishers:
            stated.append(Claim("source_organization", "byline", agency or name))
    return stated
