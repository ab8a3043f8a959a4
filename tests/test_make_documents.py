"""The makers say what the truth says: reproducibly, with every word, and with boxes that hold their words."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.make_documents import main
from tests.making.expected import ExpectedTask, expected_tasks, headers_of, single_spaced
from tests.making.files import build, load_truth, load_truths, write_truth
from tests.making.invent import grow_plan
from tests.making.kinds import make_files
from tests.making.pdf import MadePdf, make_pdf
from tests.making.phrasing import phrases
from tests.making.scan import PRESETS, ScannedPage, scan_pdf, scans_as_pdf, scans_as_tiff
from tests.making.truth import Row, RowKind, Truth
from tests.making.txt import make_text

for library in ("reportlab", "docx", "openpyxl", "PIL"):
    pytest.importorskip(library)

SMALL = "dai_hoc_quy_nhon_2024"
CUT = "ubnd_huyen_thanh_son_2022"
ALL = [truth.id for truth in load_truths()]


def truth_named(name: str) -> Truth:
    return load_truths((name,))[0]


@pytest.fixture(scope="module")
def cut_pdf() -> MadePdf:
    return make_pdf(truth_named(CUT))


@pytest.fixture(scope="module")
def small_pdf() -> MadePdf:
    return make_pdf(truth_named(SMALL))


def words_of(truth: Truth) -> set[str]:
    document = truth.document
    texts = [*document.legal_bases, document.title, *(article.text for article in document.articles)]
    texts += [text for table in truth.tables for row in table.rows for text in [row.title or "", *row.cells.values()]]
    return {word for text in texts for word in text.split()}


class TestTruths:
    def test_at_least_eight_and_six_invented(self) -> None:
        assert sum(truth.origin == "invented" for truth in load_truths()) >= 6
        assert {"seed_2022", "seed_2023"} <= set(ALL)

    @pytest.mark.parametrize("name", ALL)
    def test_written_and_read_again_is_equal(self, name: str, tmp_path: Path) -> None:
        assert load_truth(write_truth(truth_named(name), tmp_path)) == truth_named(name)

    def test_invented_rows_come_from_their_recipe(self) -> None:
        import yaml

        plans = Path(__file__).parent / "making" / "plans.yml"
        plan = next(p for p in yaml.safe_load(plans.read_text(encoding="utf-8")) if p["id"] == "uy_ban_atgt_2025")
        assert grow_plan(plan) == truth_named("uy_ban_atgt_2025")

    def test_variety(self) -> None:
        tables = [table for truth in load_truths() for table in truth.tables]
        assert {len(table.columns) for table in tables} >= {3, 4, 5, 6, 7, 8, 9}
        assert min(len(table.rows) for table in tables) == 5
        assert max(len(table.rows) for table in tables) >= 150
        assert any(len(table.header) == 2 for table in tables)
        ordinals = {row.ordinal for table in tables for row in table.rows}
        assert {"1", "1.1", "a)", "đ)", "A", "I", None} <= ordinals

    def test_no_task_is_empty(self) -> None:
        tasks = [task for truth in load_truths() for task in expected_tasks(truth)]
        assert all(task.cells.get("task") for task in tasks)

    def test_unknown_field_is_named(self) -> None:
        with pytest.raises(ValueError, match="Row has no colour"):
            build(Row, {"kind": "task", "colour": "red"})

    def test_phrases_are_composed(self) -> None:
        import unicodedata

        assert all(unicodedata.is_normalized("NFC", text) for texts in phrases()["verbs"].values() for text in texts)


class TestExpected:
    def tasks(self, name: str) -> list[ExpectedTask]:
        return expected_tasks(truth_named(name))

    def test_seeds_have_their_tasks(self) -> None:
        assert len(self.tasks("seed_2022")) == 22
        assert [task.address for task in self.tasks("seed_2023")][-1] == "IX/2"

    def test_nested_sections_and_paths(self) -> None:
        assert self.tasks("ubnd_lam_dong_2024")[0].address == "A/I/1"
        deep = [task for task in self.tasks("ubnd_can_tho_2023") if task.level == 3]
        assert all(len(task.path) == 3 and not task.path[-1].endswith(")") for task in deep)

    def test_merged_cell_counts_for_every_row(self) -> None:
        merged = [task for task in self.tasks("so_y_te_nghe_an_2023") if "deadline" in task.merged]
        assert merged
        assert all(task.cells["deadline"] and task.expect.deadline_kind for task in merged)

    def test_header_levels_are_joined(self) -> None:
        headers = headers_of(truth_named("ubnd_lam_dong_2024").tables[0])
        assert headers["lead"] == "Cơ quan thực hiện / Chủ trì"
        assert headers["budget_local"] == "Kinh phí (triệu đồng) / NSĐP"
        assert headers["result"] == "Kết quả đầu ra"


class TestReproducible:
    def test_every_kind_twice_gives_the_same_bytes(self) -> None:
        kinds = ("txt", "md", "html", "docx", "xlsx", "pdf", "scan")
        first, second = (dict(make_files(truth_named(SMALL), kinds, ("fax200",))) for _ in range(2))
        assert first == second
        assert f"{SMALL}.fax200.pdf" in first

    def test_command_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([str(tmp_path), "--kinds", "txt,pdf", "--truth", SMALL]) == 0
        names = {path.name for path in tmp_path.iterdir()}
        assert names == set(capsys.readouterr().out.split())
        assert {f"{SMALL}.txt", f"{SMALL}.pdf", f"{SMALL}.pdf.layout.json", f"{SMALL}.expected.json"} <= names

    def test_unknown_kind_is_named(self) -> None:
        with pytest.raises(ValueError, match="no kind 'odt'"):
            list(make_files(truth_named(SMALL), ("odt",)))


class TestText:
    @pytest.mark.parametrize("pipes", [False, True])
    def test_fragments_add_up(self, pipes: bool) -> None:
        """Joining continuation rows cell by cell gives the printed cells again."""
        truth = truth_named("seed_2022")
        joined = joined_rows(make_text(truth, pipes=pipes).text, len(truth.tables[0].columns), pipes)
        printed = [[row.ordinal, *row.cells.values()] for row in truth.tables[0].rows]
        assert [[cell for cell in row if cell] for row in joined] == printed

    def test_rows_are_cut(self) -> None:
        assert len(make_text(truth_named("seed_2023")).cut_rows[0]) >= 3


def joined_rows(text: str, width: int, pipes: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    for line in text.splitlines():
        plain = line.replace("<p>", "").replace("</p>", "")
        cells = [cell.strip() for cell in (plain.strip("|").split("|") if pipes else plain.split("\t"))]
        if len(cells) != width or not "".join(cells).strip("-") or cells[0] == "TT":
            continue
        if cells[0]:
            rows.append(cells)
        else:
            rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
    return rows


class TestOffice:
    def test_word_merges(self) -> None:
        import docx

        files = dict(make_files(truth_named("ubnd_lam_dong_2024"), ("docx",)))
        table = docx.Document(io.BytesIO(files["ubnd_lam_dong_2024.docx"])).tables[-1]
        assert [cell.text for cell in table.rows[0].cells][6:] == ["Kinh phí (triệu đồng)"] * 3
        assert [cell.text for cell in table.rows[1].cells][6:] == ["Tổng số", "NSTW", "NSĐP"]
        assert len(table.rows) == 2 + len(truth_named("ubnd_lam_dong_2024").tables[0].rows)

    def test_sheet_for_every_appendix(self) -> None:
        import openpyxl

        files = dict(make_files(truth_named("uy_ban_atgt_2025"), ("xlsx",)))
        book = openpyxl.load_workbook(io.BytesIO(files["uy_ban_atgt_2025.xlsx"]))
        assert book.sheetnames == ["Phụ lục I", "Phụ lục II"]

    def test_html_spans(self) -> None:
        page = dict(make_files(truth_named("so_y_te_nghe_an_2023"), ("html",)))["so_y_te_nghe_an_2023.html"].decode()
        assert '<th colspan="2">Phân công thực hiện</th>' in page
        assert '<th rowspan="2">Lãnh đạo phụ trách</th>' in page


class TestPdf:
    @pytest.mark.parametrize("name", [SMALL, CUT])
    def test_text_holds_every_word(self, name: str) -> None:
        import pdfplumber

        truth = truth_named(name)
        with pdfplumber.open(io.BytesIO(make_pdf(truth).content)) as file:
            found = {word["text"] for page in file.pages for word in page.extract_words()}
        assert words_of(truth) <= found

    @pytest.mark.parametrize("name", ALL)
    def test_pieces_add_up_to_the_cells(self, name: str) -> None:
        truth = truth_named(name)
        made = make_pdf(truth)
        texts = joined_pieces(made.layout)
        for number, table in enumerate(truth.tables, start=1):
            for index, row in enumerate(table.rows):
                for key, text in row.cells.items():
                    assert texts[number, index, key] == single_spaced(text), (name, index, key)

    def test_rows_run_over_pages(self, cut_pdf: MadePdf) -> None:
        cut = cut_pdf.layout["cut_rows"][0]
        assert cut
        both = [pieces_of(page, cut[0], "task") for page in cut_pdf.layout["pages"]]
        assert sum(1 for pieces in both if pieces and pieces[0]["text"]) == 2

    def test_boxes_hold_their_words(self, cut_pdf: MadePdf) -> None:
        import pdfplumber

        with pdfplumber.open(io.BytesIO(cut_pdf.content)) as file:
            for page, layout in zip(file.pages, cut_pdf.layout["pages"], strict=True):
                assert (round(page.width), round(page.height)) == (round(layout["width"]), round(layout["height"]))
                for piece in (piece for piece in layout["pieces"] if piece["text"]):
                    words = page.crop(piece["box"]).extract_words()
                    assert " ".join(word["text"] for word in words) == piece["text"]
                    assert inside(piece["text_box"], piece["box"])

    def test_header_repeats_where_the_style_says_so(self, cut_pdf: MadePdf) -> None:
        headed = [any(piece["row"] is None for piece in page["pieces"]) for page in cut_pdf.layout["pages"]]
        assert headed[1:] == [True] * (len(headed) - 1)

    def test_page_numbers_from_the_second_page_on(self, cut_pdf: MadePdf) -> None:
        numbers = [
            [line["text"] for line in page["lines"] if line["kind"] == "page number"]
            for page in cut_pdf.layout["pages"]
        ]
        assert numbers == [[], *([str(place)] for place in range(2, len(numbers) + 1))]

    def test_layout_is_plain_data(self, small_pdf: MadePdf) -> None:
        assert json.loads(json.dumps(small_pdf.layout)) == small_pdf.layout


def joined_pieces(layout: dict[str, Any]) -> dict[tuple[int, int, str], str]:
    """Cell texts joined over pages; a symbol broken behind its hyphen at a page's end is glued by what follows."""
    texts: dict[tuple[int, int, str], str] = {}
    for page in layout["pages"]:
        for piece in (piece for piece in page["pieces"] if piece["row"] is not None and piece["text"]):
            key = (piece["table"], piece["row"], piece["column"])
            before = texts.get(key, "")
            glue = "" if not before or piece["glued"] else " "
            texts[key] = before + glue + piece["text"]
    return texts


def pieces_of(page: dict[str, Any], row: int, column: str) -> list[dict[str, Any]]:
    return [piece for piece in page["pieces"] if piece["row"] == row and piece["column"] == column]


def inside(inner: list[float], outer: list[float]) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] - 1 and inner[2] <= outer[2] and inner[3] <= outer[3] + 1


class TestScan:
    @pytest.mark.parametrize("name", PRESETS)
    def test_preset_keeps_its_word(self, name: str, small_pdf: MadePdf) -> None:
        import pypdfium2

        preset = PRESETS[name]
        first = small_pdf.layout | {"pages": small_pdf.layout["pages"][:1]}
        (page,) = scan_pdf(small_pdf.content, first, preset)
        assert page.image.mode == preset.mode
        assert sorted(page.image.size) == [
            pytest.approx(length * preset.dpi / 72, abs=2) for length in (595.28, 841.89)
        ]
        assert preset.skew / 2 <= abs(page.skew) <= preset.skew
        assert page.turn in preset.turns
        assert words_are_dark(page, first["pages"][0])
        document = pypdfium2.PdfDocument(scans_as_pdf([page], preset))
        assert not document[0].get_textpage().get_text_range().strip()
        (image,) = document[0].get_objects()
        metadata = image.get_metadata()
        assert round(metadata.horizontal_dpi) == preset.dpi
        assert image.get_filters() == ["CCITTFaxDecode" if preset.mode == "1" else "DCTDecode"]

    def test_unknown_preset_is_named(self) -> None:
        with pytest.raises(ValueError, match="no preset 'nice600'"):
            list(make_files(truth_named(SMALL), ("scan",), ("nice600",)))

    def test_tiff_is_packed_for_fax(self, small_pdf: MadePdf) -> None:
        from PIL import Image

        layout = small_pdf.layout | {"pages": small_pdf.layout["pages"][:1]}
        pages = scan_pdf(small_pdf.content, layout, PRESETS["fax200"])
        with Image.open(io.BytesIO(scans_as_tiff(pages, PRESETS["fax200"]))) as image:
            assert (image.mode, image.info["compression"], round(image.info["dpi"][0])) == ("1", "group4", 200)

    def test_seal_is_red_over_the_signature(self, small_pdf: MadePdf) -> None:
        import numpy

        pages = small_pdf.layout["pages"]
        signed = next(place for place, page in enumerate(pages) if page["signature"])
        image = scan_pdf(small_pdf.content, small_pdf.layout, PRESETS["colour200"])[signed].image
        pixels = numpy.asarray(image, dtype=int)
        assert ((pixels[..., 0] - pixels[..., 1] > 60) & (pixels[..., 0] > 120)).sum() > 2000


def words_are_dark(page: ScannedPage, layout: dict[str, Any]) -> bool:
    """Where the layout says words stand, the scan has ink."""
    import numpy

    pixels = numpy.asarray(page.image.convert("L"))
    a, b, c, d, e, f = page.to_pixels
    shares = []
    for line in layout["lines"]:
        x0, top, x1, bottom = line["box"]
        y = (top + bottom) / 2 + 1
        xs = numpy.linspace(x0, x1, 200)
        columns = numpy.clip((a * xs + c * y + e).astype(int), 0, pixels.shape[1] - 1)
        rows = numpy.clip((b * xs + d * y + f).astype(int), 0, pixels.shape[0] - 1)
        shares.append(float((pixels[rows, columns] < 140).mean()))
    return min(shares) > 0.05


class TestFonts:
    def test_missing_fonts_say_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from tests.making import fonts

        monkeypatch.setattr(fonts, "_FOLDERS", ())
        monkeypatch.delenv("BOCTACH_FONTS", raising=False)
        with pytest.raises(LookupError, match="fonts-liberation2"):
            fonts.find_fonts()


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_every_truth_in_every_kind(name: str) -> None:
    kinds = ("txt", "md", "html", "docx", "xlsx", "pdf", "scan")
    files = dict(make_files(truth_named(name), kinds, ("office200", "fax200")))
    assert all(files.values())
    assert RowKind.TASK in {row.kind for table in truth_named(name).tables for row in table.rows}
