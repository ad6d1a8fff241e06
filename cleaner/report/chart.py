"""The chart of rules, as SVG drawn by pygal: nothing has to run in the page to show it.

pygal draws a few kilobytes of SVG when the page is written. Libraries that draw in the browser
(plotly, Vega) would put megabytes of script into the page, and want a looser policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from lxml import etree

from cleaner.errors import MissingExtraError

#: Rules that the chart names; the table beside it has all.
MOST_BARS = 12
#: Units of the drawing: its width, and the height of the frame and of each bar.
WIDTH, FRAME, BAR = 440, 24, 24
#: Size of its letters, as `page.css` has it.
FONT = 12
#: Room for the number behind the longest bar, and where bars begin on a logarithmic scale.
MARGIN, LEAST = 60, 0.5
#: Where the first rule has so many times the pieces of the middle one, the others can't be seen
#: on a plain scale.
STEEP = 30
#: What pygal adds that the page has no use for: its styles, its script, its tooltips.
DROPPED = ("style", "script", "desc", "title")


def bars(counts: Sequence[tuple[str, int]]) -> str:
    """Draw the first rules with their counts as horizontal bars; gives an `<svg>` element.

    Raises `MissingExtraError` where pygal is not installed.
    """
    shown = list(reversed(counts[:MOST_BARS]))  # pygal draws from the bottom up
    try:
        pygal = import_module("pygal")
    except ImportError:
        raise MissingExtraError(
            "a report needs pygal: pip install 'article-cleaner[report]'"
        ) from None
    steep = is_steep(counts)
    least = LEAST if steep else 0
    most = max((number for _, number in shown), default=1)
    sizes = {"label_font_size": FONT, "value_font_size": FONT}  # it leaves room for letters so big
    chart = pygal.HorizontalBar(
        js=[], show_legend=False, no_prefix=True, print_values=True, print_values_position="top",
        show_x_labels=False, show_x_guides=False, margin=8,
        margin_right=MARGIN, logarithmic=steep, zero=least, range=(least, most),
        truncate_label=28, width=WIDTH, height=FRAME + BAR * len(shown),
        value_formatter=lambda value: f"{value:,.0f}",
        style=pygal.style.Style(**sizes),
    )  # fmt: skip
    chart.x_labels = [rule for rule, _ in shown]
    chart.add("pieces removed", [number for _, number in shown])
    return _plain(chart.render_tree())


def is_steep(counts: Sequence[tuple[str, int]]) -> bool:
    """Say whether one rule is so far above the rest that the chart counts in powers of ten."""
    shown = [number for _, number in counts[:MOST_BARS]]
    return bool(shown) and shown[0] > STEEP * shown[len(shown) // 2]


def _plain(tree: etree._Element) -> str:
    """Leave the drawing alone: no styles, scripts or comments, which the page's policy forbids."""
    svg = "{http://www.w3.org/2000/svg}"
    etree.strip_elements(tree, etree.Comment, *DROPPED, *(svg + n for n in DROPPED), with_tail=True)
    for element in tree.iter():
        element.attrib.pop("style", "")
        if not element.get("id", "-"):
            del element.attrib["id"]
        if element.get("class") in ("tooltip", "plot tooltip-overlay"):
            element.clear()
    tree.set("aria-hidden", "true")  # the table says the same
    etree.cleanup_namespaces(tree)
    return etree.tostring(tree, encoding="unicode")
