"""Bytes that are in the wrong encoding, in several, in none, or no text at all."""

from __future__ import annotations

import gzip
import json
import random

import zstandard

from hostile.kinds import SENTENCE, article, kind


@kind()
def utf_16_with_mark():
    return article().encode("utf-16")


@kind()
def utf_16_big_endian_with_mark():
    return b"\xfe\xff" + article().encode("utf-16-be")


@kind()
def utf_32_with_mark():
    return article().encode("utf-32")


@kind(keeps=False)
def utf_16_without_mark():
    return article().encode("utf-16-le")


@kind(keeps=False)
def utf_16_cut_in_half():
    return article().encode("utf-16")[:-1]


@kind(keeps=False)
def utf_7():
    return article("<p>日本</p>").encode("utf-7")


@kind()
def charset_that_lies():
    return article("<p>né à Zürich</p>", head='<meta charset="utf-16">').encode("latin-1")


@kind()
def charset_unknown():
    return article("<p>né</p>", head='<meta charset="x-herring-1">').encode("latin-1")


@kind(keeps=False)
def charset_of_codecs():
    return article("<p>né</p>", head='<meta charset="zlib_codec">').encode("latin-1")


@kind()
def charset_missing():
    return article("<p>né à Zürich, où ça</p>" * 20).encode("cp1252")


@kind()
def charset_twice():
    head = '<meta charset="shift_jis"><meta charset="koi8-r">'
    return article("<p>é</p>", head=head).encode("utf-8")


@kind()
def utf_8_damaged():
    return article("<p>“né” à Zürich</p>" * 20).encode()[:-20] + b"\xe2\x80"


@kind(keeps=False)
def encodings_mixed():
    return article("<p>Zürich</p>").encode() + "<p>né à Zürich</p>".encode("latin-1") * 50


@kind()
def nul_bytes():
    return article("<p>her\0ring</p>" * 10).encode()


@kind(keeps=False)
def nul_bytes_only():
    return b"\0" * 1_000_000


@kind(keeps=False)
def random_bytes():
    return random.Random(6).randbytes(300_000)


@kind(keeps=False)
def random_bytes_in_a_page():
    return article().encode() + random.Random(7).randbytes(300_000)


@kind(keeps=False)
def overlong_and_surrogate_utf_8():
    return article().encode() + b"\xc0\xaf\xe0\x80\xaf\xed\xa0\x80\xf8\x88\x80\x80\x80" * 100


@kind(fails="DecodeError")
def pdf_as_html():
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\n" * 100


@kind(fails="DecodeError")
def jpeg_as_html():
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + random.Random(8).randbytes(100_000)


@kind(keeps=False)
def json_as_html():
    return json.dumps({"title": "Ferry", "body": [SENTENCE] * 100})


@kind(keeps=False)
def rss_as_html():
    item = (
        f"<item><title>Ferry</title><description><![CDATA[<p>{SENTENCE}</p>]]></description></item>"
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{item * 200}</channel></rss>'


@kind(keeps=False)
def program_as_text():
    return b"\x7fELF" + random.Random(9).randbytes(50_000)


@kind(keeps=False)
def gzip_inside():
    return gzip.compress(article().encode())


@kind(keeps=False)
def gzip_bomb():
    return gzip.compress(b"\0" * 300_000_000, 9)


@kind(keeps=False)
def zstd_bomb():
    return zstandard.compress(b"<p>" + b" " * 300_000_000, 3)
