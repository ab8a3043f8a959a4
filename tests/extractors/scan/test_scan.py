"""Scans through the readers: image files, PDFs of pictures, and what happens where recognition is missing."""

import io

import pytest

from extractors.identify import identify
from extractors.model import FileKind, TableFragment, Unreadable
from extractors.page import HowRead, Page, ReadingMode, Word
from extractors.readers import read
from extractors.recognition import recognised_here, with_recognised
from tests.extractors.scan.pages import SHORT_TRUTH
from tests.making.files import load_truths
from tests.making.pdf import make_pdf
from tests.making.scan import named_preset, scan_pdf, scans_as_pdf


@pytest.fixture(scope="module")
def scan():
    preset = named_preset("office200")
    made = make_pdf(*load_truths((SHORT_TRUTH,)))
    return scan_pdf(made.content, made.layout, preset), preset


@pytest.fixture
def no_engine(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))


def test_an_image_file_is_read_with_its_table(scan):
    content = io.BytesIO()
    scan[0][1].image.save(content, "PNG", dpi=(200, 200))
    data = content.getvalue()
    assert identify(data) is FileKind.IMAGE
    reading = read(data, FileKind.IMAGE)
    assert reading.mode is ReadingMode.OCR and reading.page_count == 1 and reading.confidence > 0.7
    assert any(isinstance(block, TableFragment) for block in reading.blocks)


def test_a_pdf_of_pictures_is_read(scan):
    pages, preset = scan
    reading = read(scans_as_pdf(pages[:1], preset), FileKind.PDF)
    assert reading.mode is ReadingMode.OCR and reading.ocr_page_count == 1 and not reading.pages_not_read


def test_a_scan_without_recognition_says_what_is_missing(scan, no_engine):
    with pytest.raises(Unreadable) as caught:
        read(scans_as_pdf(*scan), FileKind.PDF)
    assert caught.value.code == "ocr_missing"


def test_pages_with_words_of_their_own_are_left_alone(scan, no_engine):
    word = Word("Vụ", (0, 0, 10, 10), 12, 10)
    written = Page(1, 595, 842, 12, (word,))
    rejected = Page(2, 595, 842, 12, (word,), how=HowRead(rejected="junk"))
    found = list(with_recognised([written, rejected], recognised_here(scans_as_pdf(*scan))))
    assert found[0] is written
    assert found[1].is_unread and found[1].how.rejected == "junk" and found[1].how.failure.code == "ocr_missing"
