"""Anything at all goes in: every step ends in a result or in an error of its own.

A short run is part of the tests; `make fuzz` looks for long. What it finds is kept as a file in
`tests/fuzz/<target>/` and is tried again by every run.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hostile import article
from hostile.inputs import warc_record, wet_record
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet, table

import cleaner
from cleaner.batch.sources import read_inputs
from cleaner.batch.tasks import Failure, Skipped, Task
from cleaner.decode import decode
from cleaner.emit import formats, renderer
from cleaner.errors import CleanerError
from cleaner.judge import all_rules, apply_rules, read_page
from cleaner.lexicon import lexicon, phrase_languages
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text
from cleaner.verify import verify

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))
FOUND = Path(__file__).parent / "fuzz"
DIGEST = "sha256:" + "0" * 64

some = settings(max_examples=EXAMPLES)

TAGS = """p div li ul ol h1 h2 blockquote figure figcaption td tr table tbody a span b i pre code
article section nav header footer aside main form select option button textarea iframe template
noscript script style svg math title head body html br hr img input details summary dl dt dd
frameset frame plaintext xmp listing caption colgroup col optgroup ruby rt center font marquee
time address object video audio canvas foreignobject mi annotation-xml""".split()
ATTRIBUTES = """class=byline id=comments hidden style="display:none" href="javascript:x" rel=author
itemprop=author itemprop=articleBody datetime="2024-13-45T99:99" aria-hidden=true role=navigation
lang=xx content="By x" name=author property=og:title shadowrootmode=open type=application/ld+json
itemscope itemtype="http://schema.org/NewsArticle" """.split()
CHROME = """Share this article|By Anna Holm|(Reuters) -|PARIS (AP) — |3 May 2024 10:30|See also:
© 2024|Advertisement|Read more...|1,204 Views|#one #two|…""".replace("\n", "|").split("|")
NAMES = """@type @graph @id name author headline articleBody datePublished publisher keywords
mainEntity""".split()
pieces = st.one_of(
    st.text(max_size=40),
    st.sampled_from(CHROME),
    st.text("aZ é橋٣\0\x1b\u202e\u200b\ufeff\n\t\xa0.,;:|/-–—“”\"'()[]{}<>&#@=*_…»›", max_size=30),
)
texts = st.lists(
    st.tuples(pieces, st.sampled_from(["\n", "\n\n", " ", "", "\r\n", "\r"])), max_size=20
).map(lambda lines: "".join(a + b for a, b in lines))
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), pieces),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    ),
    max_leaves=8,
)


@st.composite
def markups(draw: st.DrawFn) -> str:
    """Give tags, texts and data in any order, opened and closed as it happens."""
    made = []
    for _ in range(draw(st.integers(0, 25))):
        tag, kind = draw(st.sampled_from(TAGS)), draw(st.integers(0, 9))
        if kind < 4:
            made.append(f"<{tag} {draw(st.sampled_from(ATTRIBUTES)) if kind else ''}>")
        elif kind < 6:
            made.append(f"</{tag}>")
        elif kind == 6:
            data = json.dumps(draw(json_values))
            made.append(f'<script type="application/ld+json">{data}</script>')
        elif kind == 7:
            value = html.escape(draw(pieces))
            made.append(f'<meta {draw(st.sampled_from(ATTRIBUTES))} content="{value}">')
        else:
            made.append(draw(pieces))
    return "".join(made)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Give content with pieces cut out, put in and changed."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(0, 6))):
        at, size = draw(st.integers(0, len(content))), draw(st.integers(0, 40))
        put = draw(st.binary(max_size=size))
        content[at : at + draw(st.sampled_from([0, len(put), size]))] = put
    return bytes(content[: draw(st.sampled_from([len(content), len(content) // 2])) or None])


def check_decode(content: bytes) -> None:
    try:
        source = decode(content)
    except CleanerError:
        return
    source.text.encode("utf-8")
    assert source.text.strip()


def check_page(markup: str) -> None:
    try:
        document = segment_html(parse(markup), url=None, digest=DIGEST, encoding="utf-8")
    except CleanerError:
        return
    _check_document(document)


def check_text(text: str) -> None:
    document = segment_text(text, url=None, digest=DIGEST, encoding="utf-8")
    assert document.text == text
    _check_document(document)
    page = read_page(document)
    for language in phrase_languages():
        apply_rules(page, all_rules(), lexicon((language,)))


def _check_document(document: cleaner.Document) -> None:
    end = 0
    for number, block in enumerate(document.blocks):
        assert block.index == number
        assert end <= block.span.start <= block.span.end
        end = block.span.end


def check_record(source: str) -> None:
    """Every record holds against its source, and every format can be written."""
    for media_type in ("text/html", "text/plain"):
        try:
            article = cleaner.clean(
                source, media_type=media_type, keep_source_text=True, removed_text=True
            )
        except CleanerError:
            continue
        record = json.loads(article.to_json())
        broken = verify(record, source)
        assert broken is None, broken
        for name in formats():
            if name != "parquet":
                renderer(name)(article)


def check_source(path: Path) -> None:
    for item in read_inputs([str(path)], max_bytes=1 << 20):
        assert isinstance(item, Task | Failure | Skipped)
        assert item.mark() is not None
        if isinstance(item, Failure):
            assert item.cause


def _parquet() -> bytes:
    made = io.BytesIO()
    parquet.write_table(
        table({"id": ["1", "2"], "html": [article(), None], "text": ["", "x"]}), made
    )
    return made.getvalue()


ROWS = "".join(
    json.dumps({"id": n, "text": "Ferry\n\nstays", "url": "http://a.org"}) + "\n" for n in range(4)
)
WARC = warc_record(1, article().encode()) + wet_record(2, "Ferry stays") + warc_record(3, b"x")
SOURCES = {
    "x.html": article().encode(),
    "x.jsonl": ROWS.encode(),
    "x.csv": b'id,text,url\n1,"Ferry\nstays",\n2,x,http://a.org\n',
    "x.parquet": _parquet(),
    "x.warc": WARC,
    "x.warc.gz": gzip.compress(WARC[:2000]) + gzip.compress(WARC[2000:]),
    "x.jsonl.gz": gzip.compress(ROWS.encode()),
    "x.jsonl.zst": zstandard.compress(ROWS.encode()),
}


encoded = st.one_of(
    st.binary(max_size=300),
    damaged(article("<p>né 橋</p>").encode()),
    damaged(article("<p>né</p>").encode("utf-16")),
    damaged(b"<meta charset=big5>\xa4\xa4"),
)


@some
@given(encoded)
def test_decode(content):
    check_decode(content)


@some
@given(markups())
def test_parse_and_segment(markup):
    check_page(markup)


@some
@given(texts)
def test_rules(text):
    check_text(text)


@some
@given(st.one_of(markups(), texts))
def test_record(source):
    check_record(source)


@pytest.mark.parametrize("name", SOURCES)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_source(tmp_path_factory, name, data):
    path = tmp_path_factory.getbasetemp() / f"fuzz-{os.getpid()}-{name}"
    path.write_bytes(data.draw(damaged(SOURCES[name])))
    check_source(path)


CHECKS: dict[str, Callable[[Path], None]] = {
    "decode": lambda path: check_decode(path.read_bytes()),
    "page": lambda path: check_page(_read(path)),
    "text": lambda path: check_text(_read(path)),
    "record": lambda path: check_record(_read(path)),
    "source": check_source,
}


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogatepass")


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: path.name)
def test_what_was_found_before(path):
    CHECKS[path.parent.name](path)
