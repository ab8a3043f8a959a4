"""Corrections in runs: noticed when they change, applied to their document only, told in the summary."""

import pyarrow.dataset as ds
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.process import document_id
from pipeline.run import run
from pipeline.settings import Settings
from tests.pipeline.test_corrections import PLAN


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "raw/b.txt").write_text(PLAN.replace("2024", "2025"), encoding="utf-8")
    return Settings(
        tmp_path / "raw", tmp_path / "out", tmp_path / "cache", jobs=1, corrections=tmp_path / "corrections"
    )


def correct(settings, text, name="a.txt"):
    settings.corrections.mkdir(exist_ok=True)
    file = settings.corrections / f"{document_id((settings.raw / name).read_bytes())}.yml"
    file.write_text(text, encoding="utf-8")
    return file


def leads(settings):
    rows = ds.dataset(settings.out / "tasks", partitioning="hive").to_table().to_pylist()
    return [row["lead"] for row in sorted(rows, key=lambda row: row["year"])]


ENTRY = "- {row: I/1, cell: lead, was: Vụ Pháp chế, now: Vụ Kế hoạch}\n"
BEFORE = ["Vụ Pháp chế", "Cục Thử nghiệm", "Văn phòng Bộ"]


def test_a_correction_is_noticed_applied_to_its_document_and_undone_by_deleting_it(settings):
    run(settings)
    file = correct(settings, ENTRY)
    report = run(settings)
    assert report.read == ("a.txt",) and leads(settings) == ["Vụ Kế hoạch", *BEFORE[1:], *BEFORE]
    assert report.summaries["a.txt"].corrected == 1 and run(settings).is_unchanged
    file.unlink()
    assert run(settings).read == () and leads(settings) == BEFORE * 2, "the result of before was kept"


def test_a_touched_file_changes_nothing(settings):
    file = correct(settings, ENTRY)
    run(settings)
    file.write_text(ENTRY, encoding="utf-8")
    assert run(settings).is_unchanged


def test_corrections_of_documents_that_are_not_there_are_told_once(settings):
    correct(settings, ENTRY).rename(settings.corrections / "0123456789ab.yml")
    for report in (run(settings), run(settings)):
        assert report.notices == ("Corrections for documents that are not in the raw folder: 0123456789ab.yml.",)
    assert run(settings).is_unchanged


def test_decisions_about_names_are_stamped_too(settings):
    run(settings)
    settings.corrections.mkdir()
    (settings.corrections / "gazetteer.yml").write_text(
        "- {name: Cục Thử nghiệm, ignore: true}\n- 7\n", encoding="utf-8"
    )
    report = run(settings)
    assert len(report.read) == 2 and report.notices[0].startswith("gazetteer.yml, line 2: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [("- {row: I/9, cell: lead, was: a, now: b}", "line 1: There is no row I/9."), ("- '", "line 1: This")],
)
def test_what_is_wrong_is_printed_with_file_and_line(settings, text, said):
    file = correct(settings, text)
    options = ["--raw", settings.raw, "--out", settings.out, "--cache", settings.cache, "--jobs", "1"]
    done = CliRunner().invoke(
        cli, ["extract", *map(str, options), "--corrections", str(settings.corrections), "--strict"]
    )
    assert f"{file.name} (a.txt), {said}" in done.output and "Traceback" not in done.output
    assert "2 of 2 documents read" in done.output and done.exit_code == 1


def test_a_file_that_is_not_utf8(settings):
    correct(settings, "").write_bytes(b"- {row: I/1,\n cell: \xff}")
    [notice] = run(settings).summaries["a.txt"].notices
    assert notice == "line 2: The file is not UTF-8; save it as UTF-8."
