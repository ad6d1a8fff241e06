"""Which packages are imported where: `make test` has those of the core and of `dev`, no others.

CI has every extra installed, so a test that can't start without one is green there.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
#: Where the imports of the project's own modules are looked for, as pytest has it.
FOLDERS = (ROOT, TESTS, TESTS / "integrations")
#: What is imported by another name than it is installed by.
IMPORTED_AS = {"beautifulsoup4": "bs4"}
#: What trafilatura brings with it and our benchmarks use.
BROUGHT = frozenset({"tld"})
#: Calls that skip a test, or fail it in CI, where what they name is missing.
ASKS = {"importorskip", "library", "needs"}
#: Modules that extras are for, and what others import when it is needed.
OF_EXTRAS = {ROOT / "cleaner" / "integrations", ROOT / "cleaner" / "serve"}
LATE = {"batch/parquet.py": {"pyarrow"}, "commands/serve.py": {"uvicorn"}}

Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _declared(*extras: str) -> frozenset[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = list(project["dependencies"])
    for extra in extras:
        required += project["optional-dependencies"][extra]
    names = [re.split(r"[\[<>=]", name)[0].lower() for name in required]
    return BROUGHT.union(IMPORTED_AS.get(name, name).replace("-", "_") for name in names)


def _imported(node: ast.AST) -> Iterator[str]:
    """Give the modules that a statement and those in it import, functions in it apart."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module:
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _imported(child)


@cache
def _own(dotted: str) -> tuple[Path, ...]:
    """Give the project's files that an import loads; none where it is no module of ours."""
    names = dotted.split(".")
    places = [
        folder.joinpath(*names[:end]) for folder in FOLDERS for end in range(1, len(names) + 1)
    ]
    files = [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py")]
    return tuple(file for file in files if file.is_file())


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _loaded(path: Path) -> frozenset[str]:
    return frozenset(_imported(_tree(path)))


def _foreign(scope: Scope) -> set[str]:
    """Give the packages that a module or a function brings in when it runs, by way of our own
    modules too."""
    left, seen = set(_imported(scope)), set()
    while new := left - seen:
        seen |= new
        left |= {name for dotted in new for file in _own(dotted) for name in _loaded(file)}
    return {name.partition(".")[0] for name in seen if not _own(name)} - sys.stdlib_module_names


def _functions(tree: ast.Module) -> list[Scope]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def _asked(tree: ast.AST) -> set[str]:
    """Give the packages that a test asks for before it goes on."""
    return {
        given.value.partition(".")[0]
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in ASKS
        for given in call.args
        if isinstance(given, ast.Constant) and isinstance(given.value, str)
    }


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda p: p.stem)
def test_tests_start_without_an_extra_and_ask_for_it_where_they_need_it(path):
    tree = _tree(path)
    known = _declared("dev")
    first = [n for n in tree.body if isinstance(n, ast.Expr | ast.Assign)]
    assert _foreign(tree) <= known.union(*map(_asked, first))
    late = {name for function in _functions(tree) for name in _foreign(function)}
    assert late <= known | _asked(tree)


def test_the_library_loads_without_an_extra():
    core = _declared()
    for path in sorted((ROOT / "cleaner").rglob("*.py")):
        if OF_EXTRAS.isdisjoint(path.parents):
            name = path.relative_to(ROOT / "cleaner").as_posix()
            tree = _tree(path)
            assert _foreign(tree) <= core, name
            for function in _functions(tree):
                late = set(_imported(function))
                packages = {dotted.partition(".")[0] for dotted in late if not _own(dotted)}
                assert packages - sys.stdlib_module_names <= core | LATE.get(name, set()), name
