"""Lists of an article stay whole in text that has a page's chrome around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import clean

LISTS = sorted((Path(__file__).parent.parent / "fixtures" / "lists").glob("*.txt"))
ABOVE = """Pellmore Courier
Skip to content
Home
News
Sport
Culture
Weather
Subscribe
Log in
Search
"""
BELOW = """
Share this article
Facebook
Twitter
Email
Related stories
Council to sell the old tram depot
Storks return to the brewery roof
Five things to do this weekend
Most read
1. Ferry runs aground off the mole
2. Baker wins lottery twice
3. Fog closes airport
Sign up for our newsletter
Your email address
Comments (14)
About us
Contact
Privacy policy
Terms of use
© 2024 Pellmore Courier. All rights reserved.
"""


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_of_the_article_stays_amid_chrome(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    left = clean(f"{ABOVE}\n{text}{BELOW}", media_type="text/plain").text
    assert left.split() == text.split()
