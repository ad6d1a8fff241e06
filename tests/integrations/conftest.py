"""What the tests of integrations share: the real library or no test, made pages, examples."""

from __future__ import annotations

import importlib
import os
import re
import shutil

import pytest
from made import page
from programs import blocks, run_program
from site_server import serving

#: The time that all records carry, so that those of two runs are equal.
EPOCH = "1767225600"


def _missing(what: str) -> None:
    """Skip the test for want of a real part; in CI, where all are to be there, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def needs():
    """Give a function that imports the libraries of an extra, or skips the test."""

    def need(extra: str, *modules: str, program: str | None = None) -> None:
        for module in modules:
            try:
                importlib.import_module(module)
            except ImportError as error:
                _missing(f"{error} (make .venv/{extra})")
        if program and shutil.which(program) is None:
            _missing(f"{program} is not installed")

    return need


@pytest.fixture(scope="session")
def pages():
    """Give rows of pages: ids, addresses and HTML."""
    return [
        {"id": f"page-{n}", "url": f"https://host-{n % 7}.example/{n}", "html": page(n)}
        for n in range(100)
    ]


def _replaced(code: str, replace: dict[str, str]) -> str:
    for old, new in replace.items():
        code = code.replace(old, new)
    return code


@pytest.fixture
def run_example(tmp_path):
    """Give a function that runs a page's examples as one program, or the one `at` a place.

    Each must print what it claims to (`print(...)  # claim`). `replace` puts the test's own
    addresses in the place of the page's.
    """

    def run(
        name: str, *, replace: dict[str, str] | None = None, at: int | None = None, starts: int = 1
    ) -> str:
        found = blocks(name)
        code = _replaced("\n".join(found if at is None else [found[at]]), replace or {})
        printed = run_program(code, tmp_path, starts=starts)
        for claim in re.findall(r"print\(.*\)  # (.*)$", code, re.M):
            assert claim in printed.splitlines()
        return printed

    return run


@pytest.fixture
def site():
    """Give the address of a site that is served on the loopback interface."""
    with serving() as address:
        yield address
