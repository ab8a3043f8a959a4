#!/bin/sh
# Make .venv with a Python of at least 3.11 and install the pinned dependencies of the lock file given.
set -eu
lock=$1

find_python() {
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Python 3.11 or later is needed and was not found. Install it and run again:" >&2
    echo "  Debian, Ubuntu:  sudo apt-get install python3 python3-venv" >&2
    echo "  Fedora:          sudo dnf install python3" >&2
    echo "  macOS:           brew install python" >&2
    echo "  Windows:         winget install Python.Python.3.12" >&2
    exit 1
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    echo "Setting up .venv with $("$python" --version)"
    if ! "$python" -m venv --clear .venv; then
        echo "The environment .venv could not be made. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
echo "Installing the dependencies of $lock (one to three minutes, once)"
# Some systems set an index of their own for pip; the hashes hold whichever it is.
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"; then
    echo "The dependencies could not be installed. Check the connection and run again; what is there is kept." >&2
    exit 1
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
