"""The shape of the house: which way imports go, how long files and functions are, docstrings."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "cleaner"

#: Layers from the bottom up: a module imports from lower layers only, and from its own package.
#: What is not named stands among the steps.
LAYERS = (
    {"model", "errors"},
    {"text", "codes", "addresses"},
    {"lexicon", "options"},
    {"rule"},
    {"steps"},
    {"judge"},
    {"lineage", "source_positions"},
    {"stretches"},
    {"selectors"},
    {"account", "verify"},
    {"pipeline"},
    {"batch", "report"},
    {"serve"},
    {"commands"},
    {"cli", "integrations", "__init__"},
    {"__main__"},
)
#: What several steps share; it stands just below them. (Markup is parsed in pages' data, too.)
SHARED = {"header", "agencies", "dates", "persons", "titles", "net", "trees", "parse"}
#: Blank lines apart.
MOST_LINES = 300
#: Docstrings apart.
MOST_FUNCTION_LINES = 40

MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = sorted({*MODULES, *(ROOT / "benchmarks").rglob("*.py"), *(ROOT / "docs").rglob("*.py")})


def _part(dotted: str) -> str:
    """Give the part of the package a module belongs to: `cleaner.rules.byline` -> `rules`."""
    names = dotted.split(".")
    return names[1] if len(names) > 1 else "__init__"


def _level(part: str) -> float:
    for level, layer in enumerate(LAYERS):
        if part in layer:
            return level
    return LAYERS.index({"steps"}) - (0.5 if part in SHARED else 0)


def _imports(path: Path) -> set[str]:
    """Give the modules of the package that a module imports when it is loaded."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "cleaner":
                found |= {f"cleaner.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.split(".")[0] == "cleaner"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_data(path):
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for imported in _imports(path):
        other = _part(imported)
        if part in (other, "__init__"):
            continue
        lower = _level(other) < _level(part)
        assert lower, f"{part} imports {other}, which is not below it"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path):
    source = path.read_text(encoding="utf-8")
    assert sum(bool(line.strip()) for line in source.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or 0) - node.lineno + 1
            if ast.get_docstring(node):
                docstring = node.body[0]
                size -= (docstring.end_lineno or 0) - docstring.lineno + 1
            assert size <= MOST_FUNCTION_LINES, f"{node.name} has {size} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_everything_public_says_what_it_does(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not path.read_text(encoding="utf-8") or ast.get_docstring(tree), "no module docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_a_rule_is_two_files():
    rules = {path.stem for path in (PACKAGE / "rules").glob("*.py")} - {"__init__"}
    pages = {path.stem for path in (ROOT / "fixtures" / "rules").glob("*.md")}
    assert rules == pages
