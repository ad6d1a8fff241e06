"""Plain text that traps regular expressions, comparisons and terminals."""

from __future__ import annotations

from hostile.kinds import MORE, SENTENCE, kind

MEGABYTE = 1_000_000
PARAGRAPHS = "\n\n".join((SENTENCE, *MORE))


def _with(trap: str) -> str:
    return f"{PARAGRAPHS}\n\n{trap}\n"


@kind()
def spaces_1_megabyte():
    return _with("a" + " " * MEGABYTE + "b")


@kind()
def tabs_and_breaks():
    return _with("\r" * 100_000 + "\t \t" * 100_000 + "\v\f\x85\u2028" * 50_000)


@kind()
def dashes_1_megabyte():
    return _with("-" * MEGABYTE)


@kind()
def dots_1_megabyte():
    return _with(". " * (MEGABYTE // 2))


@kind()
def digits_1_megabyte():
    return _with("1,234.5 " * (MEGABYTE // 8))


@kind()
def brackets_1_megabyte():
    return _with("(" * (MEGABYTE // 2) + "[" * (MEGABYTE // 2))


@kind()
def quotes_1_megabyte():
    return _with("\"'“”«»" * (MEGABYTE // 6))


@kind()
def capitals_1_megabyte():
    return _with("Aa Bb-Cc " * (MEGABYTE // 9))


@kind()
def agencies_1_megabyte():
    return _with("HARBOUR (Reuters) - " * (MEGABYTE // 20))


@kind()
def bylines_60000():
    return _with("By Anna Holm\n" * 10_000)


@kind()
def dates_1_megabyte():
    return _with("Monday, 3 May 2024 10:30 GMT " * (MEGABYTE // 30))


@kind()
def addresses_1_megabyte():
    return _with("http://a.b/c?d=e&f a@b.c " * (MEGABYTE // 25))


@kind()
def lines_of_near_limit():
    line = "By " + "Anna " * 118
    return _with("\n".join(line + str(n) for n in range(1_000)))


@kind()
def lines_of_short_traps():
    traps = ("((((", "- - - -", "1/1/1/1/1", "::::", "a|b|c|d", "By by by by", "@@@@ ####", "«»«»")
    return _with("\n".join(trap * n for n in range(1, 60) for trap in traps))


@kind(keeps=False)
def one_character():
    return "x"


@kind(fails="EmptyInputError")
def nothing():
    return b""


@kind(fails="EmptyInputError")
def white_space_only():
    return " \t\r\n\u00a0\u3000" * 100_000


@kind()
def escape_sequences():
    return _with("\x1b[2J\x1b]0;owned\x07 \x9b31m Share this article \x1b[31m")


@kind()
def bidirectional_controls():
    return _with("\u202eelcitra siht erahS\u202c \u2066\u2067\u2068\u2069" * 1_000)


@kind()
def zero_width_characters():
    return _with("S\u200bh\u200ba\u200br\u200be\ufeff\u2060 this" * 10_000)


@kind()
def combining_marks():
    return _with("e" + "\u0301" * 200_000)


@kind()
def lone_surrogates():
    return _with("\ud83d herring \udc00 \ud800\ud800")


@kind()
def unassigned_and_private():
    return _with("\ue000\uf8ff\U0010ffff\U000e0001\ufffe\uffff" * 5_000)


@kind()
def compatibility_expansion():
    return _with("\ufdfa" * 20_000 + "\u3300" * 20_000)


@kind()
def title_casing():
    return _with("ŉ İ ß ﬃ ǰ ΐ " * 10_000)


@kind()
def emoji_sequences():
    return _with("👩\u200d👩\u200d👧\u200d👦🏽🇦🇧" * 20_000)


@kind()
def markdown_bomb():
    return _with("[" * 20_000 + "](" * 20_000 + "\n" + "> " * 5_000 + "\n" + "`" * 20_000)


@kind()
def spreadsheet_formulas():
    return _with('=HYPERLINK("http://x";"y")\n+1+1\n-1\n@SUM(A1)')


@kind(keeps=False)
def lines_60000():
    return "\n".join(f"line {n}" for n in range(60_000))


@kind(keeps=False)
def unspaced_script():
    return (
        "橋" * 300_000
        + "。"
        + "港の会議は火曜日に古い渡し船を冬のあいだも走らせると決めた。" * 2_000
    )


@kind()
def carriage_returns():
    return PARAGRAPHS.replace("\n", "\r") + "\r\r\n\n\r"


@kind()
def spelled_markup():
    return _with("&lt;script&gt; <b is not a tag < 3 > 2 &amp; &#x1b; &bogus; <! <? </")
