"""The two sample decisions against hand-checked truth, where the folder with the truth is there."""

import re
from pathlib import Path

import pytest

from pipeline.process import process
from tests.gold import gold

RAW = Path(__file__).parents[2] / "data/raw"
FIELDS = {
    "Nhiệm vụ, giải pháp": "task_raw",
    "Nội dung công việc": "task_raw",
    "Đơn vị chủ trì": "lead_raw",
    "Đơn vị phối hợp": "coordinating_raw",
    "Phân công thành viên Ban Chỉ đạo": "assignee_raw",
    "Nội dung/ Kết quả": "result_raw",
    "Kết quả dự kiến": "result_raw",
}


@pytest.fixture(params=[2022, 2023])
def seed(request):
    [truth] = gold(f"seed_{request.param}.json")
    return process((RAW / truth["source_file"]).read_bytes()), truth


def test_every_task_and_cell_is_there_as_read(seed):
    result, truth = seed
    tasks = result.rows["tasks"]
    assert len(tasks) == truth["n_tasks"]
    for task, wanted in zip(tasks, truth["tasks"], strict=True):
        # The truth keeps the HTML paragraphs of the source; they are markup, not words.
        cells = {FIELDS[header]: re.sub("</?p>", "", text) or None for header, text in wanted["raw_columns"].items()}
        assert {field: getattr(task, field) for field in cells} == cells, wanted["task_id"]


def test_sections_numbers_and_fragments(seed):
    result, truth = seed
    seen = [
        (task.section_code, task.section_title, task.ordinal, task.fragment_count, task.kind)
        for task in result.rows["tasks"]
    ]
    assert seen == [
        (task["section_code"], task["section_title"], task["no"], task["n_fragments"], "task")
        for task in truth["tasks"]
    ]


def test_document_fields(seed):
    result, truth = seed
    document = result.document
    attachment = truth["attachment"]
    assert (document.type, document.type_code, document.number, document.symbol) == (
        truth["type"],
        truth["type_code"],
        truth["number"],
        truth["symbol"],
    )
    assert (document.place, document.date, document.year) == (truth["place"], None, truth["year"])
    assert (document.issuing_body, document.issuer_code) == (truth["issuing_body"], truth["issuing_body_code"])
    assert document.parent_body == truth["parent_body"]
    assert document.title_raw == truth.get("title_raw", truth["title"])
    assert document.title == truth["title"]
    assert document.legal_bases == tuple(basis["raw"] for basis in truth["legal_bases"])
    assert document.plan_bases == tuple(basis["raw"] for basis in attachment["plan_bases"])
    assert document.proposer == truth["proposer"]["raw"]
    assert document.recipients == tuple(line["corrected"] for line in truth["recipients"])
    signer = truth["signer"]
    assert (document.signer_name, document.signer_title, document.signer_capacity) == (
        signer["name"],
        signer["position"],
        signer["capacity"],
    )
    assert (document.attachment_type, document.attachment_title) == (attachment["type"], attachment["title"])
    assert (document.plan_year, document.attachment_line) == (attachment["year"], attachment["attached_to_raw"])


def test_articles(seed):
    result, truth = seed
    seen = [(article.ordinal, article.heading, article.text) for article in result.rows["articles"]]
    wanted = []
    for article in truth["articles"]:
        clauses = [f"{clause['no']}. {clause['text']}" for clause in article["clauses"]]
        heading = article["text"].removesuffix(".") if clauses else None
        wanted.append((article["no"], heading, "\n".join(clauses or [article["text"]])))
    assert seen == wanted
