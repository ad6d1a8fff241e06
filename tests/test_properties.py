"""What holds for every document: nothing vanishes without a name, and nothing is made up."""

from __future__ import annotations

import html
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.judge import all_rules, apply_rules, decide
from cleaner.lexicon import lexicon

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

PROSE = (
    "The council met on Tuesday to talk about the old bridge, which has been closed to carts since "
    "the flood of last spring and is watched by two men with lanterns.",
    "“We had hoped to open it before the harvest,” said the mayor, “but the stone has to come from "
    "the other side of the valley, and the road there is not yet dry.”",
    "Nobody in the village could say who would pay for the work, and the clerk, when asked, looked "
    "at the ceiling for a long while before he answered that it was a matter for the county.",
    "A vote was put off. It rained.",
    "橋は去年の春の洪水のあと閉じられたままで、村の人たちは毎朝、遠い道を歩いて市場へ通っている。",
)
HEADLINE = "Old bridge waits for its stone"
ABOVE = ("By Anna Holm", "2024-05-06 10:30", "Views: 1204", "Share this article", "Advertisement")
BETWEEN = (
    "Advertisement",
    "See also: Ten mills you should visit before winter",
    "Subscribe to our newsletter",
    "Story continues below",
)
BELOW = (
    "(Reporting by Anna Holm; Editing by Jon Berg)",
    HEADLINE,
    "You might also like",
    "Leave a comment",
    "© 2024 Valley Post. All rights reserved.",
)
CHROME = (*ABOVE, *BETWEEN, *BELOW)
TAGS = ("p", "div", "li", "h1", "h2", "blockquote", "figcaption", "td", "a", "footer", "nav")
#: Any character but lone surrogates and control characters: too many of those are binary data.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"])

lines = st.one_of(
    st.sampled_from(PROSE), st.sampled_from(CHROME), st.text(CHARACTERS, min_size=1, max_size=80)
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Give a text of prose, chrome and anything at all, a piece a line."""
    pieces = draw(st.lists(st.tuples(lines, st.sampled_from(["\n", "\n\n", "\r\n"])), max_size=12))
    return draw(st.sampled_from(PROSE)) + "\n" + "".join(line + gap for line, gap in pieces)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Give a text as articles are: a headline, prose, and chrome where it usually stands."""
    above, *between, below = (
        draw(st.lists(st.sampled_from(place), max_size=3))
        for place in (ABOVE, BETWEEN, BETWEEN, BETWEEN, BELOW)
    )
    parts = [HEADLINE, *above]
    for text, chrome in zip(draw(st.permutations(PROSE[:3])), between, strict=True):
        parts += [text, *chrome]
    return draw(st.sampled_from(["\n", "\n\n"])).join([*parts, *below])


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Give a page of the same pieces in elements that may nest and need not close."""
    parts = ["<!DOCTYPE html><title>Old bridge waits for its stone - Valley Post</title><body>"]
    for line in draw(st.lists(lines, max_size=10)):
        tag = draw(st.sampled_from(TAGS))
        parts.append(f"<{tag}>{html.escape(line)}")
        parts.append(draw(st.sampled_from([f"</{tag}>", "", "<div>", "</div>", "<br>"])))
    return "".join([*parts, f"<p>{draw(st.sampled_from(PROSE))}</p>"])


documents = st.one_of(texts(), pages())


def _media_type(source: str) -> str:
    return "text/html" if source.startswith("<!DOCTYPE") else "text/plain"


def _clean(source: str, **options) -> cleaner.Article:
    return cleaner.clean(source, media_type=_media_type(source), keep_source_text=True, **options)


@given(documents)
def test_the_output_is_an_ordered_part_of_the_source(source):
    article = _clean(source)
    rest = iter(article.provenance.source_text)
    assert all(char in rest for char in article.text if not char.isspace())


@given(documents)
def test_segments_pair_output_and_source(source):
    article = _clean(source)
    end = source_end = 0
    for segment in article.provenance.segments:
        assert segment.start >= end
        assert segment.source_start >= source_end
        assert not article.text[end : segment.start].strip()
        end, source_end = segment.end, segment.source_end
        canonical = article.provenance.source_text[segment.source_start : source_end]
        assert article.text[segment.start : end] == canonical
    assert not article.text[end:].strip()


@given(documents)
def test_segments_and_removals_tile_the_source(source):
    provenance = _clean(source).provenance
    spans = [(s.source_start, s.source_end) for s in provenance.segments]
    spans += [(r.start, r.end) for r in provenance.removals]
    at = 0
    for start, end in sorted(spans):
        assert at <= start < end
        assert not provenance.source_text[at:start].strip()
        at = end
    assert not provenance.source_text[at:].strip()


@given(texts())
def test_the_canonical_text_of_text_is_the_source(source):
    assert _clean(source).provenance.source_text == source


@given(articles())
def test_cleaning_the_output_again_changes_nothing(source):
    text = cleaner.clean(source).text
    assert cleaner.clean(text).text == text


@given(st.lists(st.sampled_from(PROSE), min_size=1, unique=True), st.sampled_from(["\n", "\n\n"]))
def test_a_text_without_chrome_comes_out_as_it_is(paragraphs, gap):
    source = gap.join(paragraphs) + "\n"
    assert cleaner.clean(source).text == source


@given(documents, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(source, shuffler):
    page = cleaner.Pipeline(media_type=_media_type(source)).examine(source).page
    rules = list(all_rules())
    in_order = decide(apply_rules(page, rules, lexicon(("en",))))
    shuffler.shuffle(rules)
    assert decide(apply_rules(page, rules, lexicon(("en",)))) == in_order


@given(documents)
def test_the_same_input_gives_the_same_record(source):
    stamp = "2024-01-01T00:00:00Z"
    assert _clean(source, timestamp=stamp).to_json() == _clean(source, timestamp=stamp).to_json()


def test_another_process_gives_the_same_record():
    program = (
        "import cleaner, sys;"
        "clean = cleaner.Pipeline(timestamp='2024-01-01T00:00:00Z');"
        "print(*(clean(open(path).read()).to_json() for path in sys.argv[1:]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, *map(str, SEEDS)],
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(2)
    }
    assert len(outputs) == 1


@given(documents)
def test_everything_public_pickles(source):
    pipeline = cleaner.Pipeline(media_type=_media_type(source), removed_text=True)
    examined = pipeline.examine(source)
    article = pipeline(source, url="https://example.org/a", id=7)
    for value in (article, examined.page.document, examined.decisions, pipeline.options):
        assert pickle.loads(pickle.dumps(value)) == value
    again = pickle.loads(pickle.dumps(pipeline))(source, url="https://example.org/a")
    assert again.text == article.text


@pytest.mark.parametrize("value", [*all_rules(), cleaner.DecodeError("no", source="a.html")])
def test_rules_and_errors_pickle(value):
    copy = pickle.loads(pickle.dumps(value))
    assert copy == value or str(copy) == str(value)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_blank_lines_between_paragraphs_change_nothing(path):
    source = path.read_text(encoding="utf-8")
    spread = source.replace("\n", "\n\n")
    body = [line for line in cleaner.clean(source).text.split("\n") if line]
    assert [line for line in cleaner.clean(spread).text.split("\n") if line] == body
