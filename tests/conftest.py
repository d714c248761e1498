"""Settings every test shares: how many examples Hypothesis tries, and what it may not do.

Choose the profile with ``HYPOTHESIS_PROFILE=thorough``; left out, ``default`` is used.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
