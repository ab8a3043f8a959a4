"""Tasks that running text gives to bodies: `tests/cases/prose_*.yml`, and what the rows of such tasks hold."""

from pathlib import Path

import pytest
import yaml

from pipeline.datasets import TaskRow
from pipeline.process import process
from tests.evaluation.prose_track import score_prose

CASES = Path(__file__).parents[1] / "cases"
ALL_FILES = ("prose_tasks.yml", *(f"prose_held_out{part}.yml" for part in ("", "_2", "_3", "_4")))
COLUMNS = ("lead", "coordinating", "deadline", "result")

DIRECTIVE = """CHỈ THỊ

Về an toàn hồ đập

I. TỔ CHỨC THỰC HIỆN

1. Sở Nông nghiệp và Môi trường

- Chủ trì, phối hợp với Công an tỉnh kiểm tra hồ chứa theo Công văn số 12/UBND-NN ngày 05/01/2025 trước ngày 30/6/2025.

- Rà soát phương án, gồm:

+ Cắm mốc chỉ giới.

2. Sở Tài chính: bố trí kinh phí.
"""


def load(name):
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


ALL = [case for name in ALL_FILES for case in load(name)]


def prose(text: str) -> list[TaskRow]:
    tasks = process(text.encode()).rows["tasks"]
    return [task for task in tasks if task.kind == "prose"]


def agrees(wanted, task: TaskRow) -> bool:
    """Whether a row is the task wanted; deadline and result count only where the case names them."""
    compared = [column for column in COLUMNS if column in wanted or column in ("lead", "coordinating")]
    same = all(wanted.get(column) == getattr(task, column) for column in compared)
    return same and (task.task or "").startswith(wanted["task"])


def is_met(case) -> bool:
    found = prose(case["text"])
    return len(found) == len(case["expect"]) and all(map(agrees, case["expect"], found))


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["label"])
def test_cases(case):
    assert is_met(case) != ("known_failure" in case), [(task.lead, task.task) for task in prose(case["text"])]


def test_there_are_enough_cases_of_both_kinds():
    cases = load("prose_tasks.yml")
    given = [case for case in cases if case["expect"]]
    assert len(given) >= 25 and len(cases) - len(given) >= 15 and len(load("prose_held_out.yml")) >= 10


def test_a_row_says_where_it_stands_and_that_no_table_does():
    first, parent, child, last = prose(DIRECTIVE)
    assert [task.path for task in (first, parent, child, last)] == [("1", "-1"), ("1", "-2"), ("1", "-2", "+1"), ("2",)]
    assert first.task_id.endswith(":prose:I:1/-1") and first.table is None
    assert (first.section_code, first.section_title) == ("I", "TỔ CHỨC THỰC HIỆN")
    assert child.parent_id == parent.task_id and parent.parent_id is None
    assert "task_from_prose" in first.flags and str(first.due_date) == "2025-06-30"
    assert 0 < last.confidence < first.confidence <= 0.9


def test_counts_tell_tables_and_running_text_apart():
    document = process(DIRECTIVE.encode()).document
    assert (document.task_count, document.prose_count, document.status, document.failure) == (0, 4, "ok", None)


def test_a_citation_in_a_task_is_cited_once_and_by_the_task():
    result = process(DIRECTIVE.encode())
    [reference] = result.rows["references"]
    assert reference.location == "task" and reference.task_id == result.rows["tasks"][0].task_id


def test_a_citation_in_an_article_stays_with_the_article():
    text = "QUYẾT ĐỊNH\n\nVề dự toán\n\nCăn cứ Luật Giá;\n\nQUYẾT ĐỊNH:\n\n"
    text += "Điều 1. Giao Sở Tài chính thực hiện Nghị định số 12/2024/NĐ-CP và báo cáo."
    result = process(text.encode())
    assert len(result.rows["tasks"]) == 1
    assert [row.location for row in result.rows["references"] if row.number == "12"] == ["article"]


def test_who_leads_and_who_takes_part_are_actors():
    actors = process(DIRECTIVE.encode()).rows["actors"]
    assert [(row.role, row.name) for row in actors[:2]] == [
        ("lead", "Sở Nông nghiệp và Môi trường"),
        ("coordinating", "Công an tỉnh"),
    ]


def test_a_document_with_a_task_table_gives_the_table_alone():
    table = "TT\tNhiệm vụ\tĐơn vị chủ trì\n1\tSố hóa hồ sơ\tSở Nội vụ\n"
    result = process(f"{DIRECTIVE}\n{table}".encode())
    assert {task.kind for task in result.rows["tasks"]} == {"task"} and result.document.prose_count == 0


def test_every_word_of_a_task_stands_in_the_text():
    for case in ALL:
        printed = " ".join(case["text"].replace("\n\n4\n\n", " ").split())
        for task in prose(case["text"]):
            assert task.task_raw in printed, task.task_raw
            assert task.lead_raw in printed
            assert task.coordinating_raw is None or task.coordinating_raw in printed


@pytest.mark.parametrize("cut", [60, 80, 100])
def test_wrapped_lines_change_nothing(cut):
    import textwrap

    for case in load("prose_held_out.yml"):
        paragraphs = [textwrap.fill(line, cut) if len(line) > cut else line for line in case["text"].split("\n")]
        if sum(len(line) > cut for line in case["text"].split("\n")) < 4:
            continue  # too little is wrapped to see that lines are
        whole, wrapped = prose(case["text"]), prose("\n".join(paragraphs))
        assert [(task.lead, task.task) for task in whole] == [(task.lead, task.task) for task in wrapped], case["label"]


def test_made_documents_of_every_kind_give_their_tasks():
    score = score_prose()
    assert score.wrong == () and score.figures["tasks"].score == 1.0
