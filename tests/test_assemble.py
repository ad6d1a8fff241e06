"""Decisions become the text and its account: what stays, what is cut, what is mended, and where."""

from __future__ import annotations

from cleaner.assemble import Assembled, assemble
from cleaner.model import Decision, Document, Removal, Repair, Segment, Span, Verdict
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.segment_text import segment_text

KEPT = Decision(0, "keep")
GONE = Decision(0, "remove", (Verdict("navigation", "remove", "names a section"),))


def cut(start: int, end: int, rule: str = "marker", **more: object) -> Verdict:
    return Verdict(rule, "remove", f"by {rule}", span=Span(start, end), **more)  # type: ignore[arg-type]


def mend(start: int, end: int, instead: str, rule: str = "mojibake") -> Verdict:
    return cut(start, end, rule, step="repair", instead=instead)


def kept(*verdicts: Verdict) -> Decision:
    return Decision(0, "keep", verdicts)


def made(document: Document | str, *decisions: Decision, removed_text: bool = False) -> Assembled:
    """Put a document together, one decision a block, and hold the account against it."""
    if isinstance(document, str):
        document = segment_text(document)
    out = assemble(document, decisions, removed_text=removed_text)
    for segment in out.segments:
        source = document.text[segment.source_start : segment.source_end]
        assert out.text[segment.start : segment.end] == source
    return out


def ranges(out: Assembled) -> list[tuple[int, int, str]]:
    return [(removal.start, removal.end, removal.rule) for removal in out.removals]


def test_a_text_of_which_all_stays_comes_out_as_it_is() -> None:
    assert made("\n One line\n\n\tTwo \r\n", KEPT, KEPT) == Assembled(
        "\n One line\n\n\tTwo \r\n",
        (Segment(2, 10, 2, 10, block=0), Segment(13, 16, 13, 16, block=1)),
        (),
    )


def test_a_line_that_goes_leaves_the_gap_that_stood_before_it() -> None:
    out = made("One\n\n\nMenu\nTwo\n", KEPT, GONE, KEPT)
    removal = Removal("navigation", "names a section", 6, 10, "judge", ("navigation",), block=1)
    assert out == Assembled(
        "One\n\n\nTwo\n",
        (Segment(0, 3, 0, 3, block=0), Segment(6, 9, 11, 14, block=2)),
        (removal,),
    )


def test_white_space_at_the_ends_goes_with_what_stood_beside_it() -> None:
    assert made("\nMenu\nOne\nMenu\n", GONE, KEPT, GONE).text == "One"
    assert made("Menu", GONE) == Assembled(
        "", (), (Removal("navigation", "names a section", 0, 4, "judge", ("navigation",), block=0),)
    )
    assert made("") == Assembled("", (), ())


def test_removed_text_is_there_on_request() -> None:
    assert made("Menu\nOne", GONE, KEPT, removed_text=True).removals[0].text == "Menu"
    out = made("One Menu", kept(cut(4, 8)), removed_text=True)
    assert out.removals[0].text == "Menu"


def test_a_part_that_is_cut_out_takes_the_white_space_beside_it_along() -> None:
    out = made("One  AD  two", kept(cut(5, 7)))
    assert out == Assembled(
        "One two",
        (Segment(0, 3, 0, 3, block=0), Segment(4, 7, 9, 12, block=0)),
        (Removal("marker", "by marker", 5, 7, "judge", ("marker",), block=0),),
    )
    assert made("To a AD b c", kept(cut(5, 7))).text == "To a b c"
    assert made("AD One\nTwo AD\nX", kept(cut(0, 2)), kept(cut(11, 13)), KEPT).text == "One\nTwo\nX"


def test_cuts_that_overlap_or_touch_are_one_removal() -> None:
    text = "One AD NEWS two X three"
    assert ranges(made(text, kept(cut(7, 11, "b"), cut(4, 8, "a")))) == [(4, 11, "a")]
    assert ranges(made(text, kept(cut(4, 11, "b"), cut(5, 8, "a")))) == [(4, 11, "b")]
    assert ranges(made(text, kept(cut(4, 7, "a"), cut(7, 11, "b")))) == [(4, 11, "a")]
    apart = made(text, kept(cut(16, 17, "c"), cut(4, 6, "a"), cut(7, 11, "b")))
    assert ranges(apart) == [(4, 6, "a"), (7, 11, "b"), (16, 17, "c")]
    assert apart.text == "One two three"
    merged = made(text, kept(cut(16, 17, "c"), cut(4, 7, "a"), cut(7, 11, "b")))
    assert [removal.rules for removal in merged.removals] == [("a", "b"), ("c",)]


def test_cuts_end_where_their_line_does() -> None:
    text = "Zero\nOne two\nThree"
    out = made(text, KEPT, kept(cut(3, 8)), KEPT)
    assert ranges(out) == [(5, 8, "marker")]
    assert out.text == "Zero\ntwo\nThree"
    out = made(text, KEPT, kept(cut(8, 15)), KEPT)
    assert ranges(out) == [(8, 12, "marker")]
    assert ranges(made(text, KEPT, kept(cut(0, 4), cut(0, 5)), KEPT)) == []
    assert ranges(made(text, KEPT, kept(cut(9, 9)), KEPT)) == []


def test_a_line_that_is_cut_to_nothing_leaves_nothing() -> None:
    out = made("Zero\nAD NEWS\nThree", KEPT, kept(cut(5, 7, "a"), cut(8, 12, "b")), KEPT)
    assert out.text == "Zero\nThree"
    assert ranges(out) == [(5, 7, "a"), (8, 12, "b")]


def test_what_is_mended_stands_in_the_place_of_what_was_broken() -> None:
    out = made("The cafÃ© is  shut", kept(mend(7, 9, "é"), mend(12, 14, " ", "white-space")))
    assert out == Assembled(
        "The café is shut",
        (
            Segment(0, 7, 0, 7, block=0),
            Segment(8, 11, 9, 12, block=0),
            Segment(12, 16, 14, 18, block=0),
        ),
        (
            Removal("mojibake", "by mojibake", 7, 9, "repair", ("mojibake",), block=0),
            Removal("white-space", "by white-space", 12, 14, "repair", ("white-space",), block=0),
        ),
        (Repair(7, 8, 7, 9, "mojibake"), Repair(11, 12, 12, 14, "white-space")),
    )


def test_white_space_beside_what_is_mended_stays() -> None:
    assert made("One  Ã©  two", kept(mend(5, 7, "é"))).text == "One  é  two"
    assert made("Ã© two\nÃ©", kept(mend(0, 2, "é")), kept(mend(7, 9, "é"))).text == "é two\né"


def test_what_is_mended_to_nothing_is_a_removal_without_a_repair() -> None:
    out = made("in\u00advisible", kept(mend(2, 3, "", "invisible")))
    assert (out.text, out.repairs, ranges(out)) == ("invisible", (), [(2, 3, "invisible")])


def test_a_line_mended_to_nothing_goes() -> None:
    out = made("One\n\u200b\nTwo", KEPT, kept(mend(4, 5, "", "invisible")), KEPT)
    assert out.text == "One\nTwo"
    assert ranges(out) == [(4, 5, "invisible")]


def test_a_word_that_is_joined_over_a_lines_end_leaves_no_gap() -> None:
    document = segment_text("div-\ners found")
    joined = kept(mend(3, 5, "", "hyphen"))
    assert made(document, joined, KEPT).text == "divers found"


def test_damage_in_what_is_cut_out_is_not_mended() -> None:
    text = "One ADÃ© NEWS two"
    out = made(text, kept(cut(4, 13), mend(6, 8, "é")))
    assert (out.text, out.repairs, ranges(out)) == ("One two", (), [(4, 13, "marker")])
    beside = made("One ADÃ© two", kept(cut(4, 6), mend(6, 8, "é")))
    assert (beside.text, ranges(beside)) == ("One é two", [(4, 6, "marker"), (6, 8, "mojibake")])
    before = made("One Ã©AD two", kept(cut(6, 8), mend(4, 6, "é")))
    assert (before.text, ranges(before)) == ("One é two", [(4, 6, "mojibake"), (6, 8, "marker")])


def test_what_is_mended_beside_a_cut_stays_a_word_of_its_own() -> None:
    assert made("One AD Ã©t two", kept(cut(4, 6), mend(7, 9, "é"))).text == "One ét two"
    assert made("One AD  two", kept(cut(4, 6), mend(6, 8, " "))).text == "One two"
    assert made("One  AD two", kept(cut(5, 7), mend(3, 5, " "))).text == "One two"


def test_every_rule_that_spoke_for_a_removal_is_named() -> None:
    spoken = (
        Verdict("content", "remove", "few words", "content", score=0.25),
        Verdict("dateline", "keep", "names the place"),
        Verdict("marker", "remove", "glued", span=Span(0, 2)),
        Verdict("navigation", "remove", "names a section"),
        Verdict("navigation", "remove", "twice"),
        Verdict("template", "remove", "on every page", "sites", score=0.75),
    )
    (removal,) = made("Menu", Decision(0, "remove", spoken)).removals
    assert removal == Removal(
        "navigation",
        "names a section",
        0,
        4,
        "judge",
        ("navigation", "template", "content"),
        0.75,
        block=0,
    )
    (removal,) = made("Menu", Decision(0, "remove", spoken[:1])).removals
    assert (removal.rule, removal.rules, removal.score) == ("content", ("content",), 0.25)


PAGE = segment_html(
    parse(
        "<html><body><nav>Home</nav><p>One  two</p><p>Three four AD</p><p>Five\nsix AD</p>"
        "<p>Seven<br>eight AD</p><div>Nine<p>Ten</p>eleven AD</div>"
        "<p>Twelve<br>\n\nmore AD</p></body></html>"
    )
)


def test_a_page_is_put_together_of_paragraphs() -> None:
    out = made(PAGE, GONE, KEPT, KEPT, GONE, KEPT, *[GONE] * 4)
    assert out.text == "One two\n\nThree four AD\n\nSeven\neight AD"
    assert out.segments[0] == Segment(
        0, 7, 6, 13, "/html[1]/body[1]/p[1]", Span(0, 8), "paragraph", 0, 1
    )
    home, five, *_ = out.removals
    assert (home.xpath, home.offsets) == ("/html[1]/body[1]/nav[1]", Span(0, 4))
    assert (five.xpath, five.text, five.block) == ("/html[1]/body[1]/p[3]", None, 3)


def test_a_part_of_a_block_has_a_place_in_its_element_where_that_is_known() -> None:
    three, five = PAGE.blocks[2].span, PAGE.blocks[4].span
    cuts = kept(cut(three.start + 11, three.start + 13))
    lines = kept(cut(five.end - 2, five.end))
    folded = kept(cut(PAGE.blocks[1].span.end - 3, PAGE.blocks[1].span.end))
    within, broken = (
        kept(cut(block.span.end - 2, block.span.end)) for block in (PAGE.blocks[7], PAGE.blocks[8])
    )
    out = made(PAGE, GONE, folded, cuts, GONE, lines, GONE, GONE, within, broken)
    assert out.text == "One\n\nThree four\n\nSeven\neight\n\neleven\n\nTwelve\nmore"
    places = [segment.offsets for segment in out.segments]
    assert places == [None, Span(0, 10), None, Span(7, 13), None]
    places = [removal.offsets for removal in out.removals if removal.rule == "marker"]
    assert places == [None, Span(11, 13), None, Span(14, 16), None]
