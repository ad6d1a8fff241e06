"""A record holds what it claims: the text comes back whole, and what was tampered with is named."""

from __future__ import annotations

import copy
import json
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Pipeline, RecordError, restore, verify

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "fixtures" / "pages").glob("*.html"))
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
NOW = "2026-01-01T00:00:00Z"

MENU = "<nav><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav>"
LEAD = (
    "The ferry to Lund Island ran again on Monday after a week of storms, and the first crossing "
    "was full before the sun was up."
)
MORE = (
    "Captain Mira Holt said that the engine had been checked twice, and that nobody on the quay "
    "had asked for their money back."
)
LAST = (
    "The line will keep to its winter timetable until the end of March, when the second boat comes "
    "back from the yard with a new keel."
)
PAGE = (
    f"<!DOCTYPE html><html><head><title>Ferry</title></head><body>{MENU}<main><p>{LEAD}</p>"
    f"<p>{MORE}</p><aside><a href=/x>Ten boats you must see</a></aside><p>{LAST}</p></main>"
    "<footer><a href=/i>Imprint</a></footer></body></html>"
).encode()
TEXT = f"Home\nNews\n\n{LEAD}\n \n{MORE}\n\nAdvertisement\n\n{LAST}\n"


def record_of(source, **options):
    article = Pipeline(timestamp=NOW, **options)(source)
    return json.loads(article.to_json())


@pytest.mark.parametrize("source", [PAGE, TEXT.encode(), TEXT], ids=["page", "bytes", "str"])
@pytest.mark.parametrize("selectors", ["brief", "full", "quote"])
def test_the_text_comes_back_from_the_record_alone_and_from_the_source(source, selectors):
    record = record_of(source, removed_text=True, selectors=selectors)
    assert record["provenance"]["removals"]
    text = restore(record)
    assert text == restore(record, source)
    assert LEAD in text
    assert "News" in text
    if source is not PAGE:
        assert text == TEXT


@pytest.mark.parametrize("end", ["\n", "\n\n\n", "  \r\n"])
def test_a_marker_glued_to_the_end_of_a_line_verifies(end):
    text = f"{LEAD}Advertisement{end}{MORE}\n"
    record = record_of(text)
    assert record["provenance"]["removals"][0]["rule"] == "advertisement"
    assert verify(record, text) is None


def test_without_removed_text_restoring_needs_the_source():
    record = record_of(PAGE)
    assert "Home" in restore(record, PAGE)
    with pytest.raises(RecordError, match="needs its source"):
        restore(record)
    with pytest.raises(RecordError, match="digest"):
        restore(record, PAGE.replace(b"Home", b"Dome"))


@pytest.mark.parametrize("path", [*PAGES, *SEEDS], ids=lambda path: path.stem)
def test_every_page_and_seed_verifies(path):
    source = path.read_bytes()
    for options in ({}, {"removed_text": True, "selectors": "full"}):
        try:
            record = record_of(source, **options)
        except cleaner.CleanerError:
            continue
        assert verify(record, source) is None
        assert verify(record) is None
        assert (restore(record) if options else "") == (restore(record, source) if options else "")


def at(record, name, number=0):
    return record["provenance"][name][number]


def selector(entry, kind):
    return next(found for found in entry["selector"] if found["type"] == kind)


def flip_a_character_of_the_output(record):
    record["text"] = record["text"].replace("storms", "stormy", 1)


def flip_white_space_of_the_output(record):
    segment = at(record, "segments", 1)
    record["text"] = (
        record["text"][: segment["start"] - 1] + " " + record["text"][segment["start"] :]
    )


def shift_a_segment_of_the_output(record):
    at(record, "segments")["start"] += 1
    at(record, "segments")["end"] += 1


def shift_a_segment_of_the_source(record):
    place = selector(at(record, "segments"), "TextPositionSelector")
    place["start"] -= 1
    place["end"] -= 1


def shorten_a_segment(record):
    segment = at(record, "segments", 1)
    segment["end"] -= 1
    selector(segment, "TextPositionSelector")["end"] -= 1


def point_at_another_element(record):
    path = selector(at(record, "segments"), "XPathSelector")
    path["value"] = path["value"].replace("main[1]", "main[2]")


def point_at_the_element_around(record):
    path = selector(at(record, "segments"), "XPathSelector")
    path["value"] = path["value"].rpartition("/")[0]


def shift_the_place_in_the_element(record):
    place = selector(at(record, "segments"), "XPathSelector")["refinedBy"]
    place["start"] += 1
    place["end"] += 1


def widen_the_place_in_the_element(record):
    selector(at(record, "segments"), "XPathSelector")["refinedBy"]["end"] += 9


def drop_a_removal(record):
    del record["provenance"]["removals"][1]


def drop_a_segment(record):
    del record["provenance"]["segments"][0]


def repeat_a_removal(record):
    record["provenance"]["removals"].append(copy.deepcopy(at(record, "removals")))


def change_the_digest_of_a_removal(record):
    digest = at(record, "removals")["digest"]
    at(record, "removals")["digest"] = digest[:-1] + ("0" if digest[-1] != "0" else "1")


def change_the_size_of_a_removal(record):
    at(record, "removals")["chars"] += 1


def change_the_digest_of_the_text(record):
    record["provenance"]["wasDerivedFrom"]["textDigest"] = "sha256:" + "0" * 64


def change_the_digest_of_the_source(record):
    record["provenance"]["wasDerivedFrom"]["digest"] = "sha256:" + "0" * 64


def change_the_length_of_the_text(record):
    record["provenance"]["wasDerivedFrom"]["textLength"] += 1


def name_another_encoding(record):
    record["provenance"]["wasDerivedFrom"]["encoding"] = "koi8-r"


def name_another_media_type(record):
    record["provenance"]["wasDerivedFrom"]["encodingFormat"] = "text/plain"


def lose_the_segments(record):
    del record["provenance"]["segments"]


def append_to_the_output(record):
    record["text"] += " The end."


def change_a_quote(record):
    selector(at(record, "segments"), "TextQuoteSelector")["prefix"] += "x"


def change_removed_text(record):
    at(record, "removals")["text"] = at(record, "removals")["text"].upper()


def change_a_gap(record):
    record["provenance"]["gaps"][1] += "\n"


def shift_the_bytes_of_the_source(record):
    place = selector(at(record, "segments"), "DataPositionSelector")
    place["start"] += 1
    place["end"] += 1


BRIEF = [
    flip_a_character_of_the_output,
    flip_white_space_of_the_output,
    shift_a_segment_of_the_output,
    shift_a_segment_of_the_source,
    shorten_a_segment,
    point_at_another_element,
    point_at_the_element_around,
    shift_the_place_in_the_element,
    widen_the_place_in_the_element,
    drop_a_removal,
    drop_a_segment,
    repeat_a_removal,
    change_the_digest_of_a_removal,
    change_the_size_of_a_removal,
    change_the_digest_of_the_text,
    change_the_digest_of_the_source,
    change_the_length_of_the_text,
    name_another_encoding,
    name_another_media_type,
    lose_the_segments,
    append_to_the_output,
]
QUOTE = [change_a_quote, change_removed_text, change_a_gap]
BYTES = [shift_the_bytes_of_the_source]
MUTATIONS = [*((m, "brief") for m in BRIEF), *((m, "quote") for m in [*QUOTE, *BYTES])]


@pytest.mark.parametrize(
    ("mutate", "selectors"), MUTATIONS, ids=lambda m: getattr(m, "__name__", m)
)
def test_verify_finds_what_was_tampered_with(mutate, selectors):
    more = selectors == "quote"
    record = record_of(PAGE, selectors=selectors, removed_text=more, source_positions=more)
    assert verify(record, PAGE) is None
    mutate(record)
    found = verify(record, PAGE)
    assert found is not None
    assert found.where
    assert found.what


#: Tampering that shows in the record itself where it carries the removed text.
UNSOURCED = [m for m in [*BRIEF, *QUOTE] if not any(
    word in m.__name__ for word in ("element", "quote", "of_the_source", "encoding", "media")
)]  # fmt: skip


@pytest.mark.parametrize("mutate", UNSOURCED, ids=lambda m: m.__name__)
def test_a_record_with_removed_text_verifies_without_its_source(mutate):
    record = record_of(TEXT, removed_text=True)
    assert verify(record) is None
    mutate(record)
    assert verify(record) is not None


@given(place=st.integers(0, len(PAGE) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_source_is_found(place, bit):
    damaged = bytearray(PAGE)
    damaged[place] ^= 1 << bit
    found = verify(RECORD, bytes(damaged))
    assert found is not None
    assert found.where == "source"


RECORD = record_of(PAGE)
TAGS = ("p", "div", "table", "tr", "td", "ul", "li", "b", "i", "a", "svg", "pre", "select", "form")
ODD = (
    "&amp;",
    "&#0;",
    "<!--x-->",
    "<script>s</script>",
    "<br>",
    "\r\n",
    "\x0c",
    "🚢",
    "\u00a0",
    "<",
)
pieces = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(ODD),
    st.sampled_from([LEAD, MORE, LAST, "Advertisement"]),
    st.text(string.ascii_letters + " \n<>/&é", max_size=12),
)


@given(st.lists(pieces, min_size=1, max_size=40))
def test_random_html_is_restored_and_verified(parts):
    source = ("<body>" + "".join(parts) + LEAD).encode()
    record = record_of(source, media_type="text/html", removed_text=True, selectors="quote")
    assert verify(record, source) is None
    assert restore(record) == restore(record, source)
    assert verify(record_of(source, media_type="text/html"), source) is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), st.data())
def test_random_text_is_restored_and_verified(odd, data):
    gaps = st.sampled_from(["\n", "\n\n", " \n\t\n", "\r\n", "\u2028", "\x0b"])
    lines = [LEAD, odd, "Advertisement", f"{MORE}Advertisement", odd, LAST]
    source = "".join(line + data.draw(gaps) for line in data.draw(st.permutations(lines)))
    record = record_of(source, media_type="text/plain", removed_text=True)
    assert verify(record, source) is None
    assert restore(record) == restore(record, source) == source


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_source_positions_are_bytes_of_the_source(encoding):
    said = (
        "Le café du quai a rouvert lundi &amp; la file d&#8217;attente était <b>longue</b>, dit-on."
    )
    charset = encoding.removesuffix("-sig")
    head = f"<!DOCTYPE html><meta charset={charset}><title>é</title>"
    source = (head + f"<article><p>{LEAD}</p><p>{said}</p><p>{MORE}</p></article>").encode(encoding)
    record = record_of(source, source_positions=True, selectors="full", language="fr")
    found = [selector(entry, "DataPositionSelector") for entry in record["provenance"]["segments"]]
    parts = [source[place["start"] : place["end"]] for place in found]
    plain = "utf-16-le" if encoding == "utf-16" else encoding
    assert said.encode(plain).removeprefix(b"\xef\xbb\xbf") in parts
    assert verify(record, source) is None
