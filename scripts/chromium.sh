#!/bin/sh
# Make sure Chromium is there for the tests that look at the review page in a real browser; without it they skip.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the tests of the review page"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install --yes --quiet --no-install-recommends chromium >/dev/null 2>&1 ||
        { apt-get update --quiet >/dev/null 2>&1 && apt-get install --yes --quiet --no-install-recommends chromium >/dev/null 2>&1; } ||
        true
    command -v chromium >/dev/null 2>&1 && exit 0
fi
echo "Chromium is not installed: the tests in a real browser are skipped. On Debian: sudo apt-get install chromium"
