"""Write the manual pages of the command and its subcommands.

Usage: python -m docs.man [FOLDER]
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from click_man.core import write_man_pages

from cleaner.cli import cli

FOLDER = Path(__file__).parent.parent / "site" / "man"


def main(folder: Path) -> None:
    """Write a page for the command and one for each of its subcommands into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_man_pages("cleaner", cli, version=version("article-cleaner"), target_dir=str(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
