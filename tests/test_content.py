"""The main-content model: what it keeps, and that it knows no site."""

import json
import pickle
import re
from importlib.resources import files

import numpy as np
import pytest

from cleaner.content import judge_content
from cleaner.content.opinion import Effort, choose_threshold, expected_f1
from cleaner.content.vocabulary import TOKENS
from cleaner.model import Document
from cleaner.net import REACHES, WHOLE, Net, Scale, dump_net, load_net
from cleaner.parse import parse
from cleaner.segment_html import segment_html
from cleaner.trees import Trees, dump_trees, load_trees

PROSE = (
    "The council of the river town met on Tuesday to talk about the old bridge, which has been"
    " closed since the flood of last spring, and about the money that its repair would take."
)
MENU = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12))
PAGE = f"""<html lang=en><title>The old bridge</title>
<meta property=og:type content=article><link rel=canonical href=/news/the-old-bridge-of-the-town>
<script type=application/ld+json>{{"@type": "NewsArticle"}}</script><body>
<nav><ul>{MENU}</ul></nav><article><h1>The old bridge</h1>
{"".join(f"<p>{PROSE} That was point {n}.</p>" for n in range(8))}</article>
<footer><p>All rights reserved. <a href=/terms>Terms</a></p></footer>"""


def cut(markup: str) -> Document:
    return segment_html(parse(markup))


@pytest.mark.parametrize("effort", ["fast", "default", "best"])
def test_article_is_kept_and_menu_removed(effort: Effort) -> None:
    document = cut(PAGE)
    opinion = judge_content(document, effort=effort)
    for block, verdicts in zip(document.blocks, opinion.verdicts, strict=True):
        if "council" in block.text:
            assert not verdicts
        if "Section" in block.text or "rights" in block.text:
            assert [verdict.action for verdict in verdicts] == ["remove"]
            assert verdicts[0].reason
            assert verdicts[0].score is not None
            assert verdicts[0].score < 0.5


def test_page_type_is_told() -> None:
    opinion = judge_content(cut(PAGE))
    assert opinion.page_type == "article"
    assert 0 < opinion.page_type_probability <= 1


def test_page_without_text_has_no_verdicts() -> None:
    assert judge_content(cut("")).verdicts == ()


def test_opinion_is_the_same_each_time_and_pickles() -> None:
    first, second = judge_content(cut(PAGE)), judge_content(cut(PAGE))
    assert pickle.loads(pickle.dumps(first)) == second


@pytest.mark.parametrize(
    "markup",
    ["<p>x", "<title>t</title><p>日本語のテキスト。", "<p>\ud800\x01", "<div>" * 5000 + "x"],
)
def test_odd_pages_are_judged(markup: str) -> None:
    document = cut(markup)
    assert len(judge_content(document).verdicts) == len(document.blocks)


def test_weights_fit_the_features() -> None:
    from cleaner.content.features import extract
    from cleaner.content.weights import shipped_weights

    features, weights = extract(cut(PAGE)), shipped_weights()
    assert features.names == weights.names
    assert features.page_names == weights.page_names


def test_no_feature_names_a_site() -> None:
    told = json.loads((files("cleaner") / "data" / "content.json").read_text(encoding="utf-8"))
    names = [*told["names"], *told["page_names"], *TOKENS, *" ".join(TOKENS.values()).split()]
    for name in names:
        assert not re.search(r"\.[a-z]{2,}$|https?:|www\.", name), name


def test_trees_answer_by_their_leaves_and_survive_a_file() -> None:
    trees = Trees(
        features=np.array([[0, 1]], np.int32),
        thresholds=np.array([[0.5, 10.0]], np.float32),
        leaves=np.array([[[1.0], [2.0], [3.0], [4.0]]], np.float32),
        bias=np.array([0.5], np.float32),
    )
    rows = np.array([[0, 0], [1, 0], [0, 11], [1, 11]], np.float32)
    again = load_trees(dump_trees(trees, "t"), "t")
    assert trees.scores(rows)[:, 0].tolist() == [1.5, 2.5, 3.5, 4.5]
    assert again.scores(rows).tolist() == trees.scores(rows).tolist()


def make_net(columns: int, about: int, width: int = 4) -> Net:
    chance = np.random.default_rng(1)
    sizes = {"in.w": (columns, width), "page.w": (about, width), "last.w": (width, width)}
    for layer in range(len(REACHES)):
        sizes |= {f"near{layer}.w": (3 * width, width), f"out{layer}.w": (width, width)}
    sizes |= {f"whole{layer}.w": (3 * width, width) for layer in WHOLE}
    sizes |= {"odds.w": (width, 1), "types.w": (3 * width, 3)}
    sizes |= {"in.b": (width,), "page.b": (width,), "odds.b": (1,), "types.b": (3,)}
    sizes |= {f"near{layer}.b": (width,) for layer in range(len(REACHES))}
    layers = {n: chance.normal(size=s).astype(np.float16).astype("f4") for n, s in sizes.items()}
    ones, zeros = np.ones(columns, np.float32), np.zeros(columns, np.float32)
    scale = Scale(np.array([0]), zeros, ones)
    return Net(scale, Scale(np.array([], int), zeros[:about], ones[:about]), layers)


def test_network_hears_of_every_block_and_survives_a_file() -> None:
    net, chance = make_net(5, 2), np.random.default_rng(2)
    rows, page = chance.normal(size=(700, 5)).astype("f4"), np.ones((1, 2), np.float32)
    words = np.arange(700, dtype=np.float32)
    odds, types = net.scores(rows, page, words)
    assert odds.shape == (700,)
    assert types.shape == (3,)
    again = load_net(dump_net(net, "n"), "n").scores(rows, page, words)
    assert np.array_equal(odds, again[0])
    assert np.array_equal(types, again[1])
    other = rows.copy()
    other[-1] += 3
    assert not np.isclose(net.scores(other, page, words)[0][0], odds[0], atol=1e-9)


@pytest.mark.parametrize("count", [1, 2, 9])
def test_network_reads_short_pages(count: int) -> None:
    rows, page = np.ones((count, 5), np.float32), np.ones((1, 2), np.float32)
    odds, _ = make_net(5, 2).scores(rows, page, np.ones(count, np.float32))
    assert np.isfinite(odds).all()


def test_threshold_is_a_half_where_the_model_is_sure_and_less_where_it_is_not() -> None:
    words = np.full(10, 50, np.float32)
    sure, unsure = np.array([0.99] * 5 + [0.01] * 5), np.full(10, 0.3)
    assert expected_f1(sure, words) > 0.95
    assert 0.45 < choose_threshold(sure, words) < 0.57
    assert choose_threshold(unsure, words) < 0.3


def test_page_without_anything_likely_stays_empty() -> None:
    content = np.full(30, 0.02)
    assert choose_threshold(content, np.full(30, 5, np.float32)) > 0.02
