"""Number and date drawn by digital signatures, stamps that speak of the signature, text boxes and filled fields."""

import datetime as dt

import pytest

from extractors.model import Paragraph
from extractors.pdf import read_pdf
from extractors.text_layer import read_pages
from pipeline.process import process
from tests.gold import gold, shared_file
from tests.making.signed import HIDDEN, NO_VIEW, Drawn, certified, make_signed, page_text, signature

pytest.importorskip("reportlab")

STAMP = ("Ký bởi: Văn thư Sở Thử", "Email: vanthu@so.example", "Thời gian ký: 11.06.2025 08:40:26 +07:00")
NUMBER = Drawn(["2858"], (130, 755, 190, 775), value=signature(), name="so")
DAY = Drawn(["10"], (353, 757, 375, 777), value=signature(), name="ngay")
MONTH = Drawn(["6"], (412, 753, 430, 773), value=signature(), name="thang")


def head(canvas, number="Số:                   /QĐ-UBND", date="Hà Nội, ngày       tháng       năm 2025"):
    page_text(canvas, [(80, 800, "ỦY BAN NHÂN DÂN"), (300, 800, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])
    page_text(canvas, [(80, 785, "TỈNH THỬ"), (330, 785, "Độc lập - Tự do - Hạnh phúc")])
    page_text(canvas, [(100, 760, number), (280, 760, date)])
    page_text(canvas, [(250, 720, "QUYẾT ĐỊNH"), (180, 700, "Về việc ban hành Kế hoạch thử")])
    page_text(canvas, [(90, 660, "Căn cứ Luật Thử nghiệm ngày 01/02/2020;"), (90, 640, "Điều 1. Ban hành Kế hoạch.")])


def row_of(data):
    return process(data).document


def words_of(data):
    [page] = read_pages(data)
    return [word.text for word in page.words]


@pytest.mark.parametrize("is_nested", [True, False])
def test_number_day_and_month_are_drawn_by_three_signatures(is_nested):
    drawn = [Drawn(each.lines, each.rect, value=signature(), is_nested=is_nested) for each in (NUMBER, DAY, MONTH)]
    row = row_of(make_signed(head, drawn))
    assert (row.number, row.symbol, row.date) == ("2858", "QĐ-UBND", dt.date(2025, 6, 10))


def test_without_the_signatures_number_and_date_are_blank():
    row = row_of(make_signed(head, []))
    assert (row.number, row.symbol, row.date) == (None, "QĐ-UBND", None)


def test_dots_under_what_is_written_are_no_part_of_it():
    def dotted(canvas):
        head(canvas, "Số: ………………./QĐ-UBND", "Hà Nội, ngày ....... tháng ...... năm 2025")

    row = row_of(make_signed(dotted, [NUMBER, DAY, Drawn(["6"], (427, 757, 445, 777), value=signature())]))
    assert (row.number, row.symbol, row.date) == ("2858", "QĐ-UBND", dt.date(2025, 6, 10))


@pytest.mark.parametrize(
    "change",
    [{"spacing": 4}, {"scale": 3}, {"matrix": (0.5, 0, 0, 0.5, 7, 9)}, {"is_field_above": True}, {"value": None}],
    ids=str,
)
def test_the_number_is_found_however_its_appearance_is_made(change):
    given = {"value": signature(), **change}
    assert row_of(make_signed(head, [Drawn(NUMBER.lines, NUMBER.rect, **given)])).number == "2858"


@pytest.mark.parametrize("change", [{"flags": HIDDEN}, {"flags": NO_VIEW}, {"has_appearance": False}], ids=str)
def test_what_is_not_shown_is_not_read_but_is_a_signature(change):
    result = process(make_signed(head, [Drawn(NUMBER.lines, NUMBER.rect, value=signature(), **change)]))
    assert result.document.number is None
    [row] = result.rows["signatures"]
    assert (row.text, row.signed_at) == (None, dt.datetime(2025, 6, 10, 1, 40, 26, tzinfo=dt.UTC))


@pytest.mark.parametrize("rotate", [90, 270])
def test_on_a_page_stored_turned_words_and_boxes_stand_where_the_reader_sees_them(rotate):
    [straight] = read_pages(make_signed(head, [NUMBER, DAY, MONTH]))
    [turned] = read_pages(make_signed(head, [NUMBER, DAY, MONTH], rotate=rotate))
    assert [(word.text, pytest.approx(word.box)) for word in turned.words] == [
        (word.text, word.box) for word in straight.words
    ]
    assert [pytest.approx(each.box) for each in turned.signatures] == [each.box for each in straight.signatures]
    assert "2858" in [word.text for word in turned.words]


def test_a_stamp_that_speaks_of_the_signature_is_kept_out_of_the_text_and_recorded():
    contents = certified("Văn thư", "UBND tỉnh Thử", "Văn phòng")
    value = signature(contents=contents, covers=True, Reason="Phát hành", Location="Hà Nội")
    stamp = Drawn(STAMP, (380, 805, 580, 838), size=8, value=value, name="dau")
    data = make_signed(head, [stamp])
    assert not set(" ".join(STAMP).split()) & set(words_of(data)) - {"Thử", "ký:", "bởi:"} and "Email:" not in words_of(
        data
    )
    result = process(data)
    assert (result.document.number, result.document.date) == (None, None)
    [row] = result.rows["signatures"]
    assert row.is_stamp and row.text == " ".join(STAMP) and not row.is_verified
    assert (row.signer, row.organisation) == ("Văn thư", "Văn phòng, UBND tỉnh Thử")
    assert (row.reason, row.location, row.field_name) == ("Phát hành", "Hà Nội", "dau")
    assert row.covers_document and row.sub_filter == "ETSI.CAdES.detached"
    assert (row.page, row.x0, row.top, row.x1, row.bottom) == (
        1,
        380,
        pytest.approx(4, abs=0.1),
        580,
        pytest.approx(37, abs=0.1),
    )


def test_the_signer_is_told_by_the_entry_else_by_the_stamp():
    stamp = Drawn(STAMP, (380, 805, 580, 838), size=8, value=signature())
    by_stamp, by_entry = (
        process(make_signed(head, [each])).rows["signatures"][0]
        for each in (stamp, Drawn(["2858"], NUMBER.rect, value=signature("Trần Thử")))
    )
    assert (by_stamp.signer, by_entry.signer, by_entry.covers_document) == ("Văn thư Sở Thử", "Trần Thử", False)


def test_text_boxes_and_filled_fields_are_read_and_their_letters_outside_are_cut_off():
    box = Drawn(["77"], NUMBER.rect, kind="FreeText")
    field = Drawn(["10", "never seen"], (353, 757, 375, 775), kind="Tx")
    data = make_signed(head, [box, field, Drawn(["no"], (300, 400, 340, 420), kind="Btn")])
    assert row_of(data).number == "77"
    assert "10" in words_of(data) and not {"never", "seen", "no"} & set(words_of(data))
    assert not process(data).rows["signatures"]


@pytest.mark.parametrize(
    ("find", "put"),
    [
        (b"/ByteRange [ 0 10 20 30 ]", b"/ByteRange (no numbers)  "),
        (b"D:20250610084026", b"D:20259910084026"),
        (b"/Contents <30", b"/Contents <<0"),
        (b"/Rect [ 130 755 190 775 ]", b"/Rect [ 130 (x) 190 775 ]"),
        (b"/Rect [ 130 755 190 775 ]", b"/Rect 9999 0 R           "),
        (b"/BBox [ 0 0 60 20 ]", b"/BBox [ 0 0 60    ]"),
        (b"/BBox [ 0 0 60 20 ]", b"/BBox [ 0 0 0  20 ]"),
        (b"/FRM Do", b"/XXX Do"),
        (b"/Matrix [ 1 0 0 1 0 0 ]", b"/Matrix [ (a) 0 1 0 0 ]"),
    ],
)
def test_a_damaged_signature_breaks_no_document(find, put):
    whole = make_signed(head, [NUMBER])
    assert find in whole
    data = whole.replace(find, put)
    row = row_of(data)
    assert (row.type, row.symbol, row.title) == ("Quyết định", "QĐ-UBND", "Về việc ban hành Kế hoạch thử")
    assert row.number in (None, "2858")


def test_a_picture_of_a_page_stays_unread_whatever_is_set_over_it():
    def picture(canvas):
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)

    [page] = read_pages(make_signed(picture, [NUMBER]))
    assert page.is_unread and [each.text for each in page.signatures] == ["2858"]


def test_what_is_written_stands_in_the_paragraph_whose_blank_it_fills():
    def prose(canvas):
        page_text(
            canvas, [(90, 600, "Xét đề nghị tại Tờ trình số            /TTr-STC ngày                      về kế hoạch")]
        )

    drawn = [Drawn(["44"], (245, 594, 275, 614)), Drawn(["29/5/2025"], (345, 598, 420, 618))]
    [text] = [each.text for each in read_pdf(make_signed(prose, drawn)).blocks if isinstance(each, Paragraph)]
    assert text == "Xét đề nghị tại Tờ trình số 44 /TTr-STC ngày 29/5/2025 về kế hoạch"


@pytest.mark.parametrize("row", [0, 1, 2])
def test_signed_documents_have_the_number_and_date_that_the_page_shows(row):
    signed = [each for each in gold("documents.jsonl") if each.get("pdf_signatures") and each["kind"] == "digital"]
    wanted = signed[row]["document"]
    result = process(shared_file(f"corpus/{signed[row]['file']}").read_bytes())
    found = result.document
    assert (found.number, found.symbol, str(found.date)) == (wanted["number"], wanted["symbol"], wanted["date"])
    assert (found.title, found.signer_name) == (wanted["title"], wanted["signer_name"])
    assert len(result.rows["signatures"]) == signed[row]["pdf_signatures"]
