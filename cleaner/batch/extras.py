"""Libraries that only some formats need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

from cleaner.errors import MissingExtraError

#: The extra of the distribution that has them.
EXTRA = "batch"


def need(name: str, what: str) -> Any:
    """Import a library; raises `MissingExtraError` naming the extra where it is not installed."""
    try:
        module: ModuleType = import_module(name)
    except ImportError:
        raise MissingExtraError(
            f"{what} needs {name.split('.', maxsplit=1)[0]}: pip install 'article-cleaner[{EXTRA}]'"
        ) from None
    return module
