"""Made scans for the tests of recognition: pages of a truth as clean images, with what stands in their cells."""

from functools import cache

from extractors.scan.page_image import CleanImage, PageImage
from extractors.scan.prepare import prepare
from tests.making.files import load_truths
from tests.making.pdf import make_pdf
from tests.making.scan import named_preset, scan_pdf

SHORT_TRUTH = "dai_hoc_quy_nhon_2024"


@cache
def scanned(preset: str, name: str = SHORT_TRUTH):
    """The layout of a truth's pages and their pictures as a scanner gives them."""
    import numpy

    made = make_pdf(*load_truths((name,)))
    pages = scan_pdf(made.content, made.layout, named_preset(preset))
    images = [
        PageImage(number, numpy.asarray(page.image.convert("L")), named_preset(preset).dpi)
        for number, page in enumerate(pages, start=1)
    ]
    return made.layout["pages"], images


@cache
def cleaned(preset: str, page: int) -> CleanImage:
    """A page of the short truth made ready to be read; pages count from 1."""
    return prepare(scanned(preset)[1][page - 1])
