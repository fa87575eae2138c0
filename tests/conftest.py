"""Settings of the property tests: the same examples on every run where CI is set, and fewer than elsewhere.

`coverage` draws few: a line that is reached once is reached, and what it does is for the other runs to check.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("dev", deadline=None, suppress_health_check=_SLOW_TO_DRAW)
settings.register_profile(
    "ci", parent=settings.get_profile("dev"), derandomize=True, print_blob=True, max_examples=30
)
settings.register_profile("coverage", parent=settings.get_profile("ci"), max_examples=12)
settings.register_profile("thorough", parent=settings.get_profile("dev"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))
