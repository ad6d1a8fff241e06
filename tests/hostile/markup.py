"""Markup that makes parsers and walkers run away, drop text or crash."""

from __future__ import annotations

from hostile.kinds import MORE, SENTENCE, article, kind

MEGABYTE = 1_000_000


def _nested(levels: int, tag: str = "div", *, closed: bool = True) -> str:
    text = "".join(f"<p>{text}</p>" for text in (SENTENCE, *MORE))
    end = f"</{tag}>" * levels if closed else ""
    return f"<!DOCTYPE html><title>Ferry</title><body>{f'<{tag}>' * levels}{text}{end}"


@kind()
def nested_300():
    return _nested(300)


@kind()
def nested_5000():
    return _nested(5_000)


@kind()
def nested_unclosed_9000():
    return _nested(9_000, closed=False)


@kind(fails="ParseError")
def nested_100000():
    return _nested(100_000)


@kind(fails="ParseError")
def nested_1000000():
    return _nested(1_000_000)


@kind(fails="ParseError")
def nested_inline_100000():
    return _nested(100_000, "b")


@kind(keeps=False)
def nested_formatting_overlaps():
    return article("<b><i><u><p>" * 3_000)


@kind()
def options_15000():
    return article("<select>" + "<option>Harbour" * 15_000 + "</select>")


@kind(keeps=False)
def nested_tables():
    return _nested(2_000, "table")


@kind(keeps=False)
def nested_lists():
    return "<ul><li>" * 4_000 + SENTENCE + "</li></ul>" * 4_000


@kind(keeps=False)
def nested_quotes():
    return _nested(3_000, "blockquote")


@kind(keeps=False)
def nested_svg():
    return article("<svg>" + "<g>" * 9_000 + "</g>" * 9_000 + "</svg>")


@kind(keeps=False)
def nested_templates():
    return article("<template>" * 2_000 + "<p>inside</p>" + "</template>" * 2_000)


@kind()
def closing_tags_only():
    return article("</div>" * 200_000)


@kind()
def unclosed_paragraphs():
    return article("<p>").replace("</p>", "") + "<p>" * 20_000


@kind(keeps=False)
def unclosed_everything():
    return article("<div><span><b><a href='/x'><ul><li><table><tr><td>").replace("</", "<")


@kind(keeps=False)
def unclosed_comment():
    return article(after="<!-- never closed " + "x" * MEGABYTE)


@kind(keeps=False)
def unclosed_script():
    return article(after="<script>" + "var a = '<p>';" * 70_000)


@kind(keeps=False)
def unclosed_attribute():
    return article(after='<a href="' + "x " * 500_000)


@kind(keeps=False)
def unclosed_title():
    return "<html><head><title>" + article()


@kind(keeps=False)
def text_of_50_megabytes():
    return article(after="<p>" + "salt herring " * 4_000_000 + "</p>")


@kind(keeps=False)
def word_of_20_megabytes():
    return article(after="<p>" + "a" * 20_000_000 + "</p>")


@kind()
def attribute_of_12_megabytes():
    return article(f'<img alt="herring" src="data:image/png;base64,{"A" * 12_000_000}">')


@kind(fails="ParseError")
def attributes_200000():
    return article("<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</div>")


@kind(keeps=False)
def attributes_slashed():
    return article("<div" + "/a" * 100_000 + ">x</div>")


@kind(keeps=False)
def classes_100000():
    return article(f'<div class="{" ".join(f"c{n}" for n in range(100_000))}">x</div>')


@kind(keeps=False)
def paragraphs_100000():
    return article(after="".join(f"<p>Line {n} of the catch</p>" for n in range(100_000)))


@kind(keeps=False)
def paragraphs_alike():
    return article(after=f"<p>{MORE[0]}</p>" * 5_000)


@kind(keeps=False)
def paragraphs_nearly_alike():
    return article(after="".join(f"<p>{MORE[0]} Boat {n:05}.</p>" for n in range(3_000)))


@kind(keeps=False)
def line_breaks_100000():
    return article(after="<p>" + "x<br>" * 100_000 + "</p>")


@kind(keeps=False)
def links_100000():
    return article(after="".join(f'<a href="/{n}">Boat {n}</a> ' for n in range(100_000)))


@kind(fails="ParseError")
def options_100000():
    return article("<select>" + "<option>Harbour" * 100_000 + "</select>")


@kind(keeps=False)
def cells_100000():
    return article(after="<table>" + "<tr><td>a<td>b" * 50_000 + "</table>")


@kind(keeps=False)
def cells_in_one_row():
    return article(after="<table><tr>" + "<td>herring" * 50_000 + "</table>")


@kind()
def empty_elements_200000():
    return article("<div></div><span></span>" * 100_000)


@kind()
def entity_bomb():
    lines = ['<!ENTITY a0 "herring">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return f"<!DOCTYPE html [{''.join(lines)}]>" + article("<p>&a11;</p>")


@kind(keeps=False)
def references_500000():
    return article("<p>" + "&amp;&#x26;&lt" * 100_000 + "</p>")


@kind()
def references_to_controls():
    return article("<p>&#x1b;[31m&#0;&#1;&#x7f;&#xfffe;&#xd800;&#x110000;&#9999999999;</p>")


@kind()
def control_inside_the_sentence():
    return article(f"<p>red &#x1b;[31m {SENTENCE}</p>")


@kind()
def tag_soup():
    return article("<<<>><p<p<<div/ <a/b='c' =\"<i></b><table><p><td></ul>" * 500 + "</table>")


@kind(keeps=False)
def angle_brackets_1_megabyte():
    return article(after="<" * MEGABYTE)


@kind(keeps=False)
def comment_openings():
    return article(after="<!--" * 250_000)


@kind(keeps=False)
def cdata_and_processing():
    return article("<![CDATA[ <p> ]]> <?php echo '<p>'; ?>" * 20_000)


@kind(keeps=False)
def json_ld_nested():
    return article(head='<script type="application/ld+json">' + '{"a":[' * 100_000 + "</script>")


@kind()
def json_ld_huge_numbers():
    return article(
        head='<script type="application/ld+json">{"@type":"NewsArticle","datePublished":'
        + "9" * 100_000
        + ',"headline":["a",{"b":null}],"author":{"name":{"name":{"name":7}}}}</script>'
    )


@kind()
def json_ld_wrong_types():
    values = ("null", "7", "[]", "[[[]]]", '{"@value": {}}', '"\\ud800"', "1e999", "true")
    scripts = (
        f'{{"@context":{v},"@type":{v},"@graph":{v},"headline":{v},"author":{v},"publisher":{v},'
        f'"datePublished":{v},"dateModified":{v},"keywords":{v},"articleSection":{v}}}'
        for v in values
    )
    return article(
        head="".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
    )


@kind()
def meta_100000():
    return article(head='<meta property="og:title" content="Ferry"><meta name="author">' * 50_000)


@kind()
def dates_out_of_range():
    dates = (
        "0000-00-00",
        "99999-12-31",
        "2024-02-31T25:61:61+99:99",
        "-1",
        "٢٠٢٤-٠١-٠١",
        "1" * 5000,
    )
    meta = "".join(f'<meta property="article:published_time" content="{d}">' for d in dates)
    return article("".join(f"<time datetime='{d}'>{d}</time>" for d in dates), head=meta)


@kind()
def base_and_refresh():
    return article(head='<base href="file:///etc/"><meta http-equiv=refresh content="0;url=//x">')


@kind(keeps=False)
def frameset():
    return "<html><frameset cols='*'><frame src=a>" + f"<noframes>{SENTENCE}</noframes></frameset>"


@kind(keeps=False)
def everything_hidden():
    return article().replace("<body>", "<body style='display:none'>").replace("<p>", "<p hidden>")


@kind(keeps=False)
def shadow_roots():
    return "<div>" + "<template shadowrootmode=open><p>shadow</p></template>" * 5_000 + "</div>"


@kind(keeps=False)
def three_tag_page():
    return f"<html><frameset><body><p>{SENTENCE}</p>"


@kind(keeps=False)
def prose_inside_plaintext():
    return "<plaintext>" + article() * 50


@kind(keeps=False)
def comments_before_nothing():
    return "<!---->" * 100_000 + SENTENCE


@kind(keeps=False)
def tags_opened_in_tags():
    return article(("<a " * 19_000 + ">") * 17)


@kind()
def names_of_1_megabyte():
    author = "a" * (MEGABYTE // 3) + " " * (MEGABYTE // 3) + "b@" * (MEGABYTE // 6)
    return article(
        head=f'<meta name="author" content="{author}"><meta name="byl" content="{author}">'
    )


@kind()
def json_ld_of_spaces():
    traps = ('"@type":', "-->", '"author":{"name":')
    scripts = "".join(f"{trap}{' ' * MEGABYTE}x" for trap in traps)
    many = '{"author":{' * 50_000
    return article(
        head=f'<script type="application/ld+json">{scripts}</script>'
        f'<script type="application/ld+json">{many}</script>'
    )


@kind()
def title_of_names():
    return article(
        head='<meta property="og:site_name" content="Ferry"><meta property="og:title" content="'
        + "Ferry | " * 100_000
        + '">'
    )


@kind()
def credits_of_spaces():
    line = "Photo by the council " + "/ – " * 20 + " " * 320 + "("
    return article(after=f"<pre>{line}</pre>" * 500)
