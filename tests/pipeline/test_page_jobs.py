"""Scans: every page a job of its own, kept when it is read; the same result whatever does the work."""

from dataclasses import replace

import pytest

from extractors.recognition import PagesWanted, given_up
from pipeline.page_cache import PageCache, decode_page, encode_page
from pipeline.process import process
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.storage.folder import open_folder
from pipeline.summary import PageProgress
from pipeline.work.tasks import Limits
from tests.pipeline import stand_ins
from tests.pipeline.test_run import PLAN, contents, load

PAGES = 7


@pytest.fixture
def settings(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "quét.pdf").write_bytes(stand_ins.picture_pdf(PAGES))
    (raw / "kế hoạch.txt").write_text(PLAN.format(year=2024), "utf-8")
    return Settings(raw, tmp_path / "out", tmp_path / "cache", jobs=2, read_page=stand_ins.read_page)


def elsewhere(settings, tmp_path, name, **changes):
    return replace(settings, out=tmp_path / f"out {name}", cache=tmp_path / f"cache {name}", **changes)


def heard(settings):
    events = []
    report = run(settings, events.append)
    return report, [event.number for event in events if isinstance(event, PageProgress)]


def test_reading_says_which_pages_it_needs():
    with pytest.raises(PagesWanted) as wanted:
        process(stand_ins.picture_pdf(3), pages={2: stand_ins.read_page(b"", 2)}.get)
    assert wanted.value.numbers == (1, 3)


def test_pages_become_tasks_with_their_places(settings):
    report, numbers = heard(settings)
    assert sorted(numbers) == list(range(1, PAGES + 1)) and report.pages == PAGES
    [document] = [row for row in load(settings, "documents") if row["file_kind"] == "pdf"]
    assert (document["status"], document["reading"], document["ocr_page_count"]) == ("ok", "ocr", PAGES)
    tasks = [task for task in load(settings, "tasks") if task["document_id"] == document["document_id"]]
    assert [task["ordinal"] for task in tasks] == [str(number) for number in range(1, PAGES + 1)]
    assert [task["pages"] for task in tasks] == [[number] for number in range(1, PAGES + 1)]
    assert run(settings).is_unchanged


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", ["serial", "local:2"])
def test_all_executors_give_equal_records(settings, tmp_path, scheduler):
    run(settings)
    other = elsewhere(settings, tmp_path, "other", scheduler=scheduler)
    run(other)
    assert contents(other.out) == contents(settings.out) != {}


def test_a_page_is_recognised_once(settings, tmp_path):
    run(settings)
    for path in (settings.cache / "documents").rglob("*.arrows"):
        path.unlink()
    report, numbers = heard(replace(settings, out=tmp_path / "out 2"))
    assert len(report.read) == 2 and numbers == [], "results are made again from the pages kept"


def test_a_damaged_page_is_recognised_again(settings, tmp_path):
    run(settings)
    before = contents(settings.out)
    page = sorted((settings.cache / "pages").rglob("*.page"))[3]
    data = bytearray(page.read_bytes())
    data[-9] ^= 1
    page.write_bytes(data)
    for path in (settings.cache / "documents").rglob("*.arrows"):
        path.unlink()
    again = replace(settings, out=tmp_path / "out 2")
    _, numbers = heard(again)
    assert numbers == [4] and contents(again.out) == before


def test_another_recogniser_reads_the_scans_anew_and_nothing_else(settings):
    run(settings)
    report, numbers = heard(replace(settings, read_page=stand_ins.read_other))
    assert report.read == ("quét.pdf",) and len(numbers) == PAGES


def test_a_stuck_or_crashing_page_is_given_up_and_the_others_are_read(settings, tmp_path):
    limits = Limits(page_seconds=8.0, memory=2 * 2**30)
    report = run(replace(settings, read_page=stand_ins.read_with_faults, limits=limits))
    summary = report.summaries["quét.pdf"]
    assert (summary.status, summary.failure) == ("partial", "pages_not_read")
    assert "Pages 2, 3, 4, 5, 6 " in summary.message
    assert all(word in summary.message for word in ("longer", "crashed", "memory", "--retry-failed"))
    assert [row["is_read"] for row in load(settings, "pages")] == [True, False, False, False, False, False, True]
    assert report.summaries["kế hoạch.txt"].status == "ok"


def test_what_was_given_up_is_tried_again_only_when_asked(settings):
    (settings.raw / "kế hoạch.txt").unlink()
    run(settings)
    [page] = [path for path in (settings.cache / "pages").rglob("*.page") if path.name == "00003.page"]
    digest = next(iter(open_manifest(settings).sources.values())).digest
    pages = PageCache(
        open_folder(settings.cache), digest, open_manifest(settings).sources["quét.pdf"].summary.recogniser
    )
    pages.write(given_up(3, "page_took_too_long", "Recognition took too long."))
    assert decode_page(page.read_bytes()).how.failure.code == "page_took_too_long"
    (settings.out / "_manifest.json").unlink()
    for path in (settings.cache / "documents").rglob("*.arrows"):
        path.unlink()
    assert heard(settings)[1] == [] and load(settings, "documents")[0]["failure"] == "pages_not_read"
    assert heard(settings)[1] == []
    assert heard(replace(settings, retry_failed=True))[1] == [3]
    assert load(settings, "documents")[0]["status"] == "ok"


def open_manifest(settings):
    from pipeline.manifest import load_manifest

    return load_manifest(open_folder(settings.out))


def test_force_recognises_every_page_again(settings):
    run(settings)
    assert len(heard(replace(settings, force=True))[1]) == PAGES


def test_a_page_is_stored_whole():
    page = stand_ins.read_page(b"", 1)
    data = encode_page(page)
    assert decode_page(data) == page
    assert all(decode_page(data[:end]) is None for end in range(0, len(data), 97))
