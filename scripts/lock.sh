#!/bin/sh
# Resolve the dependencies of pyproject.toml for all systems and Pythons, with hashes, into the two lock files.
set -eu
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools"
"$tools/bin/pip" install --quiet uv
compile() {
    "$tools/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" --quiet "$@"
}
# Everything first: what the extras can live with decides, and the smaller file follows it.
compile --all-extras --output-file requirements-dev.lock
compile --extra setup --constraint requirements-dev.lock --output-file requirements.lock
