"""A page in headless Chromium, scripts off, nothing loaded but the page itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import Page, Route, sync_playwright

from cleaner import Article
from cleaner.model import Span

#: The page is served here; no such host exists, and no request leaves the machine.
ADDRESS = "http://page.invalid/"
#: Names under which distributions install Chromium.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()

#: Text at `[start, end)` (code points) of the `textContent` of what an XPath finds, with the
#: number of nodes it finds.
LOOK_UP = """
places => {
  const texts = new Map();
  return places.map(([xpath, start, end]) => {
    if (!texts.has(xpath)) {
      const kind = XPathResult.ORDERED_NODE_SNAPSHOT_TYPE;
      const found = document.evaluate(xpath, document, null, kind, null);
      const one = found.snapshotLength === 1;
      const text = one ? found.snapshotItem(0).textContent : "";
      const astral = /[\\ud800-\\udfff]/.test(text);
      texts.set(xpath, [found.snapshotLength, astral ? Array.from(text) : text]);
    }
    const [count, text] = texts.get(xpath);
    const part = text.slice(start, end);
    return [count, typeof part === "string" ? part : part.join("")];
  });
}
"""


class Place(NamedTuple):
    """Where a text is said to stand: an XPath, and code points of that element's text."""

    xpath: str
    start: int
    end: int


class Found(NamedTuple):
    """What the browser found there: how many elements, and the text if it was one."""

    elements: int
    text: str


def chromium() -> str | None:
    """Give the path of an installed Chromium, None where there is none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class Claim(NamedTuple):
    """What a record says of one piece: its place (None where only the element is known)."""

    xpath: str
    offsets: Span | None
    text: str

    def holds(self, found: Found) -> bool:
        """Say whether one element was found, with this text there, white space apart."""
        if self.offsets is None:
            return found.elements == 1
        return found.elements == 1 and "".join(found.text.split()) == "".join(self.text.split())


def claims(article: Article) -> list[Claim]:
    """Give what the account of a page claims: of segments, removals and stretches.

    Removals are there if the article was cleaned with `removed_text`.
    """
    provenance = article.provenance
    found = [
        Claim(s.xpath, s.offsets, article.text[s.start : s.end])
        for s in provenance.segments
        if s.xpath
    ]
    found += [Claim(r.xpath, r.offsets, r.text) for r in provenance.removals if r.xpath and r.text]
    for s in provenance.stretches:
        if s.kept and s.xpath:
            start, end = provenance.segments[s.first].start, provenance.segments[s.last - 1].end
            found.append(Claim(s.xpath, s.offsets, article.text[start:end]))
    return found


class Browser:
    """A running Chromium; `look_up` loads a page and reads texts off it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._body = b""
        self._encoding = "utf-8"
        page.route("**/*", self._answer)

    def look_up(self, html: bytes, encoding: str, places: Sequence[Place]) -> list[Found]:
        """Load a page that a server says to be in `encoding`; give what stands at the places."""
        self._body, self._encoding = html, encoding
        self._page.goto(ADDRESS, wait_until="domcontentloaded")
        return [Found(*found) for found in self._page.evaluate(LOOK_UP, [list(p) for p in places])]

    def broken(self, html: bytes, article: Article) -> list[tuple[Claim, Found]]:
        """Give the claims of a page's account that don't hold, and what was found instead."""
        made = claims(article)
        places = [Place(claim.xpath, *(claim.offsets or (0, 0))) for claim in made]
        found = self.look_up(html, article.provenance.encoding, places)
        return [pair for pair in zip(made, found, strict=True) if not pair[0].holds(pair[1])]

    def _answer(self, route: Route) -> None:
        """Serve the page; answer anything else it asks for with nothing (204 stays in place)."""
        if route.request.url == ADDRESS:
            kind = f"text/html; charset={self._encoding}"
            route.fulfill(status=200, content_type=kind, body=self._body)
        else:
            route.fulfill(status=204)


@contextmanager
def browser(program: str) -> Iterator[Browser]:
    """Run Chromium with an empty profile of its own."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=program,
            headless=True,
            java_script_enabled=False,
            args=FLAGS,
        )
        try:
            yield Browser(context.new_page())
        finally:
            context.close()
