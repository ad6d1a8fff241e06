"""Programs that run by themselves: examples, crawls."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent.parent / "docs" / "integrations"


def blocks(name: str, language: str = "python") -> list[str]:
    """Give the fenced blocks of a language in a page of docs/integrations/."""
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def poisoned_path() -> str:
    """Give a `PYTHONPATH` with a rule that does what its document says, before what is set."""
    here = str(Path(__file__).parent / "poison")
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))


def run_program(code: str, folder: Path, *, starts: int = 1) -> str:
    """Run a program in a folder; its standard output.

    A program that starts an engine may try that several times: on a busy machine it may time out.
    """
    (folder / "example.py").write_text(code, encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYSPARK_PYTHON": sys.executable,
    }
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    if starts > 1 and "timed out during startup" in done.stderr:
        return run_program(code, folder, starts=starts - 1)
    assert done.returncode == 0, done.stderr[-5000:]
    return done.stdout
