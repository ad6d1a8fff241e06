"""Code and unfilled templates in the text."""

from __future__ import annotations

import re

from cleaner.rule import Answer, Candidate, rule

#: Calls of advertising, tracking and page scripts, markup of players, style rules. Code that a
#: text may be about is not among them.
CODE = re.compile(
    r"""window\.\w+\s*=|window\.\w+\.push|document\.(?:write|getElement|querySel|createEl|addEvent)
    |googletag|adsbygoogle|gtag\(|dataLayer|_taboola|fbq\(|\.push\(\s*\{|^\(function\s*\(|^!function
    |^/\*\s*<!\[CDATA\[|^//\s*(?:\]\]>|<!\[CDATA\[)|^<!--|-->$
    |^[.#@][\w\s.,#>:-]++\{[^{}:]*+:[^{}]*+\}|!important\s*+(?:;\s*+)?\}|^<(?:iframe|script|style|div|span|img)\b
    |^\[(?:caption|gallery|embed|vc_|et_pb|/)[^\]]*\]""",
    re.VERBOSE,
)
#: Structured data and unfilled fields are what many a text inside its body is about.
TEMPLATE = re.compile(r'"@(?:context|type)"\s*:|^\{\{[^{}]*\}\}$')
#: What a publishing system puts in for an advertisement or a box later ("$$BOX_AD$$"). Shorter ones
#: may be formulas.
PLACEHOLDER = re.compile(r"(?P<mark>\$\$|%%|##|@@)[A-Z][A-Z0-9_-]{5,40}(?P=mark)")
#: Code has one of these characters; most prose has none.
SIGNS = "{}<>=;[$%#@"


@rule(family="script", max_chars=3000, signs=SIGNS)
def script_residue(line: Candidate) -> Answer:
    """Code and unfilled templates in the text.

    *What it removes*: lines of page scripts and style rules, shortcodes, lines that are nothing but
    a placeholder ("$$BOX_AD$$"), and outside of the body structured data and fields that a template
    left unfilled ("{{ title }}").

    *Why it is boilerplate*: they are meant for the browser.

    *What it keeps*: code that a text is about, in code blocks or of another kind, and sentences
    that mention code.
    """
    if line.block.kind == "code":
        return None
    if PLACEHOLDER.fullmatch(line.text.strip()):
        return "a placeholder that was never filled"
    found = CODE.search(line.text) or (None if line.in_body else TEMPLATE.search(line.text))
    return f'page code ("{found.group()[:30].strip()}")' if found else None
