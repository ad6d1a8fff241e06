"""Files and folders that trap readers: torn, bombed, mislabelled, looping, unreadable.

`make_inputs` writes one of each kind into a folder and gives their names.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import zstandard
from pyarrow import parquet, table

from hostile.kinds import KINDS, SENTENCE, article

#: Name of the file -> what writes it.
INPUTS: dict[str, Callable[[Path], object]] = {}


def _input(name: str):
    def enter(make: Callable[[Path], object]) -> Callable[[Path], object]:
        INPUTS[name] = make
        return make

    return enter


def warc_record(number: int, body: bytes, kind: str = "text/html") -> bytes:
    """Give a response record."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return _record("response", "application/http; msgtype=response", number, http.encode() + body)


def wet_record(number: int, text: str) -> bytes:
    """Give a conversion record, as WET files have them."""
    return _record("conversion", "text/plain", number, text.encode())


def _record(kind: str, content_type: str, number: int, block: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"WARC-Target-URI: http://a.org/{number}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _members(count: int = 4) -> list[bytes]:
    return [gzip.compress(warc_record(n, article().encode())) for n in range(count)]


@_input("truncated.warc")
def _(path):
    whole = b"".join(warc_record(n, article().encode()) for n in range(3))
    path.write_bytes(whole[:-300])


@_input("flipped.warc.gz")
def _(path):
    members = [bytearray(member) for member in _members()]
    members[1][40] ^= 0xFF
    path.write_bytes(b"".join(members))


@_input("torn-member.warc.gz")
def _(path):
    members = _members()
    path.write_bytes(members[0] + members[1][:100] + members[2] + members[3][:-30])


@_input("wrong-length.warc")
def _(path):
    record = warc_record(0, article().encode()).replace(b"Content-Length: ", b"Content-Length: 9")
    path.write_bytes(record + warc_record(1, article().encode()))


@_input("no-warc.warc.gz")
def _(path):
    path.write_bytes(gzip.compress(b"never a record\r\n" * 1000))


@_input("http-bomb.warc")
def _(path):
    bomb = gzip.compress(b"<p>" + bytes(300_000_000))
    record = warc_record(0, bomb).replace(
        b"text/html\r\n", b"text/html\r\nContent-Encoding: gzip\r\n"
    )
    length = record.index(b"\r\n\r\n") + 4
    block = record[length:-4]
    head = record[:length].split(b"Content-Length")[0]
    path.write_bytes(head + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n")


@_input("torn.html.gz")
def _(path):
    path.write_bytes(gzip.compress(article().encode())[:-20])


@_input("bomb.html.gz")
def _(path):
    path.write_bytes(gzip.compress(gzip.compress(bytes(500_000_000), 9) + bytes(10), 9))


@_input("bomb.txt.gz")
def _(path):
    path.write_bytes(gzip.compress(b" " * 300_000_000, 9))


@_input("bomb.html.zst")
def _(path):
    path.write_bytes(zstandard.compress(b"<p>" + b" " * 300_000_000, 3))


@_input("torn.html.zst")
def _(path):
    path.write_bytes(zstandard.compress(article().encode())[:-20])


@_input("huge-window.html.zst")
def _(path):
    path.write_bytes(b"\x28\xb5\x2f\xfd\x04\xf8" + bytes(50))


@_input("types.parquet")
def _(path):
    parquet.write_table(table({"id": [1.5, None], "text": [[1], [2]]}), path)


@_input("torn.parquet")
def _(path):
    parquet.write_table(table({"text": [SENTENCE] * 100}), path)
    path.write_bytes(path.read_bytes()[:-40])


@_input("lines.jsonl")
def _(path):
    good = {"id": "good", "text": SENTENCE}
    lines = [
        json.dumps(good),
        "{torn",
        "[" * 100_000,
        "null",
        '{"id": {}, "text": 7}',
        "\0" * 500,
        '{"text": "' + "\\ud800" * 500 + '"}',
        '{"id": ' + "9" * 5000 + ', "text": "x"}',
        '{"id": "../../x\\u001b[31m", "text": " "}',
        json.dumps({"id": "=1+1", "text": " "}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


@_input("line.jsonl")
def _(path):
    path.write_text('{"text": "' + "a" * 150_000_000)


@_input("rows.csv")
def _(path):
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text"])
        writer.writerow(["=1+1", SENTENCE])
        writer.writerow(["a", 'quote " inside', "one", "too", "many"])
        file.write('b,"never closed\n' + "x" * 1000)


@_input("latin.csv")
def _(path):
    path.write_bytes("id,text\n1,né à Zürich\n\0,\0\0\n".encode("latin-1"))


@_input("links/loop.html")
def _(path):
    path.symlink_to(path)


@_input("links/nowhere.html")
def _(path):
    path.symlink_to(path.with_name("nothing"))


@_input("unreadable.html")
def _(path):
    unreadable(path)


@_input("esc\x1b[31m\x07ape.html")
def _(path):
    path.write_bytes(b"\xff\xd8\xff")


@_input("line\nbreak.html")
def _(path):
    path.write_bytes(b" ")


@_input("not-utf-8-\udce9.html")
def _(path):
    path.write_bytes(b" ")


def unreadable(path: Path) -> None:
    """Make a file that can't be read; root can read any but the memory of nobody."""
    if os.geteuid():
        path.write_text(article())
        path.chmod(0)
    else:
        path.symlink_to("/proc/self/mem")


def make_inputs(folder: Path) -> list[str]:
    """Write a file for each kind of document and of input; give their paths."""
    paths = []
    for name, kind in KINDS.items():
        suffix = "txt" if kind.make.__module__.endswith("plain") else "html"
        path = folder / f"{name}.{suffix}"
        made = kind.make()
        path.write_bytes(made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made)
        paths.append(path)
    (folder / "links").mkdir()
    for name, make in INPUTS.items():
        make(folder / name)
        paths.append(folder / name)
    (folder / "links" / "up").symlink_to(folder)
    return [str(path) for path in paths]
