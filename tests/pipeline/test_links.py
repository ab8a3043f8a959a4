"""Links between the plans of two years against pairs found by a person, and what must never happen."""

import random
from pathlib import Path

import pytest

import pipeline as bt
from pipeline.links import PlannedTask, link_plans
from pipeline.run import run
from pipeline.settings import Settings
from tests.evaluation.links_track import link_cases, sample_tasks, score_case

RAW = Path(__file__).parents[2] / "data/raw"


def test_plans_are_linked_as_a_person_would():
    for case in link_cases():
        figures, wrong = score_case(case)
        assert figures["pairs"].score >= 0.9 and figures["right kind"].score >= 0.9, wrong


def test_a_link_says_why():
    link = next(link for link in link_plans(sample_tasks()) if link.to_task_id == "V/5")
    assert "cán bộ" in link.shared_words and 0 < link.score <= 1


def test_the_same_plan_again_is_continued_task_by_task():
    works = ["Số hóa hồ sơ lưu trữ", "Nâng cấp trang tin điện tử", "Tập huấn kỹ năng số cho cán bộ xã"]
    old = [PlannedTask(f"a{at}", 2024, work) for at, work in enumerate(works)]
    new = [PlannedTask(f"b{at}", 2026, work) for at, work in enumerate(works)]
    random.Random(5).shuffle(new)
    links = link_plans([*old, *new])
    assert {(link.from_task_id[1], link.to_task_id[1], link.kind) for link in links} == {
        (str(at), str(at), "continued") for at in range(3)
    }


def test_one_task_may_go_on_in_two():
    old = [PlannedTask("a", 2024, "Xây dựng cơ sở dữ liệu đất đai và cơ sở dữ liệu hộ tịch của tỉnh")]
    new = [
        PlannedTask("b", 2025, "Xây dựng cơ sở dữ liệu đất đai của tỉnh"),
        PlannedTask("c", 2025, "Xây dựng cơ sở dữ liệu hộ tịch của tỉnh"),
        PlannedTask("d", 2025, "Tổ chức ngày hội việc làm cho thanh niên"),
    ]
    links = link_plans([*old, *new])
    assert [(link.to_task_id, link.kind) for link in links] == [("b", "split"), ("c", "split")]


@pytest.mark.parametrize(
    "tasks", [[], [PlannedTask("a", 2024, "Số hóa")], [PlannedTask("a", 2024, ""), PlannedTask("b", 2025, "")]]
)
def test_nothing_to_link(tasks):
    assert link_plans(tasks) == ()


def test_links_are_published_and_follow_the_documents(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for file in RAW.glob("*.txt"):
        (raw / file.name).write_bytes(file.read_bytes())
    settings = Settings(raw, tmp_path / "parquet", tmp_path / "cache", jobs=1)
    run(settings)
    links = bt.load("task_links", out=settings.out)
    tasks = set(bt.load("tasks", out=settings.out).task_id)
    assert len(links) > 10 and set(links.from_task_id) | set(links.to_task_id) <= tasks
    assert set(links.from_year) == {2022} and links.to_task_id.is_unique
    next(iter(sorted(raw.iterdir()))).unlink()
    run(settings)
    assert bt.load("task_links", out=settings.out).empty
