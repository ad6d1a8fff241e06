"""Which site a document belongs to: its host, and the domain somebody registered.

The registered domain is read off the Public Suffix List (https://publicsuffix.org), the copy that
comes with tldextract; nothing is fetched. Its private part counts: a blog host's customers are
sites of their own.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from cleaner.addresses import folded_host, host_name
from cleaner.model import Document, Head

#: What stands before a registered domain where it names all of its hosts.
ALL_HOSTS = "*."
#: Hosts of the same site under another name.
ALIASES = ("www.", "m.", "amp.", "mobile.")
#: Parts of an address that say where a reader came from, not which page it is.
TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|ref|cmpid|ocid)=[^&]*")


def host_of(url: str | None, site: str | None = None) -> str | None:
    """Give the host a document came from: of its URL, or else of what is given as its site.

    A site that is no address is taken as a name, folded ("The Courier" -> "the courier").
    """
    for given in (url, site):
        if not given or not given.strip():
            continue
        host = host_name(given if "//" in given else f"//{given.strip()}")
        if host and (given is url or "." in host) and not any(map(str.isspace, host)):
            return _without_alias(folded_host(host))
        if given is site:
            return " ".join(given.casefold().split())
    return None


def site_of(document: Document, site: str | None = None) -> str | None:
    """Give the host a document came from: of its URL, or of what is given as its `site`, or of the
    address that the page states."""
    return host_of(document.url, site) or host_of(_stated_address(document.head))


def _stated_address(head: Head) -> str | None:
    stated = dict(head.links).get("canonical") or dict(head.meta).get("og:url") or ""
    return stated if "://" in stated else None


def _without_alias(host: str) -> str:
    for alias in ALIASES:
        if host.startswith(alias) and "." in host.removeprefix(alias):
            return host.removeprefix(alias)
    return host


@lru_cache(maxsize=1 << 16)
def domain_of(host: str) -> str | None:
    """Give the registered domain of a host as the name of all its hosts, None if it has none."""
    read = _extractor()(host)
    if read.domain and read.suffix:
        return f"{ALL_HOSTS}{read.domain}.{read.suffix}"
    if read.ipv4 or read.ipv6 or not read.subdomain:
        return None
    *_, last = read.subdomain.split(".")  # an unknown suffix is one label, as the list has it
    return f"{ALL_HOSTS}{last}.{read.domain}"


@lru_cache(maxsize=1)
def _extractor():  # type: ignore[no-untyped-def] # tldextract is without types where it's absent
    from tldextract import TLDExtract  # here: it is slow to load and only profiles need it

    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def page_number(url: str | None, content: bytes) -> int:
    """Give the number that a page is known by, from its address or else its content (63 bits).

    An address counts without scheme, fragment and tracking parameters, so that a page that was
    fetched again is one page.
    """
    name = content
    if url:
        bare = TRACKING.sub("", url.partition("#")[0].partition("://")[2] or url)
        name = bare.removeprefix("www.").rstrip("/?&").encode("utf-8", "surrogatepass")
    return number(name)


def number(name: bytes) -> int:
    """Give a positive 63-bit hash, as SQLite keeps it."""
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest()) >> 1
