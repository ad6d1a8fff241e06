"""What is published: built twice it is the same, and it holds what the package needs."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: When the tree is said to have been made; any time will do.
EPOCH = "1700000000"


def need(*modules):
    missing = [name for name in modules if find_spec(name) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"{missing} not installed (the extra `release` has them)")
    if missing:
        pytest.skip(f"{missing} not installed (the extra `release` has them)")


def build(tmp_path, name, stamp):
    """Build from the committed tree with file times of its own; give the digest of each file."""
    tree, out = tmp_path / name, tmp_path / f"{name}-dist"
    tree.mkdir()
    done = subprocess.run(["git", "-C", ROOT, "archive", "HEAD"], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git repository")
    (tmp_path / "tree.tar").write_bytes(done.stdout)
    with tarfile.open(tmp_path / "tree.tar") as packed:
        packed.extractall(tree, filter="data")
    for path in tree.rglob("*"):
        os.utime(path, (stamp, stamp))
    command = [sys.executable, "-m", "build", "--no-isolation", "-o", out, tree]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(command, env=environment, capture_output=True, check=True)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()}


def test_building_twice_gives_the_same_bytes_with_everything_in_them(tmp_path):
    need("build", "hatchling")
    first, second = build(tmp_path, "one", 1_600_000_000), build(tmp_path, "two", 1_650_000_000)
    assert first == second
    assert len(first) == 2
    [wheel] = (tmp_path / "one-dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tracked = subprocess.run(
        ["git", "-C", ROOT, "ls-tree", "-r", "--name-only", "HEAD", "cleaner"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert set(tracked.stdout.split()) <= set(names)
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "seeds"))]


def test_every_change_has_a_kind_that_the_changelog_knows():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]
    kinds = "|".join(kind["directory"] for kind in config["type"])
    for path in (ROOT / "changes").iterdir():
        if path.name not in ("README.md", "template.md"):
            assert re.fullmatch(rf"(\d+|\+[\w-]+)\.({kinds})(\.\d+)?\.md", path.name)
            assert len(path.read_text("utf-8").splitlines()) == 1
    assert config["start_string"].strip() in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_changes_are_put_together():
    need("towncrier")
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "1.2.3"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert "## 1.2.3" in done.stdout
    assert "### Added" in done.stdout
