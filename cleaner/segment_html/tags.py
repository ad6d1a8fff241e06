"""What HTML elements mean for the text in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cleaner.model import Kind

#: Elements that stand in a line of text; every other one starts a block of its own.
INLINE = frozenset(
    "a abbr acronym audio b bdi bdo big br canvas cite code data del dfn em embed font i iframe"
    " img input ins kbd label link map mark math meta meter nobr object param picture progress q"
    " rb rp rt rtc ruby s samp script slot small source span strike strong style sub sup svg"
    " template time track tt u var video wbr bgsound area".split()
)
#: Text in these is no text of the page: code, or raw markup that browsers do not show.
SKIPPED = frozenset("script style iframe noembed noframes title desc".split())
#: Fallback that only a browser without the feature shows, and lists of suggestions.
FALLBACK = frozenset(("audio", "video", "canvas", "datalist"))
#: Elements of other namespaces: an XPath step by name does not find them in a browser.
FOREIGN = frozenset(("svg", "math"))
#: These hold nothing and part nothing but lines.
EMPTY = frozenset("br img input link meta source wbr".split())
ITEMS = frozenset(("li", "dd", "dt"))
#: White space is kept in these.
PREFORMATTED = frozenset(("pre", "xmp", "listing", "plaintext", "textarea"))
#: What these hold or say is about the page.
TELLING = frozenset(("html", "meta", "link", "title", "script", "time"))
EMPHASIS = frozenset(("b", "strong", "em", "i"))
#: Attributes besides class and id that `Element.tokens` tells of, as `name:value`.
TOKEN_ATTRIBUTES = ("role", "itemprop", "aria-hidden")


def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {"blockquote": "quote"}
    kinds |= dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
    kinds |= dict.fromkeys(("li", "dd", "dt"), "list_item")
    kinds |= dict.fromkeys(("figcaption", "caption"), "caption")
    kinds |= dict.fromkeys(("pre", "xmp", "listing", "plaintext"), "code")
    kinds |= dict.fromkeys(("button", "select", "textarea", "legend", "dialog"), "other")
    outer = ("table", "td", "th", "article", "section", "main", "aside", "nav")
    kinds |= dict.fromkeys(outer, "paragraph")
    return kinds


#: The kind of the blocks inside an element, where the element decides it.
KINDS = _kinds()

HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
#: Names that an XPath step can hold as they are.
PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]*\Z")


class Tag(NamedTuple):
    """What a walk needs to know of a tag, looked up once a page.

    `step` is its name in an XPath ("*" where a name can't stand there); `parts` says that text
    before, inside and after it are different blocks, `special` that it is not walked as others
    are, `tells` that it says something of the page, `changes` that what holds for text inside
    differs from what holds outside, whatever the attributes.
    """

    name: str
    step: str
    parts: bool
    special: bool
    tells: bool
    changes: bool


class Tags(dict[str, Tag]):
    """What is known of the tags of a page, by name; unknown ones are blocks."""

    def __missing__(self, name: str) -> Tag:
        """Look a tag up the first time that it stands on the page."""
        self[name] = found = look_up(name)
        return found


@lru_cache(maxsize=1000)
def look_up(name: str) -> Tag:
    """Give what is known of a tag."""
    changing = name in KINDS or name in EMPHASIS or name in FALLBACK or name in PREFORMATTED
    return Tag(
        name=name,
        step=name if PLAIN_NAME.match(name) and name not in FOREIGN else "*",
        parts=name not in INLINE or name == "template",
        special=name in EMPTY or name in SKIPPED or name in FOREIGN or name == "template",
        tells=name in TELLING,
        changes=changing or name in FOREIGN or name in ("a", "template", "tr"),
    )
