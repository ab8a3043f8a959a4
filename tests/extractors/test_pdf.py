"""PDF files made from truths and by hand, from bytes to blocks."""

import io
from collections.abc import Iterator

import pytest

from extractors.assemble import assemble
from extractors.model import FileKind, Paragraph, TableFragment, Unreadable
from extractors.pdf import read_pdf
from extractors.readers import read
from pipeline.process import process
from tests.making.files import load_truths
from tests.making.pdf import make_pdf

canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")


def draw(*pages, encrypt=None, rotate=0):
    """A PDF with one page a drawing function; None is a blank page."""
    content = io.BytesIO()
    canvas = canvas_module.Canvas(content, pagesize=(842, 842), invariant=1, encrypt=encrypt)
    for page in pages:
        if page:
            page(canvas)
        if rotate:
            canvas.setPageRotation(rotate)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def table(canvas, thin_rectangles=False):
    for row, y in enumerate((540, 500, 460, 420)):
        _rule(canvas, (50, y, 450, y), thin_rectangles)
        for column, x in enumerate((50, 100, 300, 450)):
            _rule(canvas, (x, 420, x, 540), thin_rectangles)
            if row < 3 and column < 3:
                canvas.drawString(
                    x + 5,
                    y - 20,
                    ("TT", "Task", "Lead")[column] if row == 0 else f"{row}{'ab'[column - 1]}" if column else f"{row}",
                )


def _rule(canvas, ends, thin_rectangle):
    x0, y0, x1, y1 = ends
    if thin_rectangle:
        canvas.rect(x0, y0, max(0.5, x1 - x0), max(0.5, y1 - y0), stroke=0, fill=1)
    else:
        canvas.line(x0, y0, x1, y1)


def picture(canvas):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 842, 842)


@pytest.mark.parametrize("rotate", [0, 90, 270])
@pytest.mark.parametrize("thin", [False, True])
def test_rules_of_every_kind_on_pages_turned_or_not(thin, rotate):
    def drawn(canvas):
        if rotate:
            canvas.translate(*((842, 0) if rotate == 90 else (0, 842)))
            canvas.rotate(90 if rotate == 90 else -90)
        table(canvas, thin)

    [fragment] = [block for block in read_pdf(draw(drawn, rotate=rotate)).blocks if isinstance(block, TableFragment)]
    assert [row.texts for row in fragment.rows] == [("TT", "Task", "Lead"), ("1", "1a", "1b"), ("2", "2a", "2b")]


@pytest.mark.parametrize("name", ["dai_hoc_quy_nhon_2024", "ubnd_huyen_thanh_son_2022"])
def test_every_true_piece_lies_in_the_cell_that_holds_its_text(name):
    [truth] = load_truths((name,))
    made = make_pdf(truth)
    parts = list(_parts(read_pdf(made.content)))
    for page in made.layout["pages"]:
        for piece in page["pieces"]:
            x, y = (piece["box"][0] + piece["box"][2]) / 2, (piece["box"][1] + piece["box"][3]) / 2
            here = [part for part in parts if part.place.page == page["number"] and _holds(part.place.box, x, y)]
            assert [part.text for part in here] == [piece["text"]], piece


def _parts(reading) -> Iterator:
    for block in reading.blocks:
        if isinstance(block, TableFragment):
            yield from (part for row in block.rows for cell in row.cells for part in cell.parts)


def _holds(box, x, y):
    return box.x0 <= x < box.x1 and box.top <= y < box.bottom


@pytest.mark.parametrize("name", ["dai_hoc_quy_nhon_2024", "ubnd_huyen_thanh_son_2022"])
def test_no_word_of_the_page_is_lost(name):
    [truth] = load_truths((name,))
    made = make_pdf(truth)
    reading = read(made.content, FileKind.PDF)
    found = " ".join([*(part.text for part in _parts(reading)), *(_paragraphs(reading))])
    wanted = [line["text"] for page in made.layout["pages"] for line in page["lines"]]
    wanted += [piece["text"] for page in made.layout["pages"] for piece in page["pieces"]]
    assert sorted("".join(found.split())) == sorted("".join("".join(wanted).split()))


def _paragraphs(reading):
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def test_tables_over_pages_become_one():
    [truth] = load_truths(("ubnd_huyen_thanh_son_2022",))
    document = assemble(read_pdf(make_pdf(truth).content))
    assert len(document.tables) == len(truth.tables)
    assert document.reading.page_count and document.tables[0].fragment_count > 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\nnothing here", "damaged_pdf"),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
         b"trailer<</Root 1 0 R>>\n%%EOF", "no_pages"),
        (draw(table, encrypt="secret"), "encrypted"),
        (draw(picture, picture), "empty_pages"),
        (draw(None), "empty_pages"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(content, code):
    with pytest.raises(Unreadable) as caught:
        read_pdf(content)
    assert caught.value.code == code
    assert caught.value.sentence.endswith(".")


def test_an_empty_password_is_none():
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert read_pdf(draw(table, encrypt=StandardEncryption("", ownerPassword="owner"))).blocks


def test_a_truncated_file_is_read_as_far_as_it_goes_or_says_why():
    whole = draw(table, table)
    for share in (0.2, 0.5, 0.9):
        result = process(whole[: int(len(whole) * share)])
        assert result.document.status != "failed" or result.document.failure_message


def test_pages_without_text_are_named():
    result = process(draw(table, picture))
    assert (result.document.status, result.document.failure) == ("partial", "pages_not_read")
    assert [(flag.code, flag.page) for flag in result.rows["flags"] if flag.code == "page_unreadable"] == [
        ("page_unreadable", 2)
    ]
