# What stands behind the answers: oracles, every number changed, invariants, mutants, the same
# bytes everywhere. What is sampled is drawn from the commit; the same seed draws it again.
export SAMPLE_SEED=${SAMPLE_SEED:-$(git rev-parse HEAD 2> /dev/null || echo "no commit")}
printf '\nSamples of this run again: SAMPLE_SEED="%s" .ci/run proof\n' "$SAMPLE_SEED"

wheel() {
    environment build --require-hashes -r .ci/requirements/build.txt
    "$work/build/bin/python" .ci/wheel.py "$work/dist"
    environment bare "$work"/dist/*.whl
    (cd "$work" && "$work/bare/bin/python" -I "$OLDPWD/.ci/import_everything.py")
}

bad_input() {
    "$work/test/bin/python" -X dev -W error -m pytest -q -p no:cacheprovider \
        tests/test_bad_inputs.py tests/test_bad_matrix.py
    "$work/test/bin/python" tests/bad_counts.py > "$counts/bad-inputs.json"
}

measured() { # measured COUNTS PYTHON SCRIPT…: a script that writes its counts
    "${@:2}" --write "$counts/$1.json"
}

property() { # property PROFILE WHAT…: in this Hypothesis profile
    HYPOTHESIS_PROFILE=$1 "$work/test/bin/python" -m pytest -q -n 2 -p no:cacheprovider \
        "--hypothesis-seed=$SAMPLE_SEED" "${@:2}"
}

once=(tests/properties/test_amounts_shown.py tests/properties/test_bounds.py
    tests/properties/test_tampering.py tests/properties/test_door.py tests/interop)

environment test ".[test]"
beside "wheel: same bytes from every build, contents checked, every module imported" wheel
beside "bad input in development mode, without a warning" bad_input
beside "what mutants need" environment mutants ".[test]" "mutmut==3.8.1"
together
step "every number of every knowledge file changed, and each change noticed" \
    measured content "$work/test/bin/python" tests/oracles/content.py
step "every number of every row of a label changed, and each change noticed" \
    measured rows "$work/test/bin/python" tests/oracles/rows.py
step "what decides beside a second implementation, in columns: 25 million points" \
    measured columns "$work/test/bin/python" tests/oracles/grid_columns.py
step "the public verbs beside it, at every threshold and on 400,000 drawn points" \
    measured verbs "$work/test/bin/python" tests/oracles/public_columns.py
step "equations, kidneys and tapers beside an oracle, on a grid" \
    measured grid "$work/test/bin/python" tests/oracles/grid.py
step "the public verbs beside an oracle, at every threshold" \
    measured public "$work/test/bin/python" tests/oracles/public_path.py
step "invariants with 200 examples each" property proof -m invariant "${once[@]}"
step "invariants that are repeated for each of six labels, or for each type, with 34 examples" \
    property each -m invariant tests "${once[@]/#/--ignore=}"
step "more than 200 courses of treatment, of 50 steps each" \
    property course tests/properties/test_course_machine.py
step "mutants of what decides are noticed" \
    measured mutation "$work/mutants/bin/python" .ci/mutation.py
beside "same facts, same bytes: time zones, hash seeds, locales, Pythons, oldest and newest versions" \
    measured determinism "$work/test/bin/python" .ci/determinism.py --tests
together
step "every figure that the documentation shows was measured" \
    "$work/test/bin/python" .ci/record.py "$counts" "$work/measured.json"
