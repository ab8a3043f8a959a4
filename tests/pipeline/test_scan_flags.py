"""Flags on recognised pages: what was read unsurely, what nobody could read, what was mended by a weak rule."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from extractors.page import UNREAD, HowRead, ReadingMode
from pipeline.process import process
from tests.extractors.pages import lattice, page, word, words

XS, YS = (50, 80, 330, 450), tuple(range(100, 431, 30))
HEADER = ("TT", "Nhiệm vụ", "Chủ trì")


def plan(rows, doubted=()):
    """The result of a picture that was recognised as a ruled table of these rows, below the header."""
    printed = [
        replace(each, confidence=_sureness(each.text, doubted))
        for texts, y in zip((HEADER, *rows), YS, strict=False)
        for text, x in zip(texts, XS, strict=False)
        for each in (words(text, x + 5, y + 20) if text != UNREAD else [word(text, x + 5, y + 20)])
    ]
    recognised = replace(page(printed, lattice(XS, YS[: len(rows) + 2])), how=HowRead(ReadingMode.OCR))
    picture = BytesIO()
    Image.new("L", (300, 400), 255).save(picture, "PNG")
    return process(picture.getvalue(), pages={1: recognised}.get)


def _sureness(text, doubted):
    return 0.0 if text == UNREAD else 0.5 if text in doubted else 0.99


def test_a_word_that_a_weak_rule_mended_asks_to_be_looked_at():
    rows = [("1", "Rà soát thể chế", "Sở Y tế"), ("2", "thử nghệm thiết bị", "Sở Y tế"), ("3", "Tổng kết", "Sở Y tế")]
    result = plan(rows, doubted=("nghệm",))
    assert [task.task for task in result.rows["tasks"]][1] == "thử nghiệm thiết bị"
    [flag] = [flag for flag in result.rows["flags"] if flag.code == "low_confidence" and flag.column == "task"]
    assert "nghệm → nghiệm" in flag.message


def test_a_number_that_nobody_could_read_is_settled_and_flagged():
    rows = [("1", "Rà soát thể chế", "Sở Y tế"), (UNREAD, "Số hóa hồ sơ", "Sở Y tế"), ("3", "Tổng kết", "Sở Y tế")]
    result = plan(rows)
    assert [task.ordinal for task in result.rows["tasks"]] == ["1", "2", "3"]
    assert "number_settled" in result.rows["tasks"][1].flags


def test_what_nobody_could_read_stays_visible_and_flagged():
    rows = [("1", "Rà soát thể chế", UNREAD), ("2", "Số hóa hồ sơ", "Sở Y tế"), ("3", "Tổng kết", "Sở Y tế")]
    result = plan(rows)
    assert result.rows["tasks"][0].lead == UNREAD
    assert any(flag.code == "low_confidence" and flag.column == "lead" for flag in result.rows["flags"])


def test_dust_at_the_edges_of_cells_is_taken_off_where_the_column_has_none():
    rows = [(str(number), f"Rà soát quy trình {number}", "Sở Y tế") for number in range(1, 10)]
    rows[2], rows[4] = ("3", "Số hóa hồ sơ", "Sở Y tế."), ("5", "Tổng kết", "-Sở Y tế")
    result = plan(rows, doubted=("tế.", "-Sở"))
    assert [task.lead for task in result.rows["tasks"]] == ["Sở Y tế"] * 9
    assert [repair.before for repair in result.rows["repairs"] if repair.rule == "edge_sign"] == [".", "-"]
    assert result.rows["tasks"][2].lead_raw == "Sở Y tế."


def test_dashes_and_colons_that_specks_were_read_as_ask_to_be_looked_at():
    rows = [
        ("1", "Rà soát rõ- việc", "Sở Y tế"),
        ("2", "Họp giao ban:", "Sở Y tế"),
        ("3", "kinh tế - xã hội", "Sở Y tế"),
    ]
    found = {flag.task_id: flag.message for flag in plan(rows).rows["flags"] if flag.column == "task"}
    assert [message.split(": ")[-1] for message in found.values()] == ["rõ-.", "ban:."]
