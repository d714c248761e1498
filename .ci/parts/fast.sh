# Lint, types and every test: what a change fails on first. At most six minutes.

lint() {
    environment lint --require-hashes -r .ci/requirements/lint.txt
    "$work/lint/bin/ruff" check .
    "$work/lint/bin/ruff" format --check .
    "$work/lint/bin/zizmor" --offline --no-progress --persona=pedantic .github
}

types() {
    environment test ".[test]"
    environment pyright --require-hashes -r .ci/requirements/types.txt
    "$work/test/bin/mypy"
    "$work/pyright/bin/python" .ci/first_call.py "$work/test/bin/python"
}

# The README's own command in a new environment. The profile draws the same examples each time,
# so that what is covered rests on no luck; deeper examples, which move on, are drawn in proof.
readme_test() {
    local command
    command=$("$python" .ci/readme_command.py test)
    echo "\$ $command"
    "$python" -m venv "$work/readme"
    PATH=$work/readme/bin:$PATH HYPOTHESIS_PROFILE=quick \
        PYTEST_ADDOPTS="--cov --cov-fail-under=100 --cov-report=term" bash -euc "$command"
}

beside "lint and format" lint
beside "types" types
together
step "the README's test command, and every line and branch met" readme_test
