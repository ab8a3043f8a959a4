"""Exports hold what is published, in forms that open, and nothing of a document runs in them."""

import csv
import json
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pytest
from click.testing import CliRunner
from docx import Document

from pipeline.cli import cli
from pipeline.datasets import DATASETS
from pipeline.export.flat import column_name, defused, sheet_name
from pipeline.export.workbook import export_workbook
from pipeline.frames import load_table
from pipeline.run import run
from pipeline.schema import columns
from pipeline.settings import Settings

RAW = Path(__file__).parents[2] / "data/raw"
HOSTILE = """QUYẾT ĐỊNH
Về việc thử

TT\tNhiệm vụ\tKết quả\tĐơn vị chủ trì
1\t=HYPERLINK("http://example.org")\t- Báo cáo\tVụ Pháp chế
2\t<script>alert(1)</script>\t@SUM(A1)\tVăn phòng Bộ
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    raw = folder / "raw"
    raw.mkdir()
    (raw / "plan.txt").write_text(HOSTILE, encoding="utf-8")
    for file in RAW.glob("*.txt"):
        (raw / file.name).write_bytes(file.read_bytes())
    run(Settings(raw, folder / "parquet", folder / "cache", jobs=1))
    return folder / "parquet"


@pytest.fixture(scope="module")
def exported(published):
    folder = published.parent
    places = {
        "--xlsx": "all.xlsx",
        "--csv": "csv",
        "--jsonl": "jsonl",
        "--duckdb": "all.duckdb",
        "--docx": "docx",
        "--html": "html",
    }
    arguments = [part for option, name in places.items() for part in (option, str(folder / name))]
    result = CliRunner().invoke(cli, ["export", "--out", str(published), *arguments])
    assert result.exit_code == 0, result.output
    return folder


def test_the_workbook_has_every_dataset_and_no_formula(exported, published):
    book = openpyxl.load_workbook(exported / "all.xlsx")
    assert book.sheetnames == [sheet_name(dataset) for dataset in DATASETS]
    sheet = book["Nhiệm vụ"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    assert sheet.max_row == load_table("tasks", out=published).num_rows + 1
    header = [cell.value for cell in sheet[1]]
    tasks = [row[header.index("Nhiệm vụ")] for row in sheet.iter_rows(min_row=2)]
    assert any(cell.value.startswith("=HYPERLINK") for cell in tasks)
    assert all(cell.data_type == "s" for cell in tasks)


def test_csv_opens_in_excel_and_is_defused(exported, published):
    data = (exported / "csv/tasks.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert len(rows) == load_table("tasks", out=published).num_rows
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_json_lines_hold_every_value_as_published(exported, published):
    for dataset in DATASETS:
        rows = [json.loads(line) for line in (exported / f"jsonl/{dataset}.jsonl").read_text("utf-8").splitlines()]
        assert len(rows) == load_table(dataset, out=published).num_rows
    tasks = [json.loads(line) for line in (exported / "jsonl/tasks.jsonl").read_text("utf-8").splitlines()]
    assert {'=HYPERLINK("http://example.org")'} <= {task["task"] for task in tasks}
    assert isinstance(tasks[0]["path"], list)


def test_the_database_answers_and_explains(exported, published):
    with duckdb.connect(str(exported / "all.duckdb"), read_only=True) as database:
        for dataset in DATASETS:
            [(count,)] = database.execute(f'SELECT count(*) FROM "{dataset}"').fetchall()
            assert count == load_table(dataset, out=published).num_rows
        [(comment,)] = database.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'tasks' AND column_name = 'lead'"
        ).fetchall()
    assert comment


def test_each_plan_is_a_page_and_a_word_file(exported):
    pages, files = sorted((exported / "html").glob("*.html")), sorted((exported / "docx").glob("*.docx"))
    assert len(pages) == len(files) == 3
    hostile = next(text for page in pages if "HYPERLINK" in (text := page.read_text("utf-8")))
    assert "<script>alert" not in hostile and "&lt;script&gt;alert" in hostile
    sections = next(table for file in files if len((table := Document(str(file)).tables[0]).rows) == 36 + 9 + 1)
    assert sections.rows[0].cells[0].text == "TT"
    assert "I. Thể chế số" in sections.rows[1].cells[0].text


def test_every_dataset_and_column_has_a_vietnamese_name():
    for dataset in DATASETS:
        assert sheet_name(dataset) and len(sheet_name(dataset)) <= 31
        assert all(column_name(column.name) for column in columns(dataset))


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@x", "\t=1", "＝1"])
def test_formulas_are_defused(text):
    assert defused(text) == f"'{text}"


def test_a_workbook_takes_what_xml_and_excel_do_not(tmp_path):
    table = pa.table({"text": ["a\x00b", "dài " * 20_000]})
    export_workbook([("paragraphs", table)], tmp_path / "x.xlsx")
    values = [row[0].value for row in openpyxl.load_workbook(tmp_path / "x.xlsx").active.iter_rows(min_row=2)]
    assert values[0] == "a\ufffdb" and len(values[1]) <= 32_767 and values[1].endswith("(cắt bớt)")


def test_one_year_only(published, tmp_path):
    CliRunner().invoke(cli, ["export", "--out", str(published), "--year", "2022", "--jsonl", str(tmp_path)])
    assert {json.loads(line)["year"] for line in (tmp_path / "tasks.jsonl").read_text("utf-8").splitlines()} == {2022}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say what to write"),
        (["--csv", "x", "--out", "nowhere"], "Run: make extract"),
    ],
)
def test_wrong_use_is_one_sentence(arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["export", *arguments])
    assert result.exit_code == 2 and sentence in result.output and not list(tmp_path.iterdir())
