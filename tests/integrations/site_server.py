"""A site on the loopback interface: articles, a redirect, a wrong charset, a PDF, an error."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from made import page

ARTICLES = 5
HTML = "text/html; charset=utf-8"
CAFE = page(99).replace("harbour council", "café council")
PATHS = [*(f"/articles/{n}" for n in range(ARTICLES)), "/moved", "/cafe", "/report.pdf", "/broken"]
INDEX = "<!DOCTYPE html><title>News</title>" + "".join(f'<a href="{p}">{p}</a> ' for p in PATHS)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
    '<item><title>Ferry stays</title><link>{0}/articles/1</link></item>'
    '<item><title>Ferry gone</title><link>{0}/broken</link></item></channel></rss>'
)  # fmt: skip


class Site(BaseHTTPRequestHandler):
    """Answers requests without a word on standard error."""

    def do_GET(self) -> None:
        """Answer one request."""
        here = f"http://{self.headers['Host']}"
        if self.path == "/":
            self._answer(200, HTML, INDEX.encode())
        elif self.path == "/feed.xml":
            self._answer(200, "application/rss+xml", FEED.format(here).encode())
        elif self.path.startswith("/articles/"):
            self._answer(200, HTML, page(int(self.path.rpartition("/")[2])).encode())
        elif self.path == "/script":
            self._answer(200, HTML, SCRIPTED.encode())
        elif self.path == "/moved":
            self._answer(301, HTML, b"", location="/articles/moved".replace("moved", "77"))
        elif self.path == "/cafe":  # says UTF-8 and isn't
            self._answer(200, HTML, CAFE.encode("cp1252"))
        elif self.path == "/report.pdf":
            self._answer(200, "application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
        else:
            self._answer(500, HTML, b"<!DOCTYPE html><title>Error</title><p>Something broke.</p>")

    def _answer(self, status: int, kind: str, body: bytes, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


#: A page that builds its article with a script.
SCRIPTED = (
    "<!DOCTYPE html><title>Ferry stays</title><div id=main></div><script>"
    f"document.getElementById('main').innerHTML = {page(3).partition('<body>')[2]!r}"
    ".replace('</body></html>', '')</script>"
)


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """Serve the site on the loopback interface while in the context; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
