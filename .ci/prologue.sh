# What every part of .ci/run uses: a folder of its own, environments, steps one by one or side by side.
work=$(mktemp -d)
doing=
finish() {
    local code=$?
    rm -rf "$work"
    [ "$code" = 0 ] || printf '\nFAILED: %s\n' "$doing" >&2
}
trap finish EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX=$work/bytecode # compiled once, and outside the tree
python=${PYTHON:-python3}
counts=${KEEP_COUNTS:-$work/counts}
mkdir -p "$counts"
counts=$(cd "$counts" && pwd)

environment() { # environment NAME WHAT…: with this installed, unless an earlier part made it
    if [ ! -d "$work/$1" ]; then
        "$python" -m venv "$work/$1"
        "$work/$1/bin/pip" install -q "${@:2}"
    fi
}

timed() { # timed COMMAND…
    local began=$SECONDS
    "$@"
    echo "took $((SECONDS - began)) s"
}

step() { # step TITLE COMMAND…
    doing=$1
    printf '\n== %s\n' "$1"
    timed "${@:2}"
}

titles=() # of the steps that run side by side, by their process
beside() { # beside TITLE COMMAND…: begin a step; what it says is kept until it is done
    (exec > "$work/said.$BASHPID" 2>&1; timed "${@:2}") &
    titles[$!]=$1
}

together() { # wait for what `beside` began, print what each said as it ends, and fail by name
    local failed="" id
    while [ ${#titles[@]} -gt 0 ]; do
        wait -n -p id "${!titles[@]}" || failed+="${failed:+; }${titles[id]}"
        printf '\n== %s\n' "${titles[id]}"
        cat "$work/said.$id"
        unset "titles[id]"
    done
    doing=$failed
    [ -z "$failed" ]
}
