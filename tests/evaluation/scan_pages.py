"""Pages of made scans recognised by all processors, since recognition is nearly all the time that a scan takes."""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pypdfium2

from extractors.page import Page
from extractors.recognition import read_or_give_up, recognise_page
from pipeline.process import DocumentResult, process


def read_scan(data: bytes) -> DocumentResult:
    """The rows of a scan, as `process` gives them."""
    return process(data, pages=recognised(data).get)


def recognised(data: bytes) -> dict[int, Page]:
    """The pages of a PDF of pictures, by number."""
    count = len(pypdfium2.PdfDocument(data))
    with ProcessPoolExecutor(min(count, os.cpu_count() or 1)) as pool:
        pages = pool.map(partial(read_or_give_up, recognise_page, data), range(1, count + 1))
        return {page.number: page for page in pages}
