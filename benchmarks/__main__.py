"""The benchmarks as one command: `python -m benchmarks NAME`, a module of this folder each."""

from __future__ import annotations

import importlib
from importlib.util import find_spec

import click

COMMANDS = (
    "batch",
    "memory",
    "hostile",
    "html",
    "text",
    "metadata",
    "browser",
    "provenance",
    "diff",
    "floors",
    "sites",
    "engines",
    "service",
    "skew",
    "stages",
)


class Group(click.Group):
    """Loads a benchmark only when it is asked for: each needs packages of its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the benchmarks that are there."""
        return [name for name in COMMANDS if find_spec(f"benchmarks.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one benchmark."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"benchmarks.{cmd_name}").command
        return command if isinstance(command, click.Command) else None


@click.group(cls=Group)
def main() -> None:
    """Measure the cleaner on open data."""


if __name__ == "__main__":
    main()
