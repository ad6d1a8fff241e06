"""Bad input ends in an error that says what is wrong, or in an empty text that says why."""

from __future__ import annotations

import gzip

import pytest

import cleaner


@pytest.mark.parametrize("source", ["", b"", " \n\t ", b"\xef\xbb\xbf", "\u00a0\u3000"])
def test_nothing_in_is_an_error(source):
    with pytest.raises(cleaner.EmptyInputError, match="empty"):
        cleaner.clean(source)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (gzip.compress(b"<p>Hello</p>"), "gzip"),
        (bytes(range(256)) * 20, "binary"),
        ("\x00\x01\x02\x03\x04" * 50, "binary"),
    ],
)
@pytest.mark.parametrize("media_type", [None, "text/html", "text/plain"])
def test_binary_data_is_refused_by_name(source, what, media_type):
    with pytest.raises(cleaner.DecodeError, match=what):
        cleaner.clean(source, media_type=media_type)


def test_an_unknown_charset_is_named():
    with pytest.raises(cleaner.OptionError, match="'no-such-charset'"):
        cleaner.clean(b"<p>Hello</p>", encoding="no-such-charset")


def test_a_charset_that_does_not_fit_says_where():
    with pytest.raises(cleaner.DecodeError, match="byte 3"):
        cleaner.clean(b"caf\xe9 au lait", encoding="utf-8")


def test_a_page_that_declares_an_unknown_charset_is_read_all_the_same():
    page = (
        b'<!DOCTYPE html><meta charset="x-no-such"><title>t</title><p>The caf\xc3\xa9 by the '
        b"bridge has been closed since the flood, and nobody knows when it will open again, said "
        b"the baker who lives next door.</p>"
    )
    assert "café by the bridge" in cleaner.clean(page).text


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head><title>Nothing</title></head><body></body></html>",
        "<!DOCTYPE html><html><head><title>Valley Post</title></head><body><nav><ul>"
        "<li><a href='/'>Home</a></li><li><a href='/news'>News</a></li>"
        "<li><a href='/sport'>Sport</a></li><li><a href='/weather'>Weather</a></li></ul></nav>"
        "<footer><p>© 2024 Valley Post. All rights reserved.</p></footer></body></html>",
        "<!DOCTYPE html><body><script>var a = 1;</script><style>p {}</style></body>",
    ],
)
def test_a_page_without_an_article_gives_an_empty_text_with_a_reason(page):
    article = cleaner.clean(page)
    assert article.text == ""
    assert article.provenance.notes


def test_a_text_of_chrome_alone_gives_an_empty_text_with_a_reason():
    article = cleaner.clean("Share this article\n\nAdvertisement\n")
    assert article.text == ""
    assert article.provenance.notes


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ({"select": ["byeline"]}, "byline"),
        ({"ignore": ["copyrigth-line"]}, "copyright-line"),
        ({"profile": "balance"}, "balanced"),
        ({"effort": "fastest"}, "fast"),
        ({"media_type": "html"}, "text/html"),
        ({"langauge": "en"}, "language"),
        ({"language": "deutsch"}, "such as 'de'"),
        ({"language": "auto"}, "such as 'de'"),
    ],
)
def test_a_wrong_option_says_what_is_near(option, hint):
    with pytest.raises(cleaner.OptionError, match=hint):
        cleaner.Pipeline(**option)


def test_every_error_is_a_cleaner_error_with_step_and_cause():
    with pytest.raises(cleaner.CleanerError) as caught:
        cleaner.clean("")
    assert (caught.value.step, caught.value.cause) == ("decode", "the input is empty")


def test_lone_surrogates_do_not_cost_the_text():
    source = "The bridge was closed \ud800 after the flood of last spring, and nobody was hurt."
    assert "after the flood" in cleaner.clean(source).text
