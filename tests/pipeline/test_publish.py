"""Publishing: few files, only changed ones rewritten, and a reader in a loop never sees half a state or two at once."""

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pipeline as bt
from pipeline.part_writer import PartWriter
from pipeline.publish import Member, make_plan
from pipeline.run import run
from pipeline.schema import to_table
from pipeline.settings import Settings
from pipeline.storage.folder import open_folder
from tests.pipeline.test_run import PLAN, contents, load


@pytest.fixture
def settings(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    return Settings(raw, tmp_path / "out", tmp_path / "cache", scheduler="serial")


def write_state(raw, number):
    """Ten documents whose year and words tell which state they belong to; in every state each moves to another year."""
    for index in range(10):
        year = 2020 + (index + number) % 5
        text = PLAN.format(year=year) + f"2\tTrạng thái {number}\tSở {index}\n"
        (raw / f"{index}.txt").write_text(text, encoding="utf-8")


def look(out, found, is_over):
    """What a reader sees: for each look the states of the tasks, how many, and whether a document came twice."""
    while not is_over.is_set():
        tasks = bt.load("tasks", out=Path(out))
        states = {words for words in tasks["task_raw"] if words.startswith("Trạng")}
        found.append((tuple(sorted(states)), len(tasks), bool(tasks["task_id"].duplicated().any())))
        pq.read_table(Path(out) / "units" / "part-0.parquet")


def test_a_reader_meanwhile_sees_whole_states_only(settings):
    write_state(settings.raw, 0)
    run(settings)
    with multiprocessing.get_context("spawn").Manager() as manager:
        found, is_over = manager.list(), manager.Event()
        reader = multiprocessing.get_context("spawn").Process(target=look, args=(str(settings.out), found, is_over))
        reader.start()
        while not found:
            is_over.wait(0.05)
        for number in range(1, 16):
            write_state(settings.raw, number)
            run(settings)
        is_over.set()
        reader.join()
        seen = list(found)
    assert reader.exitcode == 0
    assert {(len(states), count, is_double) for states, count, is_double in seen} == {(1, 20, False)}
    assert len({states for states, _, _ in seen}) > 2, "the reader saw too few states to prove anything"


def test_a_file_without_arrivals_is_put_in_place_first(tmp_path):
    """A document that moves to another year is away for a moment; it is never there twice."""
    members = [Member("a", "k", "r", 2024), Member("b", "l", "s", 2023), Member("c", "m", "t", 2024)]
    plan = make_plan(members, {}, {"a": 2023, "b": 2023, "c": 2024}, open_folder(tmp_path))
    years = [name.split("/")[1] for name in plan.changed if name.startswith("tasks/")]
    assert years == ["year=2023", "year=2024"]
    plan = make_plan(members, {}, {"a": 2024, "b": 2024, "c": 2024}, open_folder(tmp_path))
    assert [name.split("/")[1] for name in plan.changed if name.startswith("tasks/")] == ["year=2024", "year=2023"]


def test_results_read_anew_and_equal_are_not_published_again(settings):
    write_state(settings.raw, 0)
    run(settings)
    report = run(replace(settings, force=True))
    assert len(report.read) == 10 and report.written == ()


def test_a_large_file_is_written_in_row_groups_and_read_as_one(tmp_path, monkeypatch):
    from pipeline.datasets import UnitRow

    rest = dict.fromkeys(("level", "parent_id", "head_title", "valid_from", "valid_to"))
    unit = UnitRow(unit_id="u", name="Vụ Pháp chế", short_names=(), mention_count=0, **rest)
    rows = [replace(unit, unit_id=f"u{number:04}", mention_count=number) for number in range(1000)]
    monkeypatch.setattr("pipeline.part_writer._MOST_ROWS", 300)
    with PartWriter("units", tmp_path / "a") as writer:
        for start in range(0, 1000, 10):
            writer.add(to_table("units", rows[start : start + 10]))
    assert pq.ParquetFile(tmp_path / "a").num_row_groups == 4
    assert pq.read_table(tmp_path / "a")["mention_count"].to_pylist() == list(range(1000))


def test_units_are_summed_over_years_that_are_not_read_again(settings, tmp_path):
    def write(number, year):
        text = PLAN.format(year=year).replace("Vụ Pháp chế", "Bộ Tài chính")
        (settings.raw / f"{number}.txt").write_text(text, encoding="utf-8")

    write(1, 2024)
    write(2, 2025)
    run(settings)
    assert [unit["mention_count"] for unit in load(settings, "units") if unit["mention_count"]] == [2]
    write(3, 2031)
    run(settings)
    assert [unit["mention_count"] for unit in load(settings, "units") if unit["mention_count"]] == [3]
    whole = replace(settings, out=tmp_path / "whole", cache=tmp_path / "cache 2")
    run(whole)
    assert contents(settings.out) == contents(whole.out)
