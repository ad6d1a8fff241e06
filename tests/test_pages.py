"""What pages hold besides paragraphs, and how it comes out."""

from __future__ import annotations

import pytest

import cleaner
from cleaner import ParseError
from cleaner.emit import renderer
from cleaner.model import BLOCK_GAP, Verdict
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.tables import whole_tables
from tests.fixture_pages import PROSE

FIRST, SECOND, THIRD = (f"<p>{text}</p>" for text in PROSE)


def blocks(body: str) -> list[tuple[str, str]]:
    found = segment_html(parse(f"<html><body>{body}</body></html>")).blocks
    return [(block.kind, block.text) for block in found]


def markdown(inside: str) -> str:
    page = f"<article><h1>A storm</h1>{FIRST}{SECOND}{inside}{THIRD}</article>"
    names = [name for name in cleaner.pipeline.rule_names() if name != "content"]
    article = cleaner.clean(page, protect=names)
    return renderer("md")(article).split(PROSE[1])[1].split(PROSE[2])[0].strip()


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<h3>The  quay</h3>", "### The quay"),
        ("<ul><li>One *star*</ul>", r"- One \*star\*"),
        ("<ul><li>One<ul><li>Two</ul></ul>", "- One\n  - Two"),
        ("<blockquote>One<br>two</blockquote>", "> One\n> two"),
        ("<figure><figcaption>The quay</figcaption></figure>", "*The quay*"),
        ("<pre>a = `b`\nc</pre>", "```\na = `b`\nc\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
        (
            "<table><tr><th></th><th>b</th><th>c</th></tr>"
            "<tr><td>1|2</td><td>3</td><td>*</td></tr><tr><td colspan=3>all</td></tr></table>",
            "|  | b | c |\n| --- | --- | --- |\n| 1\\|2 | 3 | \\* |\n| all |  |  |",
        ),
        (
            "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
            "a | b | c  \nd | e",
        ),
        (
            "<table><tr><th>a<th>b<th>c</tr><tr><td>d<td><td>e</tr></table>",
            "| a | b | c |\n| --- | --- | --- |\n| d |  | e |",
        ),
        ("<ol><li>One<li>Two</ol>", "1. One\n2. Two"),
        ("<ol start=4><li>One<li value=9>Two<li>Three</ol>", "4. One\n9. Two\n10. Three"),
        ("<ol reversed><li>One<li>Two</ol>", "- One\n- Two"),
        ("<ol><li>One<ul><li>Two</ul><li>Three</ol>", "1. One\n   - Two\n2. Three"),
        ("<ul><li>One<pre>a\n\nb</pre></ul>", "- One\n\n  ```\n  a\n\n  b\n  ```"),
        ("<ul><li>One<p>two<p>three</ul>", "- One\n\n  two\n\n  three"),
        ("<ul><li><ul><li><ul><li>One</ul></ul></ul>", "- One"),
        ("<ul><li><article><p>One<p>two</article></ul>", "One\n\ntwo"),
        ("<ul><li>One<h3>Two</h3><p>three</ul>", "- One\n\n### Two\n\nthree"),
        ("<dl><dt>One<dd>two<dd>three<dt>Four</dl>", "- One\n  - two\n  - three\n- Four"),
        ("<blockquote><p>One<p>two</blockquote>", "> One\n>\n> two"),
        ("<blockquote>One</blockquote><blockquote>two</blockquote>", "> One\n\n> two"),
        ("<blockquote><ul><li>One<li>two</ul></blockquote>", "> - One\n> - two"),
        ("<ul><li>One<blockquote>two</blockquote></ul>", "- One\n\n  > two"),
        (
            "<ul><li>One<blockquote><p>two<p>three</blockquote></ul>",
            "- One\n\n  > two\n  >\n  > three",
        ),
        ("<blockquote><table><tr><td>One</table></blockquote>", "One"),
    ],
)
def test_markdown_has_a_form_for_each_kind_of_block(inside: str, written: str) -> None:
    assert markdown(inside) == written


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<br>One<br> <br>two", [("paragraph", "One"), ("paragraph", "two")]),
        ("<svg><template><text>One</text></template></svg>", [("paragraph", "One")]),
        ("<template></template><p>One</p>", [("paragraph", "One")]),
        ("<table><tr><td> </td><td></td></tr></table>", []),
        ("<p>One</p>two", [("paragraph", "One"), ("paragraph", "two")]),
        ("<li><a>One</a>", [("list_item", "One")]),
    ],
)
def test_odd_markup_is_cut_into_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(body) == expected


def test_a_cell_with_a_long_text_is_a_block_of_its_own() -> None:
    row = f"<table><tr><td>{PROSE[0] * 3}</td><td>b</td></tr></table>"
    assert [text for _, text in blocks(row)] == [PROSE[0] * 3, "b"]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<div>" * 20_000, "levels deep"),
        ("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">", "attributes"),
        ("<select>" + "<option>" * 60_000, "options"),
    ],
)
def test_markup_that_would_take_minutes_is_no_page(markup: str, told: str) -> None:
    with pytest.raises(ParseError, match=told):
        parse(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<br>" * 3000 + "One",
        "<svg>" + "<path/>" * 3000 + "</svg>One",
        f"<p title='{'x' * 50_000}'>One",
        f"<script>{'a < b ' * 20_000}</script>One",
        "<select><option>1</select>" * 9 + "One",
    ],
)
def test_much_markup_is_a_page(markup: str) -> None:
    root = parse(markup).root
    assert root is not None and root.text().endswith("One")


def test_text_and_page_have_the_same_gap_between_blocks() -> None:
    page = f"<article>{FIRST}{SECOND}</article>"
    assert cleaner.clean(page).text == BLOCK_GAP.join(PROSE[:2])


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>x</script>"])
def test_a_page_without_text_says_so(body: str) -> None:
    article = cleaner.clean(f"<html><body>{body}</body></html>")
    assert article.text == ""
    assert article.provenance.notes[-1] == "empty: the page has no text"


def test_links_under_a_heading_of_other_stories_go_and_a_sub_heading_stays() -> None:
    links = "".join(f"<p><a href=/{n}>The mayor opens quay {n} today.</a></p>" for n in (1, 2))
    page = f"{FIRST}{SECOND}<p>Related articles</p>{links}{THIRD}"
    assert cleaner.clean(f"<article>{page}</article>").text == BLOCK_GAP.join(PROSE)
    below = f"{FIRST}<p>Related articles</p><h3>The new rules</h3>{SECOND}{THIRD}"
    assert "The new rules" in cleaner.clean(f"<article>{below}</article>").text


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("<h2>The quay<a href='#q'>#</a></h2>", "## The quay"),
        ("<h2><a href='#q'>§</a>The quay</h2>", "## The quay"),
        ("<h2>The quay<span>[<a href='/e'>edit</a>]</span></h2>", "## The quay"),
        ("<h2>The quay [<a href='/e'>lire</a> | <a href='/s'>le code</a>]</h2>", "## The quay"),
        ("<ul><li><a href='#1'>^</a> Dahl, <i>Ships</i></ul>", "- Dahl, Ships"),
        ("<h2>Quays in C#</h2>", "## Quays in C#"),
        ("<h2>The quay<a href='#n1'>[1]</a></h2>", r"## The quay\[1]"),
        ("<h2>The quay [sic]</h2>", r"## The quay \[sic]"),
    ],
)
def test_the_link_to_a_heading_is_no_part_of_it(heading: str, written: str) -> None:
    page = f"<article><h1>A storm</h1>{FIRST}{SECOND}{heading}{THIRD}</article>"
    article = cleaner.clean(page, protect=["main-content"])
    assert renderer("md")(article).split(PROSE[1])[1].split(PROSE[2])[0].strip() == written


def test_the_link_to_edit_a_section_below_its_heading_goes() -> None:
    heading = "<div><h2>The quay</h2><span>[<a href='/e'>edit</a>]</span></div>"
    article = cleaner.clean(f"<article>{FIRST}{heading}{SECOND}{THIRD}</article>")
    rules = {rule for removal in article.provenance.removals for rule in removal.rules}
    assert "permalink" in rules


def test_a_table_that_is_kept_keeps_its_heading_and_short_rows() -> None:
    heading = "<tr><th>Item</th><th>Quantity</th><th>Cost</th></tr>"
    items = ("Grit stone, reclaimed", "Grit stone, quarried", "Line and pins")
    rows = "".join(
        f"<tr><td>{item}</td><td>{at} tonnes</td><td>£34</td></tr>" for at, item in enumerate(items)
    )
    page = f"<article>{FIRST}{SECOND}<table>{heading}{rows}</table>{THIRD}</article>"
    document = segment_html(parse(page))
    against = (Verdict("main-content", "remove", "short", step="content"),)
    for gone, left in (({2}, 0), ({2, 3}, 0), ({2, 3, 4}, 3)):
        verdicts = [against if at in gone else () for at in range(len(document.blocks))]
        assert sum(map(bool, whole_tables(document, verdicts))) == left
