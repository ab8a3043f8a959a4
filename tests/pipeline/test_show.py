"""`boctach show`: what stands on a page, as a list and as a picture with the published boxes."""

from io import BytesIO

import pytest
from click.testing import CliRunner

from extractors.page import BBox
from pipeline.cli import cli
from pipeline.page_drawing import LEFT, ROLES, STRIP
from pipeline.page_marks import marks_of
from pipeline.page_pictures import SCALE
from pipeline.process import process
from tests.making.files import load_truths
from tests.making.pdf import make_pdf

pytest.importorskip("reportlab.pdfgen.canvas")
Image = pytest.importorskip("PIL.Image")


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A made plan whose rows go over pages."""
    [truth] = load_truths(("ubnd_huyen_thanh_son_2022",))
    file = tmp_path_factory.mktemp("show") / "plan.pdf"
    file.write_bytes(make_pdf(truth).content)
    return file


def run(*arguments):
    return CliRunner().invoke(cli, ["show", *map(str, arguments)])


def is_inked(picture, box):
    """Whether something dark stands in a box of the page, in points."""
    shift = (LEFT, STRIP, LEFT, STRIP)
    part = picture.crop([round((edge + by) * SCALE) for edge, by in zip(box, shift, strict=True)])
    return part.getextrema()[0] < 90


def test_without_a_page_every_page_is_listed(plan):
    done = run(plan)
    pages = process(plan.read_bytes()).rows["pages"]
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [str(page.page) for page in pages]
    assert any("table 1 rows 1-" in line for line in lines)


def test_cells_are_outlined_in_the_colour_of_their_role(plan, tmp_path):
    page = next(cell.page for cell in process(plan.read_bytes()).rows["cells"] if cell.row)
    done = run(plan, "--page", page, "--out", tmp_path / "page.png")
    assert done.exit_code == 0, done.output
    picture = Image.open(tmp_path / "page.png").convert("RGB")
    found = {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}
    assert {ROLES[role] for role in ("ordinal", "task", "lead")} <= found


def test_the_picture_has_the_words_where_the_boxes_are(plan, tmp_path):
    """Inside every filled cell stands ink, in empty ones none."""
    rows = process(plan.read_bytes()).rows
    page = next(cell.page for cell in rows["cells"] if cell.row)
    run(plan, "--page", page, "--out", tmp_path / "page.png")
    picture = Image.open(tmp_path / "page.png").convert("L")
    for cell in marks_of(page, rows["cells"], rows["paragraphs"]).cells:
        inner = BBox(cell.box.x0 + 3, cell.box.top + 3, cell.box.x1 - 3, cell.box.bottom - 3)
        assert is_inked(picture, inner) is not cell.is_empty, cell


def test_a_row_over_two_pages_says_so_on_both(plan):
    rows = process(plan.read_bytes()).rows
    pages = [page.page for page in rows["pages"]]
    said = {page: [join.text for join in marks_of(page, rows["cells"], rows["paragraphs"]).joins] for page in pages}
    onward = [(page, text) for page, texts in said.items() for text in texts if "goes on on" in text]
    assert onward
    for page, text in onward:
        row, _, after = text.partition(" goes on on page ")
        assert f"{row} goes on from page {page}" in said[int(after)]


@pytest.mark.parametrize("page", [0, -1, 99])
def test_a_page_that_is_not_there(plan, page):
    done = run(plan, "--page", page)
    assert done.exit_code == 2
    assert f"there is no page {page}" in done.output and "Traceback" not in done.output


def test_a_file_without_pages(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("TT\tNhiệm vụ\tChủ trì\n1\tSố hóa\tVụ A", encoding="utf-8")
    for arguments in ([file], [file, "--page", 1]):
        done = run(*arguments)
        assert done.exit_code == 2
        assert "has no pages" in done.output


def test_a_locked_file(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    content = BytesIO()
    canvas = Canvas(content, encrypt="secret")
    canvas.drawString(100, 100, "x")
    canvas.save()
    file = tmp_path / "locked.pdf"
    file.write_bytes(content.getvalue())
    for arguments in ([file], [file, "--page", 1]):
        done = run(*arguments)
        assert done.exit_code == 2
        assert "locked" in done.output and done.output.count("\n") == 1


def test_a_file_that_is_not_there(tmp_path):
    assert run(tmp_path / "none.pdf", "--page", 1).exit_code == 2


def test_a_page_turned_in_the_file_is_drawn_as_it_was_read(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    content = BytesIO()
    canvas = Canvas(content, pagesize=(400, 600))
    canvas.translate(400, 0)
    canvas.rotate(90)
    canvas.drawString(100, 300, "Plan")
    canvas.setPageRotation(90)
    canvas.save()
    file = tmp_path / "turned.pdf"
    file.write_bytes(content.getvalue())
    assert run(file, "--page", 1, "--out", tmp_path / "turned.png").exit_code == 0
    rows = process(content.getvalue()).rows
    [mark] = marks_of(1, rows["cells"], rows["paragraphs"]).paragraphs
    assert is_inked(Image.open(tmp_path / "turned.png").convert("L"), mark.box)
    elsewhere = BBox(mark.box.x0, mark.box.bottom + 20, mark.box.x1, mark.box.bottom + 60)
    assert not is_inked(Image.open(tmp_path / "turned.png").convert("L"), elsewhere)
