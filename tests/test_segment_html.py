"""Segmentation: every text of a page in one block, in order, with where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.model import Block, Document
from cleaner.parse import parse
from cleaner.segment_html import segment_html


def cut(markup: str) -> Document:
    return segment_html(parse(markup))


def shapes(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in cut(markup).blocks]


def text_at(markup: str, document: Document, block: Block) -> str:
    """Follow a block's XPath from the root, and cut its offsets out of the text there."""
    node = parse(markup).root
    path = document.xpath(block)
    assert path is not None
    assert block.offsets is not None
    for step in path.split("/")[2:]:
        name, position = step[:-1].split("[")
        child, seen = node.first_child, 0
        while child is not None:
            seen += bool(child.is_element_node and name in ("*", child.tag))
            if child.is_element_node and name in ("*", child.tag) and seen == int(position):
                break
            child = child.next
        assert child is not None, path
        node = child
    return str(node.text()[slice(*block.offsets)])


def test_leaf_blocks_in_document_order() -> None:
    assert shapes("<h2>Head</h2>stray<p>one <b>two</b></p>tail<blockquote>said</blockquote>") == [
        ("heading", "Head"),
        ("paragraph", "stray"),
        ("paragraph", "one two"),
        ("paragraph", "tail"),
        ("quote", "said"),
    ]


def test_breaks_are_lines_and_two_are_a_paragraph() -> None:
    assert [text for _, text in shapes("<p>one<br>two<br> <br>three")] == ["one\ntwo", "three"]


def test_row_cells_are_joined_by_tabs() -> None:
    assert shapes("<table><tr><th>A<th>B<tr><td>1<td>2</table>") == [
        ("table_row", "A\tB"),
        ("table_row", "1\t2"),
    ]


def test_an_empty_cell_keeps_its_place_between_others() -> None:
    row = (
        "<table><tr><td>A<td> <td><img><td>B<tr><td>A<td><table><tr><td>B<td><td>C</table></table>"
    )
    assert [text for _, text in shapes(row)] == ["A\t\t\tB", "A", "B\t\tC"]


def test_cells_of_a_page_laid_out_by_a_table_stay_apart() -> None:
    prose = "A sentence of the article that goes on. " * 20
    assert len(shapes(f"<table><tr><td>Menu<td>{prose}</table>")) == 2


def test_first_block_of_a_list_item_is_the_item() -> None:
    blocks = cut("<ul><li>a<ul><li><p>b</p><p>c</p></ul></ul>").blocks
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        ("list_item", 1, "a"),
        ("list_item", 2, "b"),
        ("paragraph", 2, "c"),
    ]


def test_code_keeps_its_white_space() -> None:
    assert shapes("<pre>if x:\n    y</pre>") == [("code", "if x:\n    y")]


def test_what_the_page_hides_is_marked() -> None:
    markup = (
        "<p>seen</p><p hidden>a</p><p style='display: none'>b</p><dialog>c</dialog>"
        "<template><p>d</p></template><dialog open>shown</dialog>"
    )
    hidden = {block.text: block.hidden for block in cut(markup).blocks}
    assert hidden == {"seen": False, "a": True, "b": True, "c": True, "d": True, "shown": False}


def test_scripts_and_styles_are_no_text_and_noscript_is() -> None:
    markup = "<style>x</style><script>y</script><noscript><p>Without scripts</p></noscript>"
    assert shapes(markup) == [("paragraph", "Without scripts")]


def test_links_and_emphasis_are_counted() -> None:
    (block,) = cut("<p>Read <a href=x>this</a> and <a href=y>that</a> <b>now</b></p>").blocks
    assert (block.links, block.link_chars, block.emphasis_chars) == (2, 8, 3)


def test_head_is_read() -> None:
    head = cut(
        "<html lang=de><title>T</title><meta property=og:title content=O>"
        "<link rel=canonical href=u>"
        "<script type=application/ld+json>{}</script><time datetime=2026-01-02>x</time>"
    ).head
    assert (head.title, head.language) == ("T", "de")
    assert (head.meta, head.links, head.json_ld) == (
        (("og:title", "O"),),
        (("canonical", "u"),),
        ("{}",),
    )
    assert [(mark.name, mark.value) for mark in head.marks] == [("time", "2026-01-02")]


PIECES = st.sampled_from(
    ["text ", "Köln\u00a0über", "𝔘nicode", "<p>", "</p>", "<div class=a>", "</div>", "<b>", "</b>",
     "<br>", "<br><br>", "<li>", "<ul>", "</ul>", "<table><tr><td>", "<td>", "</table>", "<pre>",
     "</pre>", "<script>var a</script>", "<!-- note -->", "<svg><text>", "</svg>", "<o:p>",
     "</o:p>", "<span hidden>", "</span>", "<template>x</template>", "\n  ", "<select><option>",
     "</select>",
     "<a href=x>", "</a>", "<h2>", "</h2>", "<math><mi>", "</math>", "<noscript>", "</noscript>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_blocks_stand_where_they_say(pieces: list[str]) -> None:
    markup = "".join(pieces)
    document = cut(markup)
    for block in document.blocks:
        assert document.text[slice(*block.span)] == block.text
        if block.offsets is not None:
            found = text_at(markup, document, block)
            assert "".join(found.split()) == "".join(block.text.split())
