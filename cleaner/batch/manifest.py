"""A run → its manifest after RO-Crate 1.1: which files went in, which came out, by what.

https://w3id.org/ro/crate/1.1 and, for the run, https://w3id.org/ro/wfrun/process
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cleaner.lineage import model_digest, ruleset_digest, software
from cleaner.options import OptionValues

NAME = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
SPECIFICATION = {"@id": "https://w3id.org/ro/crate/1.1"}
PROFILE = {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
SOFTWARE = "https://pypi.org/project/article-cleaner/"
FORMATS = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".jsonl": "application/jsonl",
    ".gz": "application/gzip",
}

Entity = dict[str, Any]


def write_manifest(
    inputs: Iterable[Path],
    outputs: Iterable[Path],
    options: OptionValues,
    *,
    started: str,
    ended: str,
) -> Path:
    """Write or extend the manifest beside the first output; give its path.

    `started` and `ended` are ISO 8601. Runs that a manifest there already tells of stay in it.
    Raises `OSError` where it can't be read or written, `ValueError` where a file of that name is no
    manifest.
    """
    made = list(outputs)
    path = made[0].parent / NAME
    known = _read(path) if path.exists() else []
    graph = manifest(
        inputs, made, options, root=made[0].parent, started=started, ended=ended, known=known
    )
    part = path.with_suffix(".part")
    told = json.dumps(graph, indent=2, ensure_ascii=False) + "\n"
    part.write_bytes(told.encode("utf-8", "backslashreplace"))  # names need not be UTF-8
    part.replace(path)
    return path


def _read(path: Path) -> list[Entity]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))["@graph"]
        if all(entity["@id"] for entity in known):
            return list(known)
    except (ValueError, KeyError, TypeError):
        pass
    raise ValueError(f"{path.name} is there and is no manifest")


def manifest(
    inputs: Iterable[Path],
    outputs: Iterable[Path],
    options: OptionValues,
    *,
    root: Path,
    started: str,
    ended: str,
    known: Sequence[Entity] = (),
) -> Entity:
    """Give the manifest of a run as JSON-LD: a `CreateAction` with its files and software.

    Files go by their path from `root`, by a `file:` URI outside of it, and have their SHA-256.
    `known` are the entities of an earlier manifest, which this one goes on from.
    """
    taken, made = (_files(paths, root) for paths in (inputs, outputs))
    settings = [_setting(name, value) for name, value in sorted(options.items())]
    run: Entity = {
        "@id": f"#{_run_name(taken, made, settings, ended)}",
        "@type": "CreateAction",
        "name": "Articles cleaned",
        "startTime": started,
        "endTime": ended,
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
        "instrument": {"@id": SOFTWARE},
        "object": _refer([*taken, *settings]),
        "result": _refer(made),
    }
    entities = {e["@id"]: e for e in [*known, *taken, *made, *settings, _software(), run]}
    files = [e for e in entities.values() if e["@type"] == "File"]
    runs = [e for e in entities.values() if e["@type"] == "CreateAction"]
    first = {e["@id"]: e for e in [_descriptor(), _dataset(files, runs, ended)]}
    return {"@context": CONTEXT, "@graph": list({**first, **entities, **first}.values())}


def _refer(entities: Iterable[Mapping[str, Any]]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]


def _descriptor() -> Entity:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": SPECIFICATION,
        "about": {"@id": "./"},
    }


def _dataset(files: Sequence[Entity], runs: Sequence[Entity], ended: str) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": "Cleaned articles",
        "description": "Articles cleaned by article-cleaner, with the account of each run.",
        "datePublished": ended,
        "license": "The rights are those of each source.",
        "conformsTo": PROFILE,
        "hasPart": _refer(files),
        "mentions": _refer(runs),
    }


def _software() -> Entity:
    versions = dict(software())
    version = versions.pop("article-cleaner", "unknown")
    return {
        "@id": SOFTWARE,
        "@type": "SoftwareApplication",
        "name": "article-cleaner",
        "url": SOFTWARE,
        "version": version,
        "softwareRequirements": [f"{name} {version}" for name, version in versions.items()],
        "identifier": [f"ruleset {ruleset_digest()}", f"model {model_digest()}"],
    }


def _setting(name: str, value: object) -> Entity:
    plain = list(value) if isinstance(value, list | tuple | set | frozenset) else value
    said = plain if isinstance(plain, str) else json.dumps(plain, default=str)
    key = hashlib.sha256(said.encode()).hexdigest()[:8]
    return {"@id": f"#{name}-{key}", "@type": "PropertyValue", "name": name, "value": said}


def _files(paths: Iterable[Path], root: Path) -> list[Entity]:
    """Describe those files that can be read; the others are among the failures of the run."""
    described = []
    for path in paths:
        with suppress(OSError, RuntimeError):  # `resolve` raises the latter for a loop of links
            described.append(_file(path, root))
    return described


def _file(path: Path, root: Path) -> Entity:
    path, root = path.resolve(), root.resolve()
    inside = path.is_relative_to(root)
    name = path.relative_to(root).as_posix() if inside else path.as_uri()
    entity = {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "contentSize": str(os.stat(path).st_size),
        "sha256": _digest(path),
    }
    if path.suffix in FORMATS:
        entity["encodingFormat"] = FORMATS[path.suffix]
    return entity


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run_name(
    taken: Sequence[Entity], made: Sequence[Entity], settings: Sequence[Entity], ended: str
) -> str:
    """Name a run after all that went into it and came out of it."""
    told = json.dumps([taken, made, settings, ended], sort_keys=True)
    return f"run-{uuid.uuid5(uuid.NAMESPACE_URL, told)}"
