"""Settings that all tests share."""

from __future__ import annotations

import os

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
