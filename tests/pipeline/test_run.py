"""Runs over a folder: nothing new, changed and removed files, bad input, equal bytes, interruption."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from pipeline.errors import RunError
from pipeline.publish import published_files
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.sources import why_refused

SEEDS = Path(__file__).parents[2] / "data/raw"
PLAN = "QUYẾT ĐỊNH\n\nBan hành Kế hoạch năm {year}\n\nTT\tNhiệm vụ\tĐơn vị chủ trì\n1\tSố hóa hồ sơ\tVụ Pháp chế\n"


@pytest.fixture
def settings(tmp_path):
    raw = tmp_path / "tài liệu 'gốc'"
    raw.mkdir()
    for year in (2024, 2025):
        (raw / f"kế hoạch {year}.txt").write_text(PLAN.format(year=year), encoding="utf-8")
    return Settings(raw, tmp_path / "out", tmp_path / "cache", jobs=1)


def load(settings, dataset):
    return ds.dataset(settings.out / dataset, partitioning="hive").to_table().to_pylist()


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in published_files(folder)}


def test_first_run_publishes_and_the_second_does_nothing(settings):
    assert len(run(settings).read) == 2
    times = {path: path.stat().st_mtime_ns for path in published_files(settings.out)}
    report = run(settings)
    assert report.is_unchanged and len(report.summaries) == 2
    assert {path: path.stat().st_mtime_ns for path in published_files(settings.out)} == times


def test_a_changed_file_is_read_again_and_only_its_year_rewritten(settings):
    run(settings)
    file = settings.raw / "kế hoạch 2024.txt"
    file.write_text(PLAN.format(year=2024) + "2\tTổng kết\tVụ Pháp chế\n", encoding="utf-8")
    report = run(settings)
    assert report.read == ("kế hoạch 2024.txt",)
    assert not [name for name in report.written if "year=2025" in name]
    assert len([task for task in load(settings, "tasks") if task["year"] == 2024]) == 2


def test_rows_of_a_removed_file_go(settings):
    run(settings)
    (settings.raw / "kế hoạch 2024.txt").unlink()
    report = run(settings)
    assert report.removed == ("kế hoạch 2024.txt",)
    assert {task["year"] for task in load(settings, "tasks")} == {2025}
    assert not list(settings.out.rglob("year=2024"))


def test_a_renamed_file_is_not_read_again(settings):
    run(settings)
    (settings.raw / "kế hoạch 2024.txt").rename(settings.raw / "a.txt")
    report = run(settings)
    assert report.read == ()
    assert {row["source_path"] for row in load(settings, "documents")} == {"a.txt", "kế hoạch 2025.txt"}


def test_two_runs_into_two_folders_give_equal_bytes(settings, tmp_path):
    run(settings)
    other = Settings(settings.raw, tmp_path / "out 2", tmp_path / "cache 2", jobs=2)
    run(other)
    assert contents(settings.out) == contents(other.out) != {}


def test_a_pool_gives_what_one_worker_gives(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(20):
        (raw / f"{number}.txt").write_text(PLAN.format(year=2000 + number) + f"{number + 2}\tx\ty\n", encoding="utf-8")
    one, many = (Settings(raw, tmp_path / f"out{jobs}", tmp_path / f"cache{jobs}", jobs=jobs) for jobs in (1, 2))
    run(one)
    run(many)
    assert contents(one.out) == contents(many.out)


def test_copies_are_counted_once_and_told(settings):
    shutil.copy(settings.raw / "kế hoạch 2024.txt", settings.raw / "z bản sao.txt")
    run(settings)
    [copy] = [row for row in load(settings, "documents") if row["source_path"] == "z bản sao.txt"]
    assert (copy["status"], copy["failure"], copy["document_id"]) == ("failed", "copy_of_another", None)
    assert "kế hoạch 2024.txt" in copy["failure_message"]
    assert len(load(settings, "tasks")) == 2


BAD = {
    "trống.txt": (b"", "failed", "empty_file"),
    "khoảng trắng.txt": (b" \n\t\r\n", "failed", "empty_file"),
    "nhị phân.txt": (bytes(range(256)) * 50, "failed", "binary_content"),
    "không bảng.txt": ("QUYẾT ĐỊNH\n\nVề việc khen thưởng\n\nĐiều 1. Tặng giấy khen.".encode(), "partial", "no_table"),
    "không tiêu đề.txt": (
        "KẾ HOẠCH\n\n1\tSố hóa hồ sơ lưu trữ\tSở Nội vụ\tQuý I\n2\tTập huấn kỹ năng\tSở Y tế\tQuý II\n".encode(),
        "partial",
        "table_without_header",
    ),
    "một dòng.txt": (("Kế hoạch " * 1_000_000).encode(), "failed", "line_too_long"),
    "lạ 'tên' \"ngoặc\".zip": (b"PK\x03\x04" + bytes(100), "failed", "archive"),
    "ảnh.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "failed", "damaged_picture"),
    "mã lạ.txt": (
        "Постановление правительства об утверждении плана".encode("koi8-r") * 20,
        "failed",
        "encoding_unknown",
    ),
}
LEGACY = {
    "utf16.txt": "utf-16",
    "utf16le.txt": "utf-16-le",
    "utf8bom.txt": "utf-8-sig",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_row_that_says_what_to_do(settings, name):
    content, status, code = BAD[name]
    (settings.raw / name).write_bytes(content)
    report = run(settings)
    [row] = [row for row in load(settings, "documents") if row["source_path"] == name]
    assert (row["status"], row["failure"]) == (status, code)
    assert row["failure_message"].endswith(".") and len(row["failure_message"]) > 40
    assert len(report.summaries) == 3, "the others go on"
    assert sum(task["year"] in (2024, 2025) for task in load(settings, "tasks")) == 2


@pytest.mark.parametrize("name", LEGACY)
def test_other_encodings_give_the_same_words(settings, name):
    (settings.raw / name).write_bytes(PLAN.format(year=2026).encode(LEGACY[name]))
    run(settings)
    [task] = [task for task in load(settings, "tasks") if task["year"] == 2026]
    assert task["task_raw"] == "Số hóa hồ sơ"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_a_row(settings):
    secret = settings.raw / "kín.txt"
    secret.write_text("x", encoding="utf-8")
    secret.chmod(0)
    assert_unreadable(settings, "kín.txt", "chmod u+r")


def test_a_refusal_of_the_system_comes_with_advice():
    assert "chmod u+r" in why_refused(PermissionError(13, "Permission denied"))
    assert "Check the disk" in why_refused(OSError(5, "Input/output error"))


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are POSIX")
@pytest.mark.parametrize("make", [lambda path: path.symlink_to("không có"), os.mkfifo], ids=["link to nothing", "pipe"])
def test_a_name_that_leads_to_no_file_is_a_row(settings, make):
    make(settings.raw / "lạ.txt")
    assert_unreadable(settings, "lạ.txt", "Put it back")


def assert_unreadable(settings, name, advice):
    summary = run(settings).summaries[name]
    assert (summary.status, summary.failure) == ("failed", "unreadable_file")
    assert advice in summary.message
    assert len(load(settings, "tasks")) == 2, "the others go on"
    assert run(settings).written == (), "tried again, and nothing written for it"


def test_a_fault_of_the_program_is_a_row_too(settings, monkeypatch):
    monkeypatch.setattr("pipeline.process.assemble", lambda reading: 1 // 0)
    summaries = run(settings).summaries
    assert {summary.failure for summary in summaries.values()} == {"internal_error"}


def command(settings, *options):
    options = ["--raw", settings.raw, "--out", settings.out, "--cache", settings.cache, *options]
    line = [sys.executable, "-m", "pipeline", "extract", *map(str, options)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_exit_codes(settings):
    assert command(settings).returncode == 0
    assert command(settings, "--strict").returncode == 0
    (settings.raw / "hỏng.txt").write_bytes(b"")
    assert command(settings).returncode == 0
    assert command(settings, "--strict").returncode == 1
    assert command(settings, "--jobs", "0").returncode == 2
    wrong = command(Settings(settings.raw / "không có", settings.out, settings.cache))
    assert wrong.returncode == 2 and "There is no folder" in wrong.stderr and "Traceback" not in wrong.stderr


def test_json_is_one_object(settings):
    import json

    report = json.loads(command(settings, "--json").stdout)
    assert [document["tasks"] for document in report["documents"]] == [1, 1]
    assert json.loads(command(settings, "--json").stdout)["unchanged"] is True


def test_an_output_that_is_a_file_is_said_in_a_sentence(settings):
    settings.out.write_text("x")
    seen = command(settings)
    assert seen.returncode == 2 and "Traceback" not in seen.stderr


def test_a_cache_that_cannot_be_written_is_said_in_a_sentence(settings):
    settings.cache.write_text("x")
    with pytest.raises(RunError, match="--cache folder"):
        run(Settings(settings.raw, settings.out, settings.cache / "below a file", jobs=1))


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_interrupted_run_leaves_the_published_data_and_the_next_goes_on(settings):
    run(settings)
    before = contents(settings.out)
    for number in range(400):
        (settings.raw / f"mới {number}.txt").write_text(
            PLAN.format(year=2026) + f"{number}\tx\ty\n" * 40, encoding="utf-8"
        )
    line = [sys.executable, "-m", "pipeline", "extract", "--jobs", "1"]
    options = ["--raw", settings.raw, "--out", settings.out, "--cache", settings.cache]
    child = subprocess.Popen([*line, *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    child.send_signal(2)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    assert "run again" in errors and "Traceback" not in errors
    assert contents(settings.out) == before
    report = run(settings)
    assert 0 < len(report.read) < 400, "results of the cut-off run are kept"
    assert len(load(settings, "documents")) == 402


def test_damaged_cache_and_manifest_are_made_again(settings):
    run(settings)
    before = contents(settings.out)
    for path in settings.cache.rglob("*.arrows"):
        path.write_bytes(path.read_bytes()[:50])
    (settings.out / "_manifest.json").write_text("{rubbish", encoding="utf-8")
    run(settings)
    assert contents(settings.out) == before


def test_a_missing_published_file_is_written_again(settings):
    run(settings)
    before = contents(settings.out)
    next(iter(published_files(settings.out))).unlink()
    assert not run(settings).is_unchanged
    assert contents(settings.out) == before


def test_help_does_not_import_what_is_slow():
    slow = "{'pyarrow', 'pandas', 'rich', 'yaml', 'spacy'}"
    code = f"import sys; from pipeline.cli import cli; print(sorted(set(sys.modules) & {slow}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


WITHOUT_PANDAS = """
import sys
from pipeline.cli import cli
from pipeline.frames import load
raw, out, cache = sys.argv[1:]
cli(["extract", "--raw", raw, "--out", out, "--cache", cache], standalone_mode=False)
print("pandas" in sys.modules, len(load("tasks", out=out)))
"""


def test_a_run_needs_no_pandas_and_a_table_asked_for_afterwards_is_there(settings):
    line = [sys.executable, "-c", WITHOUT_PANDAS, settings.raw, settings.out, settings.cache]
    said = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "False 2"


def test_times_of_change_decide_and_not_the_clock(settings):
    run(settings)
    file = settings.raw / "kế hoạch 2024.txt"
    os.utime(file, (time.time() - 10**8,) * 2)
    assert run(settings).read == ()


def test_the_published_files_are_described_beside_them(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "plan.txt").write_bytes(next(SEEDS.glob("*.txt")).read_bytes())
    run(Settings(raw, tmp_path / "parquet", tmp_path / "cache", jobs=1))
    package = json.loads((tmp_path / "parquet/datapackage.json").read_text(encoding="utf-8"))
    files = {path for resource in package["resources"] for path in resource["path"]}
    there = {path.relative_to(tmp_path / "parquet").as_posix() for path in (tmp_path / "parquet").rglob("*.parquet")}
    assert files == there
