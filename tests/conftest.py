"""Settings every test shares: how many examples Hypothesis tries, and what it may not do.

Choose the profile with ``HYPOTHESIS_PROFILE=thorough``; left out, ``default`` is used.
``quick`` is for measuring coverage, which must not rest on luck. ``proof`` and ``each`` are
for the invariants, ``each`` where a test is repeated for every label or type; ``course`` and
``weekly`` are for walking whole courses of treatment. These, and ``thorough``, draw from
``--hypothesis-seed``, and keep nothing: the same seed tries the same examples again.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    max_examples=3,
    deadline=None,
    stateful_step_count=12,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "quick", settings.get_profile("default"), max_examples=5, derandomize=True
)
drawn = settings(settings.get_profile("default"), derandomize=False, database=None)
settings.register_profile("thorough", drawn, max_examples=300)
settings.register_profile("proof", drawn, max_examples=200)
settings.register_profile("each", drawn, max_examples=34)
settings.register_profile("course", drawn, max_examples=200, stateful_step_count=50)
settings.register_profile("weekly", drawn, max_examples=5_000, stateful_step_count=50)
settings.register_profile(  # every mutant meets the same examples, again and again
    "mutate",
    settings.get_profile("default"),
    max_examples=25,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
if os.environ.get("CI"):  # the same examples on every run of a gate; luck is for people
    settings.register_profile("gate", settings.get_profile("default"), derandomize=True)

settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "gate" if os.environ.get("CI") else "default")
)
