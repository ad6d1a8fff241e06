"""Programs that run by themselves: examples, crawls."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run_program(code: str, folder: Path) -> str:
    """Run a program in a folder; its standard output."""
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
    assert done.returncode == 0, done.stderr[-5000:]
    return done.stdout
