"""The page about one plan: its figures add up, and nothing of the document runs in it."""

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.picture.facts import make_picture
from pipeline.process import process
from pipeline.templates import render

RAW = Path(__file__).parents[2] / "data/raw"
PLAN = """QUYẾT ĐỊNH
Về việc ban hành Kế hoạch năm 2025

TT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời hạn
1\tSố hóa hồ sơ\tSở Tư pháp\tSở Y tế\t30/6/2025
2\tTập huấn <script>alert(1)</script>\tSở Tư pháp\t\t01/7/2025
3\tBáo cáo\tSở Y tế\tSở Tư pháp\tHằng quý
4\tSơ kết\tSở Y tế\t\t31/12/2025
"""


@pytest.fixture(scope="module")
def picture():
    return make_picture(process(PLAN.encode()))


def test_units_are_ranked_by_what_they_carry(picture):
    assert [(bar.name, bar.counts) for bar in picture.units] == [("Sở Tư pháp", (2, 1, 0)), ("Sở Y tế", (2, 1, 0))]
    assert picture.roles == (True, True, False)
    assert all(sum(bar.shares) <= 100.001 for bar in picture.units)


def test_near_deadlines_share_a_tick_and_none_is_lost(picture):
    assert [(tick.count, tick.days) for tick in picture.ticks] == [(2, "30/06/2025, 01/07/2025"), (1, "31/12/2025")]
    assert all(0 <= tick.place <= 100 for tick in picture.ticks)
    assert picture.standing == (("Định kỳ", 1),)


def test_the_seeds_add_up():
    for file in RAW.glob("*.txt"):
        result = process(file.read_bytes())
        shown = make_picture(result)
        assert sum(bar.total for bar in shown.sections) == shown.task_count == result.document.task_count
        assert sum(count for *_, count in shown.flags) == len(result.rows["flags"])
        references = sum(one.count for one in shown.cited)
        assert references <= len(result.rows["references"]) and (shown.more_cited or references)


def test_a_plan_over_many_years_has_years_on_its_line():
    long = PLAN.replace("31/12/2025", "31/12/2030")
    months = make_picture(process(long.encode())).months
    assert [name for name, _ in months] == [str(year) for year in range(2025, 2031)]


def test_words_of_documents_are_shown_not_run(picture):
    page = render("picture.html", picture=picture)
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    assert not re.search(r"https?://", page)


def test_the_command_writes_a_page_or_says_why_not(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    done = CliRunner().invoke(cli, ["report", str(file), "--to", str(tmp_path / "plan.html")])
    assert done.exit_code == 0 and "Sở Tư pháp" in (tmp_path / "plan.html").read_text("utf-8")
    absent = CliRunner().invoke(cli, ["report", str(tmp_path / "none.pdf")])
    assert absent.exit_code == 2 and "cannot be read" in absent.output
    (tmp_path / "empty.txt").write_bytes(b"")
    assert CliRunner().invoke(cli, ["report", str(tmp_path / "empty.txt")]).exit_code == 2


def test_a_document_without_tasks_is_a_page_too():
    shown = make_picture(process("CÔNG VĂN\n\nKính gửi: Sở Y tế".encode()))
    assert shown.task_count == 0 and "Không có bảng nhiệm vụ" in render("picture.html", picture=shown)
    assert shown.document.date is None or isinstance(shown.document.date, dt.date)
