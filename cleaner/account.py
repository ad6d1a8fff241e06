"""What was put together → the account of it, with the lineage: `Provenance`."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.assemble import Assembled
from cleaner.lineage import model_digest, ruleset_digest, software, time_stamp
from cleaner.model import Document, Evidence, Provenance
from cleaner.options import Options
from cleaner.source_positions import Places
from cleaner.stretches import gaps, stretches
from cleaner.text import sha256


def account(
    document: Document,
    made: Assembled,
    options: Options,
    *,
    evidence: Iterable[Evidence] = (),
    notes: Iterable[str] = (),
    places: Places = (),
) -> Provenance:
    """Give the account of a cleaning: its source, its parts and what made it.

    `places` are those of the blocks in the source's bytes, where they were asked for.
    """
    taken = stretches(
        document,
        made.segments,
        made.removals,
        apart=options.selectors != "brief",
        quotes=options.selectors == "quote",
        removed_text=options.removed_text,
        places=places,
    )
    return Provenance(
        digest=document.digest,
        media_type=document.media_type,
        encoding=document.encoding,
        text_digest=sha256(document.text),
        text_length=len(document.text),
        segments=made.segments,
        removals=made.removals,
        repairs=made.repairs,
        stretches=taken,
        gaps=gaps(document, taken) if options.removed_text else (),
        evidence=tuple(evidence),
        notes=tuple(notes),
        options=options.stated(),
        ruleset=ruleset_digest(),
        model=model_digest(),
        sites=options.sites.digest if options.sites else None,
        software=software(options.effort),
        started_at=options.timestamp or time_stamp(),
        source_text=document.text if options.keep_source_text else None,
    )
