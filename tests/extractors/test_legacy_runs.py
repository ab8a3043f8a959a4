"""Text in legacy fonts of Word and Excel: the font claims, the syllables confirm; Unicode is never destroyed."""

import io

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.legacy_runs import FontRun, find_legacy_fonts
from extractors.model import Paragraph
from extractors.word_file import read_word_file
from extractors.workbook import read_workbook
from tests.making.docx import make_docx
from tests.making.files import load_truths
from tests.making.legacy import encode, legacy_docx, legacy_xlsx
from tests.making.xlsx import make_xlsx

TIMES = "Times New Roman"
SENTENCE = "Căn cứ Quyết định của Thủ tướng Chính phủ về việc ban hành Kế hoạch chuyển đổi số"
WORDS = SENTENCE.split()


def printed(*paragraphs):
    """The paragraphs of one document as printed; each is a list of (text, font)."""
    runs = [[FontRun(text, font) for text, font in paragraph] for paragraph in paragraphs]
    legacy = find_legacy_fonts(runs)
    return ["".join(run.text for run in legacy.to_print(each)) for each in runs]


def stored(text, encoding):
    return "".join(piece for piece, _ in encode(text, encoding))


def content(reading):
    return [
        block.text if isinstance(block, Paragraph) else [list(row.texts) for row in block.rows]
        for block in reading.blocks
    ]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("name", ["seed_2022", "bo_noi_vu_2025"])
def test_whole_documents_come_back(name, encoding):
    (truth,) = load_truths((name,))
    word, sheets = make_docx(truth), make_xlsx(truth)
    read = read_word_file(legacy_docx(word, encoding))
    assert (content(read), read.encoding) == (content(read_word_file(word)), encoding)
    read = read_workbook(legacy_xlsx(sheets, encoding))
    assert (content(read), read.encoding) == (content(read_workbook(sheets)), encoding)


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times", "VI Times", "VPS Times"])
def test_unicode_that_names_a_legacy_font_stays(font):
    short = [[("Hà Nội", font)], [("và", font)], [("cá", font)], [("Bé", font)]]
    assert printed([(SENTENCE, font)], *short) == [SENTENCE, "Hà Nội", "và", "cá", "Bé"]


def test_legacy_and_unicode_in_one_paragraph():
    assert printed([("Quyết định: ", TIMES), ("NghÞ ®Þnh sè 5", ".VnTime"), (" của", TIMES)]) == [
        "Quyết định: Nghị định số 5 của"
    ]


def test_fonts_that_change_inside_a_word():
    assert printed([("Q", TIMES), ("uyÕt ®", ".VnTime"), ("Þnh", ".VnTime")]) == ["Quyết định"]
    # The vowel stands in another font than its mark.
    assert printed([("Quye", TIMES), ("át ñònh cuûa Chính phuû", "VNI-Times")]) == ["Quyết định của Chính phủ"]


def test_fonts_of_capitals():
    runs = [("bé", ".VnTimeH"), (" Tµi chÝnh", ".VnTime")]
    assert printed(runs) == ["BỘ Tài chính"]


def test_english_in_a_legacy_font():
    assert printed([("Microsoft Windows, e-mail", ".VnTime")], [("QuyÕt ®Þnh", ".VnTime")]) == [
        "Microsoft Windows, e-mail",
        "Quyết định",
    ]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_legacy_text_under_a_plain_name(encoding):
    paragraphs = [[(stored(text, encoding), TIMES)] for text in (SENTENCE, "Số hóa", "Bộ Tài chính", "Hà Nội")]
    assert printed(*paragraphs) == [SENTENCE, "Số hóa", "Bộ Tài chính", "Hà Nội"]


def test_a_wrong_name_is_not_believed():
    assert printed([(stored(SENTENCE, "vni"), ".VnTime")]) == [SENTENCE]


@pytest.mark.parametrize(
    "text",
    [
        "L'année dernière, les autorités ont décidé de créer une société à responsabilité limitée près de Besançon",
        "Die Behörde für Öffentlichkeit prüft die Verträge über Gebäude, Straßen und Brücken in Köln täglich",
        "El señor Muñoz presentó una petición en España según la legislación número doce de este año común",
        "© 2024 Công ty · 5 µm ± 2 · § 4 · ®",
    ],
)
def test_other_languages_stay(text):
    assert printed([(text, TIMES)]) == [text]


def test_no_break_and_soft_hyphen():
    file = docx.Document()
    run = file.add_paragraph().add_run("Thñ t")
    run._r.append(run._r.makeelement(run._r.tag.replace("}r", "}softHyphen"), {}))
    run.add_text("íng")
    run.font.name = ".VnTime"
    file.add_paragraph().add_run("kế\u00ad hoạch")
    assert content(read_word_file(saved(file))) == ["Thủ tướng", "kế hoạch"]


def test_the_font_of_a_style_and_of_the_document():
    file = docx.Document()
    file.styles["Normal"].font.name = ".VnTime"
    file.add_paragraph(stored(SENTENCE, "tcvn3"))
    heading = file.styles.add_style("Tiêu đề", 1)
    heading.base_style, heading.font.name = file.styles["Normal"], ".VnTimeH"
    file.add_paragraph("bé tµi chÝnh", "Tiêu đề")
    assert content(read_word_file(saved(file))) == [SENTENCE, "BỘ TÀI CHÍNH"]


def test_all_capitals_by_property():
    file = docx.Document()
    file.add_paragraph().add_run("Quyết định").font.all_caps = True
    assert content(read_word_file(saved(file))) == ["QUYẾT ĐỊNH"]


def test_cells_and_rich_text_of_a_workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["TT", "NhiÖm vô"], [1, "Hoµn thiÖn thÓ chÕ"], [2, "§µo t¹o c¸n bé"]):
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.font = openpyxl.styles.Font(name=".VnTime")
    (table,) = content(read_workbook(saved(book)))
    assert table == [["TT", "Nhiệm vụ"], ["1", "Hoàn thiện thể chế"], ["2", "Đào tạo cán bộ"]]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.sampled_from(["tcvn3", "vni"]), st.data())
def test_runs_cut_anywhere_read_the_same(words, encoding, data):
    text = " ".join(words)
    pieces = encode(text, encoding)
    cut = [(letter, font) for piece, font in pieces for letter in _cut(piece, data)]
    assert printed(cut, [(stored(SENTENCE, encoding), pieces[0][1])])[0] == text


def _cut(piece, data):
    place = data.draw(st.integers(0, len(piece)))
    return [piece[:place], piece[place:]]


def saved(file):
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()
