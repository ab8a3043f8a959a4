"""Text layers of made PDFs: old encodings, hidden words, words over pictures, maps that lie."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.legacy_evidence import convert_letters, find_encodings, is_capitals_font
from extractors.text_layer import read_pages
from pipeline.process import process
from tests.making.raw_pdf import RawPage, picture, raw_pdf, show

LINES = (
    "QUYẾT ĐỊNH ban hành kế hoạch",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Ủy ban nhân dân tỉnh giao Sở Nội vụ chủ trì,",
    "phối hợp với các đơn vị liên quan thực hiện",
    "nhiệm vụ được giao trong năm, báo cáo kết quả",
    "trước ngày 15 hằng tháng; những vướng mắc",
    "phát sinh gửi về Văn phòng để tổng hợp.",
)
GOOD = [line for line in LINES for _ in range(2)]
# The same page as a recogniser of English reads it.
JUNK = [line.encode("ascii", "replace").decode().replace("?", "6") for line in GOOD]
UNICODE_MAP = "Body|" + " ".join(
    f"{ord(letter):04X}={ord(letter):04X}" for letter in sorted({letter for line in LINES for letter in line})
)


def tcvn3(text):
    """Bytes as typed in .VnTime, which has no capitals with marks: another font shows small letters as such."""
    return _encode(text, "tcvn3")


def vni(text):
    return _encode(text, "vni")


def _encode(text, encoding):
    from viparse.normalize.encodings import CHARMAPS

    table = {letter: legacy for legacy, letter in CHARMAPS[encoding].pairs}
    table |= {"ẳ": "aú", "ỵ": "î"} if encoding == "vni" else {}
    return "".join(table.get(letter, letter) for letter in text).encode("latin-1")


def two_bytes(text):
    return text.encode("utf-16-be")


def lines_page(lines, encode, font, before="", content=b"", **more):
    shown = b"".join(show("F", 60, 780 - 20 * at, encode(line), before=before) for at, line in enumerate(lines))
    return RawPage(content + shown, {"F": font}, **more)


def pages_of(*pages):
    return list(read_pages(raw_pdf(pages)))


def text_of(page):
    return " ".join(word.text for word in page.words)


@pytest.mark.parametrize(("encode", "font"), [
    (tcvn3, ".VnTime"), (tcvn3, "ABCDEF+.VnArial,Bold"), (vni, "VNI-Times"), (vni, "ABCDEF+VNI-Helve-Condense"),
    (tcvn3, "F1"), (vni, "TimesNewRoman"),
])  # fmt: skip
def test_old_encodings_are_read_by_name_and_by_evidence(encode, font):
    lines = [line.replace("QUYẾT ĐỊNH", "Quyết định") for line in LINES]
    lines = [line.replace("Ủy", "ủy") for line in lines]
    [page] = pages_of(lines_page(lines, encode, font))
    assert text_of(page) == " ".join(lines)


def test_a_capitals_font_shows_capitals():
    content = show("F", 60, 780, tcvn3("Căn cứ Luật")) + show("H", 60, 760, tcvn3("quyết định")) + show(
        "H", 60, 740, b"nam")  # fmt: skip
    [page] = pages_of(RawPage(content, {"F": ".VnTime", "H": "ABCDEF+.VnTimeH"}))
    assert text_of(page) == "Căn cứ Luật QUYẾT ĐỊNH NAM"


def test_marks_of_vni_stay_within_the_box_of_their_word():
    [page] = pages_of(lines_page(["lập kế hoạch"], vni, "VNI-Times"))
    boxes = [word.box for word in page.words]
    assert [round(box.x1 - box.x0) for box in boxes] == [24, 18, 36]  # six points a code: laäp, keá, hoaïch
    assert all(before.x1 < after.x0 for before, after in pairwise(boxes))


def test_an_old_font_that_draws_page_numbers_only_changes_nothing():
    body = lines_page(LINES, two_bytes, UNICODE_MAP)
    [page] = pages_of(RawPage(body.content + show("N", 290, 30, b"- 2 -"), {**body.fonts, "N": "VNI-Times"}))
    assert text_of(page) == " ".join([*LINES, "- 2 -"])


def test_an_old_name_over_unicode_letters_decides_nothing():
    [page] = pages_of(lines_page(LINES, two_bytes, UNICODE_MAP.replace("Body", ".VnTime")))
    assert text_of(page) == " ".join(LINES)


@pytest.mark.parametrize("text", [
    "The Señor's façade: naïve café, Ångström, über, garçon, déjà vu, crème brûlée, Zürich, smörgåsbord, piñata " * 3,
    "Ministère de l'Économie: arrêté général à l'été, très élevé, où la forêt règne, hôpital, règlement exécuté " * 3,
])  # fmt: skip
def test_other_languages_in_ordinary_fonts_stay_as_they_are(text):
    assert find_encodings({"Times-Roman": text}, {}) == {}


@given(
    st.text(alphabet="abcdeghiklmnopqrstuvxyàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ .,15")
)
def test_what_is_written_in_an_old_encoding_comes_back(text):
    for encoding, encode in (("tcvn3", tcvn3), ("vni", vni)):
        if encoding == "vni" and any(pair in text for pair in ("ii", "uu")):
            continue
        assert "".join(convert_letters(encode(text).decode("latin-1"), encoding)) == text


def test_junk_under_a_picture_of_the_page_is_rejected_and_good_words_are_believed():
    scan = picture(0, 0, 595, 842)
    junk, good = (
        lines_page(lines, two_bytes, _map_of(lines), before="3 Tr", content=scan) for lines in (JUNK, GOOD)
    )  # fmt: skip
    pages = pages_of(junk, good)
    assert (pages[0].words, pages[0].is_unread) == ((), True) and "marks" in pages[0].how.rejected
    assert text_of(pages[1]) == " ".join(GOOD) and pages[1].how.rejected is None


def _map_of(lines):
    letters = sorted({one for line in lines for one in line})
    return "Body|" + " ".join(f"{ord(one):04X}={ord(one):04X}" for one in letters)


@pytest.mark.parametrize("before", ["", "3 Tr"])
def test_a_few_words_on_a_scan_do_not_make_it_read(before):
    stamp = lines_page(["Scanned by CamScanner", "Trang 3"], lambda text: text.encode(), "Helvetica", before,
                       picture(20, 20, 560, 800))  # fmt: skip
    result = process(raw_pdf([stamp, lines_page(LINES, two_bytes, UNICODE_MAP)]))
    flags = {flag.code: flag.page for flag in result.rows["flags"] if flag.page}
    assert flags == {"text_layer_rejected": 1} | ({"page_unreadable": 1} if before else {})
    scan, written = result.rows["pages"]
    assert scan.reading == "ocr" and "5 words" in scan.rejected and written.reading == "text-layer"


def test_a_scan_with_junk_only_says_what_it_holds():
    result = process(raw_pdf([lines_page(JUNK, two_bytes, _map_of(JUNK), "3 Tr", picture(0, 0, 595, 842))]))
    assert (result.document.status, result.document.failure) == ("failed", "empty_pages")
    assert "text layer of page 1 was not believed" in result.document.failure_message


@pytest.mark.parametrize(
    "place", [(60, 780, 50, 50), (0, 742, 595, 100), (0, 0, 595, 842)], ids=["logo", "head", "ground"]
)
def test_text_with_a_logo_a_letterhead_or_a_background_stays_text(place):
    [page] = pages_of(lines_page(GOOD, two_bytes, UNICODE_MAP, content=picture(*place)))
    assert text_of(page) == " ".join(GOOD)


@pytest.mark.parametrize("hidden", [
    show("H", 60, 400, b"SECRET", before="3 Tr"),
    show("H", 60, 400, b"SECRET", before="1 g"),
    show("H", 60, 400, b"SECRET", before="1 1 1 rg"),
    show("H", 60, 400, b"SECRET", before="0 0 0 0 k"),
    show("H", 700, 400, b"SECRET"),
    show("H", 60, 900, b"SECRET"),
    b"1 g 50 390 200 30 re f " + show("H", 60, 400, b"SECRET", before="1 g"),
], ids=["invisible", "white", "white rgb", "no ink", "beside", "above", "white on a white field"])  # fmt: skip
def test_what_nobody_sees_does_not_enter(hidden):
    body = lines_page(LINES, two_bytes, UNICODE_MAP)
    [page] = pages_of(RawPage(body.content + hidden, {**body.fonts, "H": "Helvetica"}))
    assert text_of(page) == " ".join(LINES)


def test_white_letters_on_a_dark_field_are_seen():
    content = b"0 0 0.5 rg 50 390 200 30 re f " + show("H", 60, 400, b"Task", before="1 g")
    [page] = pages_of(RawPage(content, {"H": "Helvetica"}))
    assert text_of(page) == "Task"


def test_boxes_are_those_of_what_the_page_shows():
    """What lies outside the crop box is not on the page, and points count from its corner, as every viewer shows it."""
    content = show("H", 60, 780, b"cut") + show("H", 160, 680, b"seen")
    [page] = pages_of(RawPage(content, {"H": "Helvetica"}, extra="/CropBox[100 100 500 742]"))
    assert (text_of(page), page.width, page.height) == ("seen", 400, 642)
    assert [round(value) for value in (page.words[0].box.x0, page.words[0].baseline)] == [60, 62]


STANDARD = {letter: code for code, letter in enumerate(map(chr, range(32, 127)), start=3)}


def test_letters_that_the_map_calls_blanks_come_from_the_standard_order():
    body = "the quick brown fox jumps over a lazy dog "
    pairs = [f"{STANDARD[one]:04X}={ord(one):04X}" for one in sorted(set(body))]
    font = "TimesNewRoman|" + " ".join([*pairs, f"{STANDARD['L']:04X}=0020", f"{STANDARD['X']:04X}=0020"])
    coded = b"".join(STANDARD[one].to_bytes(2, "big") for one in body + "La X")
    [page] = pages_of(RawPage(show("F", 60, 700, coded), {"F": font}))
    assert text_of(page) == body + "La X"


def test_a_letter_that_nothing_names_is_kept_as_a_sign_and_flagged():
    pairs = UNICODE_MAP.replace(f"{ord('Q'):04X}={ord('Q'):04X}", "")
    result = process(raw_pdf([lines_page(LINES, two_bytes, " ".join(pairs.split()))]))
    texts = [paragraph.text for paragraph in result.rows["paragraphs"]]
    assert any("\ufffdUYẾT ĐỊNH" in text for text in texts)
    found = [flag for flag in result.rows["flags"] if flag.code == "letters_unmapped"]
    assert [(flag.page, flag.weight.value) for flag in found] == [(1, "alarm")] and "\ufffdUYẾT" in found[0].message


def test_a_page_of_letters_without_names_is_left_to_recognition():
    [page] = pages_of(lines_page(LINES, two_bytes, "Body|0020=0020"))
    assert page.is_unread and "no font names" in page.how.rejected


@pytest.mark.parametrize(("given", "wanted"), [
    ("Quye\u0302\u0301t đi\u0323nh", "Quyết định"),
    ("Quy\u200bết\ufeff đị\u00adnh", "Quyết đị-nh"),
    ("\u200fKế\u00a0hoạch", "Kế hoạch"),
    ("ban ﬁnh", "ban finh"),
    ("\uf0b7 ban", "\uf0b7 ban"),
])  # fmt: skip
def test_odd_letters_are_tidied(given, wanted):
    [page] = pages_of(lines_page([given], two_bytes, _map_of([given])))
    if "\uf0b7" in given:  # a private code of a text font is the letter of that code, of a font of signs a bullet
        assert text_of(page) == "· ban"
        [page] = pages_of(lines_page([given], two_bytes, _map_of([given]).replace("Body", "Symbol")))
        assert text_of(page) == "• ban"
    else:
        assert text_of(page) == wanted


def test_capitals_fonts_are_known_by_their_names():
    names = (".VnTimeH", "ABCDEF+.VnArialH,Bold", ".VnHelvetIns", "VNI-Heather")
    assert [is_capitals_font(name) for name in names] == [True, True, False, False]


@pytest.mark.parametrize("harm", [
    lambda data: data[: data.rindex(b"xref\n0")] + data[data.rindex(b"trailer") :],
    lambda data: data.replace(b"startxref", b"startxxxx"),
    lambda data: b"mail header\r\n\r\n" * 3 + data,
], ids=["no table", "no start", "something before"])  # fmt: skip
def test_a_damaged_table_of_places_does_not_lose_the_text(harm):
    [page] = read_pages(harm(raw_pdf([lines_page(LINES, two_bytes, UNICODE_MAP)])))
    assert text_of(page) == " ".join(LINES)


def test_letters_drawn_as_outlines_with_a_page_number_are_not_read():
    outlines = b"".join(
        b"%d %d m %d %d %d %d %d %d c S\n" % (x, y, x, y + 5, x + 4, y + 5, x + 5, y)
        for x in range(60, 540, 8) for y in range(80, 780, 18)
    )  # fmt: skip
    [page] = pages_of(RawPage(outlines + show("N", 290, 30, b"2"), {"N": "Helvetica"}))
    assert page.is_unread and "mostly drawn" in page.how.rejected
