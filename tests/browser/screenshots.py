"""Pictures of the review page for the documentation: `python -m tests.browser.screenshots`, into docs/review-*.png.

They show a seed of data/raw and a made document, at 1280 × 800.
"""

import io
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path

from pipeline.manifest import load_manifest
from pipeline.run import run
from pipeline.storage.folder import open_folder
from tests.browser.chromium import SIZE, chromium
from tests.browser.conftest import settings_in
from tests.browser.server import ROOT, served
from tests.making.files import load_truths
from tests.making.pdf import make_pdf

DOCS = ROOT / "docs"
_SEED = "004_7246aeec868693d9.txt"
_MADE = "ke_hoach.pdf"
# Text on white needs few colours; half the size.
_COLOURS = 256


def main():
    """Read the documents in a folder of its own, look at each view and keep the pictures."""
    with tempfile.TemporaryDirectory() as name, chdir(name):
        folder = Path("data")  # as in the project, for the pictures show where corrections are kept
        (folder / "raw").mkdir(parents=True)
        shutil.copy(ROOT / "data/raw" / _SEED, folder / "raw")
        [truth] = load_truths(("bo_noi_vu_2025",))
        (folder / "raw" / _MADE).write_bytes(make_pdf(truth).content)
        settings = settings_in(folder)
        run(settings)
        with served(settings) as server, chromium() as browser:
            page = browser.new_context(viewport=SIZE).new_page()
            page.goto(server.address)
            keep(page, "list")
            look_at_documents(page, server, load_manifest(open_folder(settings.out)).sources)
            page.goto(f"{server.site}/names")
            keep(page, "names")


def look_at_documents(page, server, sources):
    """The worst doubt, a row over two pages, the list of doubts, a source without pages."""

    def open_document(name):
        page.goto(f"{server.site}/documents/{sources[name].summary.document_id}")
        page.wait_for_selector("html[data-ready]")

    open_document(_MADE)
    page.keyboard.press("n")
    keep(page, "doubt")
    joined = next(td for td in page.locator("tr[data-pages] td").all() if ";" in (td.get_attribute("data-b") or ""))
    joined.click()
    page.mouse.move(640, 20)
    keep(page, "joined")
    page.click("#tab-doubts")
    keep(page, "doubts")
    open_document(_SEED)
    page.click("#tab-table")
    page.keyboard.press("n")
    keep(page, "text")


def keep(page, name):
    """Keep what the page shows once its pictures are there."""
    from PIL import Image

    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all(all('img').filter((each) => each.complete).map((each) => each.decode()))")
    page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    picture.save(DOCS / f"review-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
