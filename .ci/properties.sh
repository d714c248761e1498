#!/usr/bin/env bash
# The invariants with 200 examples each, and whole courses of treatment. Give it the Python
# that has the tests' requirements: .ci/properties.sh "$work/test/bin/python"
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1

printf '\n== %s\n' "every invariant with 200 derandomised examples"
HYPOTHESIS_PROFILE=proof "$python" -m pytest -q -n 2 -m invariant tests

printf '\n== %s\n' "more than 200 courses of treatment, of 50 steps each"
HYPOTHESIS_PROFILE=course "$python" -m pytest -q -n 2 tests/properties/test_course_machine.py
