"""What may happen to a run: killed, out of room, without rights, beside another, with sources that change under it."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from pipeline.errors import RunError
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.storage.folder import open_folder
from pipeline.summary import Progress
from tests.pipeline import stand_ins
from tests.pipeline.test_run import PLAN, contents, load

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals and limits are POSIX")


@pytest.fixture
def settings(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(6):
        write_plan(raw, number, year=2023 + number % 3)
    (raw / "quét.pdf").write_bytes(stand_ins.picture_pdf(3))
    return Settings(
        raw, tmp_path / "out", tmp_path / "cache", jobs=2, scheduler="serial", read_page=stand_ins.read_page
    )


def write_plan(raw, number, year, words="Tổng kết"):
    text = PLAN.format(year=year) + f"2\t{words} đợt {number}\tSở Nội vụ\n"
    (raw / f"kế hoạch {number}.txt").write_text(text, encoding="utf-8")


def in_folder(settings, folder):
    return replace(settings, out=folder / "out", cache=folder / "cache")


def change_sources(raw):
    """A document more, one less, one with other words, one that moves to another year."""
    write_plan(raw, 9, 2024)
    (raw / "kế hoạch 0.txt").unlink()
    write_plan(raw, 1, 2024, "Sơ kết")
    write_plan(raw, 2, 2023)


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize(("scheduler", "trials"), [("serial", 24), ("", 3)], ids=["serial", "pool"])
def test_killed_runs_lose_nothing(settings, tmp_path, scheduler, trials):
    from tests.pipeline.warm import run_quietly

    start = in_folder(settings, tmp_path / "start")
    run(start)
    change_sources(settings.raw)
    whole = in_folder(settings, tmp_path / "whole")
    run(whole)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.pipeline.warm"])
    chance, kills = random.Random(2024), 0
    for trial in range(trials):
        cut = replace(in_folder(settings, tmp_path / f"{trial}"), scheduler=scheduler)
        if trial % 2:
            shutil.copytree(start.out.parent, cut.out.parent)
        for _ in range(3):
            child = context.Process(target=run_quietly, args=(cut,))
            child.start()
            time.sleep(chance.uniform(0.0, 0.5 if scheduler else 2.0))
            kills += child.is_alive()
            os.kill(child.pid, signal.SIGKILL) if child.is_alive() else None
            child.join()
        run(cut)
        assert contents(cut.out) == contents(whole.out), f"trial {trial}"
        assert run(cut).is_unchanged and not left_over(cut)
    assert kills >= trials, "runs ended before they were killed: the test proves nothing"


def left_over(settings):
    return [path for path in settings.out.iterdir() if path.name in (".staging", ".publishing")]


FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.errors import RunError
from tests.pipeline.stand_ins import read_page
try:
    run(Settings(Path({raw!r}), Path({out!r}), Path({cache!r}), jobs=1, read_page=read_page))
except RunError as problem:
    print(problem)
"""


@posix_only
@pytest.mark.parametrize("size", [0, 3_000, 20_000])
def test_no_room_on_the_disk_is_said_and_leaves_what_was_published(settings, tmp_path, size):
    run(settings)
    before = contents(settings.out)
    change_sources(settings.raw)
    code = FULL.format(size=size, raw=str(settings.raw), out=str(settings.out), cache=str(settings.cache))
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "Make room" in said and "File too large" in said
    assert contents(settings.out) == before
    run(settings)
    whole = in_folder(settings, tmp_path / "whole")
    run(whole)
    assert contents(settings.out) == contents(whole.out)


def test_an_output_without_right_to_write_is_said(settings, monkeypatch):
    settings.out.mkdir()
    if os.geteuid() != 0:
        settings.out.chmod(0o500)
    else:  # root may write anywhere but where there is no disk
        settings = replace(settings, out=settings.out.__class__("/proc/nothing"))
    with pytest.raises(RunError, match="Make room or rights there"):
        run(settings)


@posix_only
def test_a_second_run_is_told_who_is_at_work(settings):
    folder = open_folder(settings.out)
    with folder.locked(), pytest.raises(RunError, match=rf"process {os.getpid()} on .+ is writing to .+out"):
        run(settings)
    run(settings)
    with folder.locked():
        assert run(settings).is_unchanged, "a run with nothing to do writes nothing and needs no lock"


def disturbed(settings, at, disturb):
    """A run that is disturbed when so many documents are done."""
    done = []

    def listen(event):
        if isinstance(event, Progress):
            done.append(event)
            if len(done) == at:
                disturb()

    return run(settings, listen)


@pytest.mark.parametrize("at", [1, 3, 6])
def test_sources_that_change_or_go_while_a_run_reads(settings, tmp_path, at):
    report = disturbed(settings, at, lambda: change_sources(settings.raw))
    run(settings)
    whole = in_folder(settings, tmp_path / "whole")
    run(whole)
    assert contents(settings.out) == contents(whole.out)
    assert not [summary for summary in report.summaries.values() if summary.status == "failed"]


def test_a_source_that_never_rests_is_a_row_and_the_next_run_reads_it(settings, monkeypatch):
    from pipeline.planning import plan_steps

    def plan_then_write(*arguments):
        yield from list(plan_steps(*arguments))
        write_plan(settings.raw, 5, 2024, f"lần {time.perf_counter_ns()}")

    monkeypatch.setattr("pipeline.update.plan_steps", plan_then_write)
    summary = run(settings).summaries["kế hoạch 5.txt"]
    assert (summary.status, summary.failure) == ("failed", "source_changing")
    monkeypatch.undo()
    assert run(settings).summaries["kế hoạch 5.txt"].status == "ok"
    assert run(settings).is_unchanged


def test_a_source_that_went_and_came_back_has_no_stale_failure(settings):
    file = settings.raw / "kế hoạch 5.txt"
    content = file.read_bytes()
    file.unlink()
    file.symlink_to("không có")
    assert run(settings).summaries["kế hoạch 5.txt"].failure == "unreadable_file"
    file.unlink()
    file.write_bytes(content)
    assert run(settings).summaries["kế hoạch 5.txt"].status == "ok"


@pytest.mark.parametrize("damage", ["deleted", "cut", "flipped", "emptied"])
def test_a_damaged_cache_costs_time_and_nothing_else(settings, tmp_path, damage):
    run(settings)
    for path in [path for path in settings.cache.rglob("*") if path.is_file()]:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        content = {"cut": bytes(data[: len(data) // 2]), "flipped": bytes(data), "emptied": b""}.get(damage)
        path.unlink() if content is None else path.write_bytes(content)
    change_sources(settings.raw)
    run(settings)
    whole = in_folder(settings, tmp_path / "whole")
    run(whole)
    assert contents(settings.out) == contents(whole.out)


def test_the_cache_keeps_within_its_size_and_the_next_run_is_right(settings, tmp_path):
    small = replace(settings, cache_bytes=1)
    run(small)
    assert not list((small.cache / "pages").rglob("*.page")), "pages are needed only when the code changes"
    assert len(list((small.cache / "documents").rglob("*.arrows"))) == 7, "results in use stay"
    change_sources(settings.raw)
    run(small)
    whole = in_folder(settings, tmp_path / "whole")
    run(whole)
    assert contents(small.out) == contents(whole.out)


def test_a_clock_that_jumps_changes_nothing(settings, tmp_path, monkeypatch):
    run(settings)
    for number, file in enumerate(sorted(settings.raw.iterdir())):
        os.utime(file, ((10**9, 10**9) if number % 2 else (4 * 10**9, 4 * 10**9)))
    monkeypatch.setattr("time.time", lambda: 12.0)
    assert run(settings).read == ()
    change_sources(settings.raw)
    run(settings)
    monkeypatch.undo()
    whole = in_folder(settings, tmp_path / "whole")
    run(whole)
    assert contents(settings.out) == contents(whole.out)


def test_a_failed_document_is_left_alone_until_asked(settings):
    (settings.raw / "hỏng.pdf").write_bytes(b"%PDF-1.7 rubbish")
    assert "hỏng.pdf" in run(settings).read
    write_plan(settings.raw, 7, 2024)
    assert run(settings).read == ("kế hoạch 7.txt",)
    assert run(replace(settings, retry_failed=True)).read == ("hỏng.pdf",)
    assert [row["failure"] for row in load(settings, "documents") if row["status"] == "failed"] == ["damaged_pdf"]
