# The documentation: every example runs, every warning fails. It shows the figures that proof
# measured in the same run, or those recorded last.

first_command() {
    local command
    command=$("$python" .ci/readme_command.py first)
    "$python" -m venv "$work/first"
    PATH=$work/first/bin:$PATH bash -euc "$command" > "$work/answer.txt"
    grep "eGFR 38 mL/min/1.73 m²" "$work/answer.txt"
}

examples_in_code() {
    "$work/docs/bin/python" -m pytest -q -p no:cacheprovider --doctest-modules --pyargs baclofen_cds
    "$work/docs/bin/python" -m pytest -q -p no:cacheprovider --doctest-glob=README.md README.md
}

examples_in_pages() { # beside the tree, since both builders write pages
    mkdir "$work/beside"
    ln -s "$PWD"/* "$work/beside/"
    rm "$work/beside/docs"
    cp -r docs "$work/beside/"
    "$work/docs/bin/sphinx-build" -W -n -q -E -b doctest "$work/beside/docs" "$work/doctest"
}

pages() {
    if compgen -G "$counts/*.json" > /dev/null; then
        export BACLOFEN_CDS_COUNTS=$counts
    fi
    "$work/docs/bin/sphinx-build" -W -n -q -E -b html docs "$work/html"
}

beside "the README's first command, in a new environment" first_command
environment docs ".[docs,test]"
beside "every example in the code and in the README runs" examples_in_code
beside "every example in the pages runs" examples_in_pages
beside "the pages, without a warning" pages
together
