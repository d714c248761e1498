#!/usr/bin/env bash
# What a release uploads: .ci/release.sh FOLDER [TAG]
# writes FOLDER/dist (wheel and sdist) and FOLDER/sbom (what one installation of the wheel brings).
set -euo pipefail
folder=$(realpath -m "$1") tag=${2:-}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
python=${PYTHON:-python3}

version=$(sed -n 's/^VERSION: Final = "\(.*\)"$/\1/p' src/baclofen_cds/version.py)
if [ -n "$tag" ] && [ "$tag" != "v$version" ]; then
    echo "The tag is $tag, and the package says v$version." >&2
    exit 1
fi

"$python" -m venv "$work/build"
"$work/build/bin/pip" install -q --require-hashes -r .ci/requirements/build.txt
"$work/build/bin/python" .ci/wheel.py "$folder/dist"

"$python" -m venv --without-pip "$work/bare"
"$work/build/bin/pip" --python "$work/bare/bin/python" install -q "$folder"/dist/*.whl
"$python" -m venv "$work/sbom"
"$work/sbom/bin/pip" install -q --require-hashes -r .ci/requirements/sbom.txt
mkdir -p "$folder/sbom"
sed "s/^dynamic = .*/version = \"$version\"/" pyproject.toml > "$work/pyproject.toml"
"$work/sbom/bin/cyclonedx-py" environment --pyproject "$work/pyproject.toml" --mc-type library \
    --output-reproducible --of JSON -o "$folder/sbom/baclofen_cds-$version.cdx.json" \
    "$work/bare/bin/python"
grep -q '"version": "'"$version"'"' "$folder"/sbom/*.json
