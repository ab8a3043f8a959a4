"""The system's own Chromium, driven by Playwright: no browser is downloaded."""

import shutil
from contextlib import contextmanager
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# No sandbox: the suite may run as root in a container. The rest keeps the browser from asking the network.
_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZE = {"width": 1280, "height": 800}


def find_chromium():
    """Where the browser is; None where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or (_ON_MACOS if Path(_ON_MACOS).exists() else None)


@contextmanager
def chromium():
    """A browser with an empty profile of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()
