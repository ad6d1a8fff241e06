"""Addresses taken apart: one that is no address has no parts, and costs no document."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

#: What a label begins with that writes other letters in ASCII.
PUNYCODE = "xn--"


def split_address(url: str | None) -> SplitResult:
    """Take an address apart; the parts of what is none are empty."""
    try:
        return urlsplit(url or "")
    except ValueError:
        return urlsplit("")


def host_name(url: str | None) -> str | None:
    """Give the host in an address, lower-cased and without a dot at its end."""
    host = split_address(url).hostname
    return host.rstrip(".") or None if host else None


def folded_host(host: str) -> str:
    """Give the one form of a host that may be written in its letters or in ASCII."""
    host = host.lower().strip(".")
    if PUNYCODE not in host or not host.isascii():
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
