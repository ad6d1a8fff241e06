"""Settings that all tests share."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import HealthCheck, settings

#: No test times anything, so hypothesis has no deadline; in CI it tries the same examples each
#: time, so that a change fails for its own faults.
settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


@pytest.fixture
def small_disk(tmp_path):
    """A folder of 400 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)
