"""Settings every test shares: how many examples Hypothesis tries, and what it may not do.

Choose the profile with ``HYPOTHESIS_PROFILE=thorough``; left out, ``default`` is used.
``quick`` is for measuring coverage, which must not rest on luck.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("default"), max_examples=5)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=300)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
