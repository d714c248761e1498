#!/usr/bin/env bash
# The invariants with 200 examples each, or 34 for each label, and whole courses of treatment. Give it the Python
# that has the tests' requirements: .ci/properties.sh "$work/test/bin/python"
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1

once=(tests/properties/test_amounts_shown.py tests/properties/test_bounds.py
    tests/properties/test_tampering.py tests/properties/test_door.py tests/interop)

printf '\n== %s\n' "invariants with 200 derandomised examples; 34 where repeated for each of six labels, or for each type"
HYPOTHESIS_PROFILE=proof "$python" -m pytest -q -n 2 -m invariant "${once[@]}"
HYPOTHESIS_PROFILE=each "$python" -m pytest -q -n 2 -m invariant tests "${once[@]/#/--ignore=}"

printf '\n== %s\n' "more than 200 courses of treatment, of 50 steps each"
HYPOTHESIS_PROFILE=course "$python" -m pytest -q -n 2 tests/properties/test_course_machine.py
