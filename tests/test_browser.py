"""Selectors hold in a browser: every place the account names is looked up in Chromium."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleaner import Pipeline
from cleaner.errors import EmptyInputError

PAGES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").glob("*.html"))
#: The least number of pages that the project promises to look at.
ENOUGH = 60


@pytest.fixture(scope="module")
def chromium():
    try:
        from benchmarks import chromium as driver

        program = driver.chromium()
        missing = None if program else "Chromium is not installed (apt-get install chromium)"
    except ImportError as error:
        missing = f"{error} (the extra `dev` has it)"
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    with driver.browser(program) as running:
        yield running


def test_there_are_enough_pages():
    assert len(PAGES) >= ENOUGH


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_place_is_found_in_the_browser(chromium, path):
    html = path.read_bytes()
    try:
        article = Pipeline(media_type="text/html", removed_text=True)(html)
    except EmptyInputError:
        pytest.fail("a page without text is cleaned, not refused")
    assert chromium.broken(html, article) == []


def test_a_wrong_place_is_noticed(chromium):
    html = b"<!DOCTYPE html><p>One line.<p>Another line, which is not the same."
    wrong = b"<!DOCTYPE html><div><p>One line.<p>Another line, which is not the same."
    article = Pipeline(media_type="text/html", removed_text=True)(wrong)
    assert len(chromium.broken(html, article)) > 0
