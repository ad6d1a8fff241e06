"""Bytes → text: compression apart, which encoding, and HTML or plain text."""

from __future__ import annotations

import codecs
import hashlib
import re
from itertools import islice
from typing import NamedTuple

from cleaner.errors import DecodeError, EmptyInputError
from cleaner.model import MediaType

#: How far into the input a byte-order mark, a declaration or a signature is looked for.
HEAD_BYTES = 4096
#: A text with more than this share of control characters is binary data, whatever its name.
CONTROL_SHARE = 0.05
#: UTF-8 with fewer broken characters than this share of its sound non-ASCII ones is damaged UTF-8
#: (a cut-off ending, a pasted quote); in another encoding nearly every such byte breaks.
SPOILT_SHARE = 0.1
#: First bytes of formats that people feed by mistake, and their names.
SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\x7fELF": "a program",
}

TAGS = re.compile(
    r"<!doctype html|<(?:html|head|body|article|main|section|div|span|p|a|br|table|h[1-6]|ul|ol|li"
    r"|meta|script|title)\b[^<>]*>",
    re.I,
)
#: What browsers read in place of an encoding that a page declares: its superset, as the WHATWG
#: Encoding Standard has it; keys are Python's names.
SUPERSETS = {
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "ms932",
}
#: Plain text may mention a tag or two; markup has them close together.
FEWEST_TAGS = 3
#: Byte-order marks begin with one of these; the states of ISO 2022, which is ASCII else, with ESC.
MARK_STARTS = (b"\xef", b"\xfe", b"\xff", b"\x00")
ESCAPE = b"\x1b"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTROL_BYTES = re.compile(CONTROL.pattern.encode())
BINARY = "the input is binary data, not text"


class Source(NamedTuple):
    """A decoded input: its text, the encoding it was in, and the digest of its bytes."""

    text: str
    encoding: str
    digest: str
    media_type: MediaType


def decode(
    source: str | bytes, *, encoding: str | None = None, media_type: MediaType | None = None
) -> Source:
    """Turn input into text and say what it is.

    The encoding is, in this order: the one named, a byte-order mark, UTF-8 if it fits, the one
    the page declares, the best guess of bs4's `UnicodeDammit`. Lone surrogates become U+FFFD.

    Raises `EmptyInputError` for nothing but white space, `DecodeError` for binary data and
    for an encoding that doesn't exist or doesn't fit, `TypeError` for what is no content: a path
    would be taken for its name else, and a number for so many zeros.
    """
    if not isinstance(source, str | bytes | bytearray | memoryview):
        raise TypeError(f"a document is given as str or bytes, not {type(source).__name__}")
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else bytes(source)
    digest = "sha256:" + hashlib.sha256(raw).hexdigest()
    if isinstance(source, str):
        text, used = source, "utf-8"
        if not source.isascii():
            text = source.encode("utf-8", "replace").decode("utf-8") if _torn(source) else source
    else:
        text, used = _decode_bytes(raw, encoding)
    if not text.strip():
        raise EmptyInputError("the input is empty")
    sample = text[:HEAD_BYTES]
    if len(CONTROL.findall(sample)) > CONTROL_SHARE * len(sample):
        raise DecodeError(BINARY)
    return Source(text, used, digest, media_type or sniff(text))


def sniff(text: str) -> MediaType:
    """Tell HTML from plain text by its tags."""
    head = text[: 16 * HEAD_BYTES]
    if re.match(
        r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?><!--(?s:.*?)-->)\s*+)*+<(?:!doctype|html|head|body)",
        head,
        re.I,
    ):
        return "text/html"
    tags = islice(TAGS.finditer(head), FEWEST_TAGS)
    return "text/html" if len(list(tags)) == FEWEST_TAGS else "text/plain"


def _torn(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _decode_bytes(raw: bytes, encoding: str | None) -> tuple[str, str]:
    for signature, name in SIGNATURES.items():
        if raw.startswith(signature):
            raise DecodeError(f"the input is {name}, not text")
    if encoding is not None:
        return _decode_as(raw, encoding)
    marked = raw.startswith(MARK_STARTS) or (ESCAPE in raw and raw.isascii())
    if marked and (found := _decode_marked(raw)):
        return found
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _detect(raw)


def _decode_marked(raw: bytes) -> tuple[str, str] | None:
    """Decode bytes with a byte-order mark, or in an encoding that looks like ASCII but is not."""
    from bs4.dammit import EncodingDetector  # here: slow to import, seldom needed

    stripped, marked = EncodingDetector.strip_byte_order_mark(raw)
    if marked:
        return stripped.decode(marked, "replace"), marked
    declared = EncodingDetector.find_declared_encoding(raw, is_html=True)
    if declared and declared.startswith("iso-2022") and raw.isascii():
        return _decode_as(raw, declared)
    return None


def _detect(raw: bytes) -> tuple[str, str]:
    """Decode what is not clean UTF-8: damaged UTF-8, what the page declares, or a guess."""
    from bs4.dammit import EncodingDetector, UnicodeDammit  # here: slow to import, seldom needed

    if (mended := _mostly_utf8(raw)) is not None:
        return mended, "utf-8"
    named = EncodingDetector.find_declared_encoding(raw, is_html=True)
    declared = _superset(named) if named else None
    if declared is None and len(CONTROL_BYTES.findall(raw)) > CONTROL_SHARE * len(raw):
        raise DecodeError(BINARY)
    guess = UnicodeDammit(
        raw,
        known_definite_encodings=[declared] if declared else [],
        exclude_encodings=[named] if named and not declared else [],
        is_html=True,
    )
    if guess.unicode_markup is None:
        raise DecodeError("no encoding fits the input; name one with `encoding`")
    return guess.unicode_markup, guess.original_encoding or "unknown"


def _superset(declared: str) -> str | None:
    """Give what browsers read for a declaration; None where it can't be true.

    A page whose declaration can be read is in no encoding of wider units, nor packed in a codec.
    """
    try:
        found = codecs.lookup(declared)
        if found.name.startswith(("utf-16", "utf-32")) or not found._is_text_encoding:
            return None
        return SUPERSETS.get(found.name, declared)
    except LookupError:
        return declared


def _mostly_utf8(raw: bytes) -> str | None:
    """Decode UTF-8 that a few bytes spoil; None where it is another encoding."""
    text = raw.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - spoilt
    return text if spoilt <= SPOILT_SHARE * sound else None


def _decode_as(raw: bytes, encoding: str) -> tuple[str, str]:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise DecodeError(f"there is no encoding {encoding!r}") from None
    try:
        return raw.decode(name), name
    except UnicodeDecodeError as error:
        raise DecodeError(f"byte {error.start} is not {name}: {error.reason}") from None
