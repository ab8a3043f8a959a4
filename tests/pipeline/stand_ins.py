"""Page readers that stand in for recognition: quick, slow, stuck, crashing, hungry; and PDFs of pictures for them."""

import os
import time
from io import BytesIO

from extractors.page import BBox, HowRead, Page, ReadingMode, Ruling, Word

_LEFT, _LINE, _SIZE = 60.0, 16.0, 12.0


def picture_pdf(pages, mark="a"):
    """A PDF whose pages show a picture and hold no text; another mark, other bytes."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    sink = BytesIO()
    canvas = Canvas(sink, pagesize=(595, 842), invariant=1)
    canvas.setTitle(mark)
    dot = ImageReader(Image.new("L", (2, 2), 128))
    for _ in range(pages):
        canvas.drawImage(dot, 50, 50, 400, 700)
        canvas.showPage()
    canvas.save()
    return sink.getvalue()


def read_page(data, number):
    """A decision on the first page, a row of a ruled table on every page."""
    words = [*_line("QUYẾT ĐỊNH", 60.0), *_line("Ban hành Kế hoạch năm 2024", 100.0)] if number == 1 else []
    xs, top = (60.0, 110.0, 350.0, 540.0), 150.0
    rows = [("TT", "Nhiệm vụ", "Đơn vị chủ trì")] if number == 1 else []
    rows.append((str(number), f"Số hóa hồ sơ đợt {number}", "Vụ Pháp chế"))
    for index, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            words += _line(text, top + index * 30 + 8, x + 4)
    bottom = top + 30 * len(rows)
    rulings = [Ruling(x, top, bottom, is_horizontal=False) for x in xs]
    rulings += [Ruling(top + 30 * index, xs[0], xs[-1], is_horizontal=True) for index in range(len(rows) + 1)]
    how = HowRead(ReadingMode.OCR, dpi=300, engine="stand-in 1")
    return Page(number, 595.0, 842.0, _SIZE, tuple(words), tuple(rulings), has_picture=True, how=how)


def _line(text, top, left=_LEFT):
    for word in text.split():
        width = 6.0 * len(word)
        yield Word(word, BBox(left, top, left + width, top + _SIZE), _SIZE, top + 10, confidence=0.9)
        left += width + 4


def read_slowly(data, number):
    """A second of work of one core."""
    until = time.thread_time() + 1.0
    while time.thread_time() < until:
        sum(range(10_000))
    return read_page(data, number)


def read_with_faults(data, number):
    """Page 2 is stuck for ever, page 3 ends its process, page 4 eats memory, page 5 raises, page 6 gives no page."""
    if number == 2:
        time.sleep(10_000)
    if number == 3:
        os._exit(3)
    if number == 4:
        return bytearray(10**12)
    if number == 5:
        raise LookupError("an engine's fault")
    return "rubbish" if number == 6 else read_page(data, number)


def read_other(data, number):
    """Another recogniser than `read_page`, with the same answer."""
    return read_page(data, number)
