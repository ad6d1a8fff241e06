"""Output formats: every module here is one, with a function `render(article) -> str`.

A format is found by its module, never listed by hand; its name is the module's. One that writes
a line for each document says so by `BY_LINE = True`; `HEAD` is what a file begins with.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable

from cleaner.model import Article

Render = Callable[[Article], str]


def formats() -> tuple[str, ...]:
    """List the names of the output formats, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def renderer(name: str) -> Render:
    """Give the function that writes an article in a format, closed by a line end."""
    render: Render = importlib.import_module(f"cleaner.emit.{name}").render
    return render


def is_by_line(name: str) -> bool:
    """Say whether a format writes one line for each document."""
    return bool(getattr(importlib.import_module(f"cleaner.emit.{name}"), "BY_LINE", False))


def head_of(name: str) -> str:
    """Give what a file of a format begins with, empty for most."""
    return str(getattr(importlib.import_module(f"cleaner.emit.{name}"), "HEAD", ""))
