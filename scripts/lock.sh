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
compile --extra setup --output-file requirements.lock
compile --all-extras --constraint requirements.lock --output-file requirements-dev.lock
