"""The review page in headless Chromium: opening, filters, keys, marks, and hostile articles."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import cleaner
from cleaner.report import compare, failed, render, view

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
#: A hundred thousand paragraphs would be as good; what counts is one very long block.
FIVE_MEGABYTES = 5_000_000
MANY = 2000
HOSTILE = (
    "<img src=x onerror=\"window.ran='img'\"><script>window.ran='script'</script>",
    "</script><script>window.ran='closed'</script><svg onload=\"window.ran='svg'\">",
    "<iframe srcdoc=\"<script>top.ran='frame'</script>\"></iframe>{{constructor}}${window.ran=1}",
    "\u202egnp.exe\u2066 turned \u200f round \x1b[31m",
    "javascript:window.ran='link' <a href=\"javascript:window.ran='a'\">here</a>",
)


def need_browser():
    """Give Chromium's path and flags; skip without it, in CI fail."""
    try:
        from benchmarks.chromium import FLAGS, chromium

        pytest.importorskip("pygal")
        if program := chromium():
            return program, FLAGS
        missing = "Chromium is not installed (apt-get install chromium)"
    except (ImportError, pytest.skip.Exception) as error:
        missing = f"{error} (the extra `dev` has it)"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="module")
def chromium():
    program, flags = need_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, tmp_path):
    """Open views as a page; whatever goes wrong in it, or leaves it, fails the test."""
    contexts, wrong = [], []

    def open_page(views, *, against="", fragment="", **settings):
        path = tmp_path / f"report-{len(contexts)}.html"
        parts = render(views, title="pages", made_by="tests", against=against)
        path.write_text("".join(parts), "utf-8")
        context = chromium.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda r: r.url.split("#")[0] == path.as_uri() or wrong.append(r.url))
        page.goto(path.as_uri() + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [told for told in wrong if not told.startswith("blob:")] == []


def record(source, **options):
    return json.loads(cleaner.Pipeline(removed_text=True, **options)(source, id="one").to_json())


@pytest.fixture(scope="module")
def seeds():
    made = []
    for number, path in enumerate(SEEDS):
        told = record(path.read_bytes())
        made.append(view({**told, "id": path.name, "source": f"host-{number % 2}.example"}))
    return [*made, failed({"id": "bad.html", "stage": "decode", "message": "binary data"})]


def titles(page):
    return page.locator("#documents button > bdi").all_inner_texts()


def test_it_opens_on_a_summary_with_what_is_odd_first(visit, seeds):
    page = visit(seeds)
    assert "6 documents" in page.inner_text(".figures").replace("\n", " ")
    assert page.locator(".chart svg .bar").count() > 5
    assert titles(page)[0] == "bad.html"
    assert page.inner_text("#first li:first-child").startswith("bad.html")
    page.click("#first button")
    assert "decode: binary data" in page.inner_text("#facts")


def test_a_document_shows_kept_text_plain_and_removals_struck_with_their_reason(visit, seeds):
    page = visit(seeds, fragment="#document-0")
    shown = [piece.text for piece in seeds[0].pieces if piece.cause.kept]
    kept = page.locator(".block:not(.removed) > span:first-child").all_text_contents()
    assert kept == shown
    removal = page.locator(".block.removed").first
    struck = removal.locator("del").evaluate("e => getComputedStyle(e).textDecorationLine")
    assert struck == "line-through"
    assert removal.locator(".why").is_hidden()
    removal.hover()
    assert removal.locator(".why").is_visible()
    assert "removed by" in removal.locator(".why").inner_text()


def test_filters_narrow_the_list(visit, seeds):
    page = visit(seeds)
    page.select_option("#host", "host-1.example")
    assert len(titles(page)) == 2
    page.click("button[type=reset]")
    page.wait_for_selector("#documents li:nth-child(6)")
    rule = next(p.cause.rules[0] for p in seeds[4].pieces if not p.cause.kept)
    page.select_option("#rule", label=rule)
    assert len(titles(page)) == sum(
        any(rule in piece.cause.rules for piece in one.pieces) for one in seeds
    )
    page.select_option("#rule", "")
    page.select_option("#state", "failed")
    assert titles(page) == ["bad.html"]
    page.select_option("#state", "")
    page.select_option("#confidence", "high")
    assert 0 < len(titles(page)) < 6


def test_search_finds_words_of_kept_and_removed_text(visit, seeds):
    page = visit(seeds)
    gone = next(p.text for p in seeds[0].pieces if not p.cause.kept)
    page.fill("#search", gone[:30].upper())
    page.wait_for_selector("#documents li:only-child")
    assert titles(page) == [seeds[0].title]
    assert page.inner_text("#found") == "1 of 6 documents"


def test_everything_is_reached_by_keyboard(visit, seeds):
    page = visit(seeds)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("uncommon")
    page.wait_for_selector("#documents li:only-child")
    page.locator("#documents button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#document .block")
    page.keyboard.press("j")
    page.wait_for_selector(".block:focus")
    page.keyboard.press("j")
    focused = page.locator(".block:focus")
    removed = [piece for piece in seeds[4].pieces if not piece.cause.kept]
    assert focused.locator("del").inner_text() == removed[1].text
    assert removed[1].cause.reason in focused.locator(".why").inner_text()
    assert focused.locator(".why").is_visible()
    page.keyboard.press("m")
    assert page.inner_text("#marked") == "1 mark"
    page.keyboard.press("ArrowDown")
    assert page.locator(".block:focus").get_attribute("data-block") != "1"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.open") == "4"


def test_single_keys_can_be_switched_off(visit, seeds):
    page = visit(seeds, fragment="#document-0")
    page.locator("#help").evaluate("help => help.open = true")
    page.uncheck("#keys")
    page.locator("#document").focus()
    page.keyboard.press("j")
    assert page.locator(".block:focus").count() == 0


def test_marks_are_exported_as_lines_that_bench_reads(visit, seeds, tmp_path):
    from cleaner.report.marks import read_mark

    page = visit(seeds, fragment="#document-0")
    page.locator(".block.removed").first.click()
    page.click(".block.open .mark")
    page.locator(".block:not(.removed)").first.click()
    page.click(".block.open .mark")
    with page.expect_download() as waiting:
        page.click("#export")
    lines = Path(waiting.value.path()).read_bytes().splitlines()
    marks = sorted((read_mark(line, "x") for line in lines), key=lambda mark: mark.should)
    assert [mark.should for mark in marks] == ["go", "stay"]
    source = SEEDS[0].read_text("utf-8")
    assert all(source[mark.start : mark.end] == mark.text for mark in marks)
    page.reload()
    assert page.inner_text("#marked") == "2 marks"


def test_changed_decisions_come_first(visit, seeds):
    other = view(record(SEEDS[4].read_bytes(), ignore=["headline", "line-model"]))
    views = [compare(one, other if one is seeds[4] else one) for one in seeds]
    page = visit(views, against="ignore=headline")
    assert titles(page)[0] == seeds[4].title
    page.select_option("#state", "changed")
    assert len(titles(page)) == 1
    page.click("#documents button")
    row = page.inner_text("#changes tbody tr:first-child")
    assert "removed by headline" in row
    assert "kept" in row
    page.check("#only-changed")
    assert page.locator(".block").count() == page.locator(".block.changed").count() > 0


def test_a_record_without_removed_text_says_how_much_went(visit):
    told = json.loads(cleaner.clean(SEEDS[0].read_text("utf-8")).to_json())
    page = visit([view(told)], fragment="#document-0")
    assert "not in the record" in page.inner_text(".block.removed >> nth=0")


def test_a_hostile_article_runs_nothing_and_leaves_nothing_unseen(visit):
    text = "\n\n".join([*HOSTILE, SEEDS[0].read_text("utf-8")])
    said = record(text, media_type="text/plain")
    said["id"] = said["metadata"]["headline"] = HOSTILE[0]
    said["source"], said["metadata"]["url"] = HOSTILE[1], "javascript:window.ran='url'"
    said["provenance"]["removals"][0]["reason"] = HOSTILE[1]
    page = visit([view(said)], against=HOSTILE[0], fragment="#document-0")
    page.keyboard.press("j")
    page.select_option("#host", HOSTILE[1])
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert page.locator("img, iframe, object, embed, a:not(.skip)").count() == 0
    text = page.inner_text("#blocks")
    assert "U+202E" in text
    assert "U+001B" in text
    assert not set(page.inner_text("body")) & set("\u202e\u2066\x1b")


def test_five_megabytes_in_one_block_are_shown_in_part(visit):
    said = record(SEEDS[0].read_bytes())
    text = "words of a very long line " * (FIVE_MEGABYTES // 26)
    place = {"type": "TextPositionSelector", "start": 0, "end": len(text)}
    said["text"], said["provenance"]["removals"] = text, []
    said["provenance"]["segments"] = [{"start": 0, "end": len(text), "selector": [place]}]
    page = visit([view(said)], fragment="#document-0")
    assert len(page.text_content("#blocks")) < FIVE_MEGABYTES / 100
    assert "Show the whole block" in page.inner_text("#blocks")


def test_two_thousand_documents_are_paged(visit, seeds):
    page = visit(seeds[:5] * (MANY // 5))
    assert page.locator("#documents li").count() == 50
    assert page.inner_text("#page") == "page 1 of 40"
    page.click("#later")
    assert page.inner_text("#page") == "page 2 of 40"
    page.fill("#search", "uncommon voyage")
    page.locator("#page", has_text="page 1 of 8").wait_for()


def test_a_phone_shows_list_or_document_and_never_scrolls_sideways(visit, seeds):
    page = visit(seeds, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    for _ in range(2):
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360
        if page.locator("#list").is_visible():
            page.locator("#documents button").last.tap()
    assert page.locator("#list").is_hidden()
    page.locator(".block.removed").first.tap()
    assert page.locator(".block.open .mark").is_visible()
    page.tap("#back")
    assert page.locator("#list").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_told_from_its_ground(visit, seeds, scheme):
    page = visit(seeds, fragment="#document-0", color_scheme=scheme)
    for selector in ("#document-title", ".block.removed del", ".block .tag", "#facts", ".flag"):
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector


def test_parts_have_names_for_screen_readers(visit, seeds):
    page = visit(seeds, fragment="#document-0")
    assert page.evaluate(UNNAMED) == []
    assert page.locator(".block.removed").first.text_content().startswith("Removed: ")
    assert page.get_by_role("status").first.inner_text() == "6 of 6 documents"
    for role, name in (("search", ""), ("article", seeds[0].title), ("region", "Summary")):
        assert page.get_by_role(role, name=name).count() == 1


CONTRAST = """
element => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
    const [r, g, b] = parts.map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = element;
  const clear = one => /, 0\\)$|transparent/.test(getComputedStyle(one).backgroundColor);
  while (clear(ground)) ground = ground.parentElement;
  const one = light(getComputedStyle(element).color);
  const other = light(getComputedStyle(ground).backgroundColor);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
"""
UNNAMED = """
() => [...document.querySelectorAll("button, input, select, summary")]
  .filter(one => one.offsetParent && !one.textContent.trim() && !one.labels?.length)
  .map(one => one.outerHTML)
"""


def test_a_long_document_is_shown_in_parts(visit):
    text = "\n\n".join(
        f"The council met for the {n}. time to talk about the bridge." for n in range(900)
    )
    page = visit([view(record(text))], fragment="#document-0")
    assert page.locator(".block").count() == 400
    page.click("#more")
    assert page.locator(".block").count() == 800
    page.locator(".block").last.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(".block").count() > 800
    assert page.locator(".block:focus").get_attribute("data-block") == "800"


def test_removed_text_can_be_hidden_and_the_theme_chosen(visit, seeds):
    page = visit(seeds, fragment="#document-0", color_scheme="light")
    page.uncheck("#removals")
    assert page.locator(".block.removed").first.is_hidden()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    page.click("#next")
    assert page.inner_text("#document-title") != seeds[0].title
