"""Exports are read by the libraries they are meant for."""

from __future__ import annotations

import io
import json
import os
from importlib import import_module
from pathlib import Path

import pytest

from cleaner import Pipeline, clean
from cleaner.batch.manifest import write_manifest
from cleaner.emit import renderer

SEED = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))[0]
NOW = "2026-01-01T00:00:00Z"


def library(name):
    """Import a library that a test needs; in CI its absence is a failure."""
    try:
        return import_module(name)
    except ImportError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{error} (the extra `interop` has it)")


@pytest.fixture(scope="module")
def article():
    url = "http://example.org/2026/harbour"
    pipeline = Pipeline(timestamp=NOW, keep_source_text=True)
    return pipeline(SEED.read_bytes(), url=url, id="seed")


def test_a_prov_library_reads_the_lineage(article):
    prov = library("prov.model")
    document = prov.ProvDocument.deserialize(content=renderer("prov")(article), format="json")
    kinds = [record.get_type().localpart for record in document.get_records()]
    assert kinds.count("Entity") == len({*_digests(article)})
    for kind in ("Activity", "Agent", "Usage", "Generation", "Derivation", "Association"):
        assert kind in kinds
    again = prov.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document


def _digests(article):
    from cleaner.text import sha256

    provenance = article.provenance
    yield from (provenance.digest, provenance.text_digest, sha256(article.text))
    yield from (provenance.ruleset, provenance.model)


def test_json_ld_is_a_news_article(article):
    rdflib = library("rdflib")
    exported = json.loads(renderer("jsonld")(article))
    assert exported["articleBody"] == article.text
    assert exported["headline"] == article.title
    exported["@context"] = {"@vocab": "https://schema.org/"}  # the real one is on the network
    graph = rdflib.Graph().parse(data=json.dumps(exported), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    articles = list(graph.subjects(rdflib.RDF.type, schema.NewsArticle))
    assert len(articles) == 1
    assert str(graph.value(articles[0], schema.headline)) == article.title


def test_dolma_attributes_cut_the_removed_text_out(article):
    exported = json.loads(renderer("dolma")(article))
    text = article.provenance.source_text
    for start, end, score in reversed(exported["attributes"]["cleaner__removed__any"]):
        assert 0 < score <= 1
        text = text[:start] + text[end:]
    assert text.split() == article.text.split()
    rules = {removal.rule.replace("-", "_") for removal in article.provenance.removals}
    assert {f"cleaner__removed__{rule}" for rule in rules} <= set(exported["attributes"])


def test_datatrove_reads_the_records(article, tmp_path):
    library("datatrove")
    from datatrove.pipeline.readers import JsonlReader

    (tmp_path / "records.jsonl").write_text(renderer("jsonl")(article), encoding="utf-8")
    documents = list(JsonlReader(str(tmp_path), glob_pattern="*.jsonl").run())
    assert [(d.id, d.text) for d in documents] == [("seed", article.text)]
    assert documents[0].metadata["headline"] == article.title
    assert documents[0].metadata["provenance"]["segments"]


def test_spacy_docs_carry_the_pieces_as_spans(article):
    nlp = library("spacy").blank("en")
    from cleaner.integrations.spacy import to_doc, to_source_doc

    doc = to_doc(article, nlp)
    assert doc.text == article.text
    segments = article.provenance.segments
    assert len(doc.spans["blocks"]) == len(segments)
    assert doc.spans["blocks"][0].text == article.text[segments[0].start : segments[0].end]
    assert doc.user_data["metadata"]["headline"] == article.title
    source = to_source_doc(article, nlp)
    assert {span.label_ for span in source.spans["removed"]} == {
        removal.rule for removal in article.provenance.removals
    }
    with pytest.raises(ValueError, match="keep_source_text"):
        to_source_doc(clean(SEED.read_bytes()), nlp)


def test_an_ro_crate_library_reads_the_manifest(article, tmp_path):
    rocrate = library("rocrate.rocrate")
    records = tmp_path / "records.jsonl"
    records.write_text(renderer("jsonl")(article), encoding="utf-8")
    options = {"profile": "recall", "select": ("byline",)}
    for ended in ("2026-01-01T00:01:00Z", "2026-01-01T00:02:00Z"):
        write_manifest([SEED], [records], options, started=NOW, ended=ended)
    crate = rocrate.ROCrate(tmp_path)
    runs = [e for e in crate.contextual_entities if e.type == "CreateAction"]
    assert len(runs) == 2
    assert runs[0]["instrument"]["name"] == "article-cleaner"
    assert runs[0]["result"][0].id == "records.jsonl"
    read = {e.id: e for e in crate.get_entities()}
    assert read["records.jsonl"]["sha256"] == _sha256(records)
    assert read[SEED.resolve().as_uri()]["sha256"] == _sha256(SEED)
    assert crate.metadata["conformsTo"] == "https://w3id.org/ro/crate/1.1"


def _sha256(path):
    import hashlib

    return hashlib.file_digest(io.BytesIO(path.read_bytes()), "sha256").hexdigest()
