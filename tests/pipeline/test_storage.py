"""Folders here and behind s3://: the same entries, the same run, the same bytes, one run at a time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline as bt
from pipeline.errors import RunError
from pipeline.publish import published_files
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.storage.folder import open_folder
from pipeline.storage.lock import holder
from tests.pipeline import stand_ins
from tests.pipeline.test_run import PLAN


@pytest.fixture(params=["here", "s3"])
def folder(request, tmp_path):
    if request.param == "here":
        return open_folder(tmp_path / "thư mục")
    return open_folder(f"{request.getfixturevalue('bucket')}/thư mục")


def test_entries_are_written_replaced_listed_and_taken_away(folder, tmp_path):
    assert folder.read("a/b") is None and not folder.has("a/b") and folder.version("a/b") == 0
    folder.write("a/b", b"1")
    first = folder.version("a/b")
    folder.write("a/b", b"22")
    assert folder.version("a/b") != first
    file = tmp_path / "c"
    file.write_bytes(b"333")
    folder.put("a/c", file)
    assert not file.exists()
    assert {(entry.name, entry.size) for entry in folder.entries("a")} == {("a/b", 2), ("a/c", 3)}
    folder.remove("a/b")
    folder.remove("a/b")
    assert folder.read("a/b") is None and folder.read("a/c") == b"333"


def test_one_run_at_a_time(folder):
    with folder.locked(), pytest.raises(RunError, match=r"Another run \(process \d+ on .+ is writing"), folder.locked():
        pass
    with folder.locked():
        pass


def test_the_lock_of_a_dead_process_is_taken_over(folder):
    child = [sys.executable, "-c", "from pipeline.storage.lock import holder; print(holder().decode())"]
    left = subprocess.run(child, capture_output=True, check=True).stdout
    folder.write(".lock", left)
    with folder.locked():
        assert folder.has(".lock")


def test_the_lock_of_another_machine_is_left_alone(bucket):
    folder = open_folder(bucket)
    folder.write(".lock", json.dumps(json.loads(holder()) | {"host": "máy khác"}).encode())
    with pytest.raises(RunError, match=r"on máy khác.+If it was killed, delete s3://.+/\.lock"), folder.locked():
        pass


@pytest.fixture
def here(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for year in (2024, 2025):
        (raw / f"kế hoạch {year}.txt").write_text(PLAN.format(year=year), encoding="utf-8")
    (raw / "quét.pdf").write_bytes(stand_ins.picture_pdf(3))
    (raw / "~$khóa.docx").write_bytes(b"x")
    return Settings(raw, tmp_path / "out", tmp_path / "cache", jobs=2, read_page=stand_ins.read_page)


@pytest.fixture
def there(here, bucket):
    raw = open_folder(f"{bucket}/gốc")
    for file in Path(here.raw).iterdir():
        raw.write(file.name, file.read_bytes())
    return Settings(f"{bucket}/gốc", f"{bucket}/out", f"{bucket}/cache", jobs=2, read_page=stand_ins.read_page)


def objects(settings):
    folder = open_folder(settings.out)
    return {entry.name: folder.read(entry.name) for entry in folder.entries() if entry.name.endswith(".parquet")}


def test_a_run_over_s3_gives_the_bytes_of_a_run_here(here, there):
    run(here)
    report = run(there)
    assert len(report.read) == 3 and report.pages == 3
    assert objects(there) == {
        path.relative_to(here.out).as_posix(): path.read_bytes() for path in published_files(here.out)
    }
    assert run(there).is_unchanged
    names = {entry.name for entry in open_folder(there.out).entries() if "/" not in entry.name}
    assert names == {"_manifest.json", "datapackage.json"}


def test_datasets_behind_an_address_are_loaded_alike(here, there):
    run(here)
    run(there)
    assert bt.load("tasks", out=there.out).equals(bt.load("tasks", out=here.out))
    with pytest.raises(RunError, match="Nothing is published"):
        bt.load("tasks", out=f"{there.out}/không có")


def test_changed_and_removed_objects_are_seen(there):
    run(there)
    raw = open_folder(there.raw)
    raw.write("kế hoạch 2024.txt", PLAN.format(year=2024).replace("hồ sơ", "sổ hộ").encode())  # as long as before
    raw.remove("kế hoạch 2025.txt")
    report = run(there)
    assert (report.read, report.removed) == (("kế hoạch 2024.txt",), ("kế hoạch 2025.txt",))
    assert not [name for name in objects(there) if "year=2025" in name]


def test_an_address_that_does_not_answer_is_said_in_a_sentence(here, s3_server):
    with pytest.raises(RunError, match="could not be written to s3://"):
        run(Settings(here.raw, "s3://khong-co-xo/out", here.cache, jobs=1))
    with pytest.raises(RunError, match="Invalid bucket name"):
        run(Settings(here.raw, "s3://xô sai tên/out", here.cache, jobs=1))
    with pytest.raises(RunError, match=r"cannot be opened"):
        run(Settings(here.raw, "lạ://x/out", here.cache, jobs=1))


def test_local_runs_do_not_import_storage_libraries(here):
    run(here)
    code = (
        "import sys; from pathlib import Path; from pipeline.run import run; from pipeline.settings import Settings\n"
        f"from tests.pipeline.stand_ins import read_page\n"
        f"assert run(Settings(Path({str(here.raw)!r}), Path({str(here.out)!r}), read_page=read_page)).is_unchanged\n"
        "print(sorted(set(sys.modules) & {'fsspec', 's3fs', 'pyarrow', 'distributed', 'dask'}))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
