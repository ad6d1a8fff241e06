"""The docs hang together: links lead somewhere, every page is in the menu, all named things are."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from cleaner.cli import cli

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FOLDERS = ("docs", "changes", "fixtures", "benchmarks")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(path for name in FOLDERS for path in (ROOT / name).rglob("*.md"))]
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(`{3,})[^`\n]*\n.*?^\1$", re.DOTALL | re.MULTILINE)


def anchors(page):
    titles = re.findall(r"^#+ (.*)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    bare = [re.sub(r"[^\w\s-]", "", title).strip().lower() for title in titles]
    return {re.sub(r"[\s]+", "-", title) for title in bare}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for link in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


def test_every_page_is_in_the_menu_once():
    menu = re.findall(r"(\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(menu) == sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))


def test_commands_that_the_docs_name_exist():
    for page in PAGES:
        for block in re.findall(r"^```(?:bash|console)\n(.*?)^```", page.read_text("utf-8"),
                                re.DOTALL | re.MULTILINE):  # fmt: skip
            for name in re.findall(
                r"^(?:\$ )?(?:\.venv/bin/)?cleaner ([a-z]+)", block, re.MULTILINE
            ):
                assert name in cli.commands, f"{page.name}: cleaner {name}"


def test_options_that_the_docs_name_exist():
    known = {
        o for c in cli.commands.values() for p in c.params for o in (*p.opts, *p.secondary_opts)
    }
    known |= {"--help", "--version"}
    for page in [*sorted(DOCS.glob("howto-*.md")), DOCS / "tutorial.md", DOCS / "limits.md"]:
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text("utf-8")):
            assert option in known, f"{page.name}: {option}"


def test_targets_that_the_docs_name_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        for target in re.findall(r"`make ([a-z]+)`", page.read_text("utf-8")):
            assert target in targets, f"{page.name}: make {target}"
