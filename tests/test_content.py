"""The main-content model: what it keeps, and that it knows no site."""

import json
import pickle
import re
from importlib.resources import files

import numpy as np
import pytest

from cleaner.content import judge_content
from cleaner.content.opinion import Effort
from cleaner.content.vocabulary import TOKENS
from cleaner.model import Document
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
