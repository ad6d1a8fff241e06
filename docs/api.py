"""The page about the library, from the signatures and docstrings of its public names."""

from __future__ import annotations

import dataclasses
import inspect
import re

import cleaner

#: How `inspect` writes an annotation that is not looked up.
FORWARD = re.compile(r"ForwardRef\(([^()]*)\)")
#: Parameters that don't fit on one line.
MANY = 4


def api_page() -> str:
    """Give the page: functions and classes first, then the types they return, then the errors."""
    named = {name: getattr(cleaner, name) for name in cleaner.__all__}
    errors = {n: v for n, v in named.items() if inspect.isclass(v) and issubclass(v, Exception)}
    frozen = {n: v for n, v in named.items() if _is_type(v)}
    others = {n: v for n, v in named.items() if n not in errors and n not in frozen}
    parts = [
        "# Library\n",
        "What `import cleaner` offers; everything else is for the house alone and may change. "
        "This page is written by `make docs` from the code.\n",
    ]
    for title, group in (("Cleaning", others), ("Types", frozen), ("Errors", errors)):
        parts.append(f"## {title}\n")
        for name, value in group.items():
            parts += _entry(name, value)
    return "\n".join(parts)


def _is_type(value: object) -> bool:
    """Say whether a name is a frozen type: a dataclass, or a tuple with names."""
    return dataclasses.is_dataclass(value) or (inspect.isclass(value) and issubclass(value, tuple))


def _entry(name: str, value: object) -> list[str]:
    parts = [f"### cleaner.{name}\n"]
    if not (inspect.isclass(value) and issubclass(value, Exception)):
        parts.append(f"```py\n{name}{_signature(value)}\n```\n")
    parts.append(f"{inspect.getdoc(value) or ''}\n")
    if inspect.isclass(value):
        for method in vars(value):
            function = getattr(value, method)
            shown = method == "__call__" or not method.startswith("_")
            if shown and inspect.isroutine(function) and inspect.getdoc(function):
                label = name.lower() if method == "__call__" else f"{name}.{method}"
                parts.append(f"```py\n{label}{_signature(function)}\n```\n")
                parts.append(f"{inspect.getdoc(function)}\n")
    return parts


def _signature(value: object) -> str:
    """Give parameters and result, each on a line of its own where there are many."""
    try:
        signature = inspect.signature(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    shown = [p for p in signature.parameters.values() if p.name != "self"]
    text = _plain(str(signature.replace(parameters=shown)))
    if len(shown) < MANY:
        return text
    lines = [f"    {_plain(str(parameter))}," for parameter in shown]
    keyword = [at for at, p in enumerate(shown) if p.kind is p.KEYWORD_ONLY]
    if keyword:
        lines.insert(keyword[0], "    *,")
    _, arrow, result = text.rpartition(") -> ")
    return "\n".join(["(", *lines, f"){' -> ' + result if arrow else ''}"])


def _plain(text: str) -> str:
    """Write annotations as the code has them."""
    return FORWARD.sub(r"\1", text).replace("'", "")
