"""A Dask cluster of processes of their own: equal records, unfit workers told, lost workers survived."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from pipeline.errors import RunError
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.work.tasks import Limits
from tests.pipeline import stand_ins
from tests.pipeline.test_run import PLAN, contents

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow


@pytest.fixture
def settings(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(30):
        (raw / f"{number}.txt").write_text(PLAN.format(year=2000 + number % 3) + f"{number + 2}\tx\ty\n", "utf-8")
    (raw / "quét.pdf").write_bytes(stand_ins.picture_pdf(6))
    return Settings(raw, tmp_path / "out", tmp_path / "cache", jobs=2, read_page=stand_ins.read_page)


def started(arguments, pattern, **options):
    """A process, and what its first line that fits the pattern says."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    for line in process.stdout:
        if found := re.search(pattern, line):
            return process, found[0]
    raise AssertionError(f"{arguments} ended")


@pytest.fixture
def scheduler():
    line = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
    ]
    process, address = started(line, r"tcp://127\.0\.0\.1:\d+")
    yield address
    process.kill()
    process.wait()


@pytest.fixture
def worker(scheduler, tmp_path):
    """Starts workers of the scheduler."""
    processes = []

    def start(**options):
        line = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler, "--nthreads", "1", "--no-dashboard"]
        line += ["--local-directory", str(tmp_path)]
        process, _ = started(line, "Registered to", start_new_session=True, **options)
        processes.append(process)
        return process

    yield start
    for process in processes:
        end(process)


def end(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_workers_of_a_scheduler_give_equal_records(settings, tmp_path, scheduler, worker):
    worker()
    worker()
    run(settings)
    other = replace(settings, out=tmp_path / "out 2", cache=tmp_path / "cache 2", scheduler=scheduler)
    report = run(other)
    assert len(report.read) == 31 and report.pages == 6
    assert contents(other.out) == contents(settings.out) != {}


def test_stuck_and_crashing_pages_are_given_up_there_too(settings):
    limits = Limits(page_seconds=8.0, memory=2 * 2**30)
    faulty = replace(settings, read_page=stand_ins.read_with_faults, limits=limits, scheduler="local:2")
    summary = run(faulty).summaries["quét.pdf"]
    assert (summary.status, summary.failure) == ("partial", "pages_not_read")
    assert "Pages 2, 3, 4, 5, 6 " in summary.message


def test_a_lost_worker_loses_nothing(settings, tmp_path, scheduler, worker):
    run(replace(settings, read_page=stand_ins.read_slowly))
    lost, _ = worker(), worker()
    other = replace(settings, out=tmp_path / "out 2", cache=tmp_path / "cache 2", scheduler=scheduler)

    def listen(event, seen=[]):  # noqa: B006
        seen.append(event)
        if len(seen) == 3:
            end(lost)

    run(replace(other, read_page=stand_ins.read_slowly), listen)
    assert contents(other.out) == contents(settings.out)


def test_a_worker_without_our_code_is_told(settings, tmp_path, worker, scheduler):
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    worker(cwd=tmp_path, env={**plain, "PYTHONSAFEPATH": "1"})
    with pytest.raises(RunError, match=r"worker tcp.+(Bóc Tách is not installed there|cannot work for this run)"):
        run(replace(settings, scheduler=scheduler))


def test_a_worker_with_other_code_is_told(settings, tmp_path, worker, scheduler):
    import shutil
    from pathlib import Path

    root = Path(__file__).parents[2]
    for package in ("extractors", "normalizers", "pipeline", "tests"):
        shutil.copytree(root / package, tmp_path / "cũ" / package, ignore=shutil.ignore_patterns("__pycache__", "gold"))
    with (tmp_path / "cũ/pipeline/judging.py").open("a", encoding="utf-8") as file:
        file.write("# another version\n")
    worker(cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path / "cũ")})
    with pytest.raises(RunError, match="another version of boctach"):
        run(replace(settings, scheduler=scheduler))


def test_a_worker_without_tesseract_is_told(settings, worker, scheduler):
    worker(env={**os.environ, "PATH": ""})
    with pytest.raises(RunError, match="has no Tesseract with the Vietnamese model"):
        run(replace(settings, scheduler=scheduler))
    assert not settings.out.exists() or not contents(settings.out), "told before any work is sent"


@pytest.mark.parametrize(("lacks", "said"), [("cache", "see the cache"), ("raw", "see the documents")])
def test_a_worker_that_does_not_see_the_shared_disk_is_told(settings, lacks, said):
    from pipeline.fingerprint import code_stamp
    from pipeline.work.cluster import see_worker
    from pipeline.work.tasks import Workplace

    settings.cache.mkdir()
    (settings.cache / "probe").write_bytes(b"seen")
    place = Workplace(str(settings.raw), str(settings.cache), code_stamp(), "", settings.read_page)
    assert see_worker(place, "probe") == ""
    elsewhere = replace(place, **{lacks: str(settings.out / "elsewhere")})
    assert said in see_worker(elsewhere, "probe")


def test_no_scheduler_and_no_workers_are_told(settings, scheduler, monkeypatch):
    monkeypatch.setattr("pipeline.work.cluster._CONNECT_SECONDS", 2)
    with pytest.raises(RunError, match="No Dask scheduler answers"):
        run(replace(settings, scheduler="tcp://127.0.0.1:9"))
    with pytest.raises(RunError, match="has no workers"):
        run(replace(settings, scheduler=scheduler))
    with pytest.raises(RunError, match="No Dask scheduler answers at local:hai"):
        run(replace(settings, scheduler="local:hai"))
