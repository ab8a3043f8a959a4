"""Human readings: guarded by what the machine read, applied before anything is derived, undone by deleting them."""

import pytest

from pipeline.corrections.entries import Corrections
from pipeline.corrections.reading import (
    read_corrections,
    read_decisions,
)
from pipeline.process import process

PLAN = """BỘ Y TẾ
Số: /QĐ-BYT
Hà Nội, ngày tháng năm 2024

QUYẾT ĐỊNH

Ban hành Kế hoạch năm 2024

TT\tNhiệm vụ\tĐơn vị chủ trì\tThời hạn
I\tThể chế\t\t
1\tSố hóa hồ sơ theo Quyết định số 12/QĐ-BYT ngày 05/01/2023\tVụ Pháp chế\tQuý I
2\tTập huấn\tCục Thử nghiệm\tQuý II
II\tHạ tầng\t\t
1\tMua máy chủ\tVăn phòng Bộ\tQuý III
"""
DATA = PLAN.encode()


def corrected(text, data=DATA):
    entries, problems = read_corrections(text)
    return process(data, Corrections("x.yml", entries, problems)).rows


def outcomes(rows):
    return [row.outcome for row in rows["corrections"]]


def task(rows, path):
    return next(each for each in rows["tasks"] if each.task_id.split(":", 2)[2] == path)


def codes(rows):
    return {flag.code for flag in rows["flags"]}


def test_a_correction_is_applied_before_units_and_references_are_found():
    rows = corrected(
        "- {row: I/2, cell: lead, was: Cục Thử nghiệm, now: Văn phòng Bộ}\n"
        "- {row: I/1, cell: task, was: 'Số hóa hồ sơ theo Quyết định số 12/QĐ-BYT ngày 05/01/2023',"
        " now: 'Số hóa hồ sơ theo Quyết định số 72/QĐ-BYT ngày 05/01/2023'}\n"
    )
    fixed = task(rows, "I:2")
    assert (fixed.lead, fixed.lead_raw, fixed.is_corrected, fixed.reviewed) == (
        "Văn phòng Bộ",
        "Cục Thử nghiệm",
        True,
        ("lead",),
    )
    [actor] = [actor for actor in rows["actors"] if actor.task_id == fixed.task_id]
    assert actor.unit_id == "byt/van-phong-bo"
    [reference] = [row for row in rows["references"] if row.task_id == task(rows, "I:1").task_id]
    assert reference.canonical_id == "vnlaw:qd/byt/2023/72"
    assert task(rows, "I:1").task[reference.start : reference.end] == reference.raw
    assert outcomes(rows) == ["applied", "applied"] and not task(rows, "II:1").is_corrected
    [cell] = [cell for cell in rows["cells"] if cell.address == "I/2" and cell.role == "lead"]
    assert (cell.text, cell.text_raw, cell.line) == ("Văn phòng Bộ", "Cục Thử nghiệm", 12)


def test_what_the_machine_reads_by_itself_needs_no_entry():
    rows = corrected("- {row: II/1, cell: lead, was: Văn phồng Bộ, now: Văn phòng Bộ}")
    assert outcomes(rows) == ["unneeded"] and "correction_unneeded" in codes(rows)
    assert not task(rows, "II:1").is_corrected


def test_a_drifted_correction_stands_and_is_flagged():
    rows = corrected("- {row: II/1, cell: lead, was: Vụ A, now: Vụ Pháp chế}")
    assert task(rows, "II:1").lead == "Vụ Pháp chế" and outcomes(rows) == ["drifted"]
    [flag] = [flag for flag in rows["flags"] if flag.code == "correction_drifted"]
    assert flag.task_id == task(rows, "II:1").task_id and "Văn phòng Bộ" in flag.message


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{row: VI/9, cell: lead, was: a, now: b}", "There is no row VI/9."),
        ("{row: I/1, cell: budget, was: a, now: b}", "no cell budget"),
        ("{row: I/1, cell: column 9, was: a, now: b}", "no cell column 9"),
        ("{row: table 1/row 99, cell: lead, was: a, now: b}", "There is no row table 1/row 99."),
        ("{field: colour, was: a, now: b}", "colour is no field"),
        ("{field: date, was: null, now: hôm qua}", "date is a day"),
    ],
)
def test_an_entry_without_its_place_is_an_alarm_with_its_line_and_the_others_go_on(entry, said):
    rows = corrected(f"- {entry}\n- {{row: I/2, cell: lead, was: Cục Thử nghiệm, now: Vụ Pháp chế}}")
    assert outcomes(rows) == ["failed", "applied"]
    [flag] = [flag for flag in rows["flags"] if flag.code == "correction_failed"]
    assert flag.weight == "alarm" and flag.message.startswith("Line 1 ") and said in flag.message


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- row: I/1\n  was: 'open", 2, "not YAML"),
        ("row: I/1", 1, "no list"),
        ("- {row: I/1, cell: lead, now: x}", 1, "add was"),
        ("- {row: I/1, cell: lead, was: x}", 1, "add now"),
        ("- {row: I/1, cell: lead, was: x, new: y}", 1, "new is no key"),
        ("- {cell: lead, was: x, now: y}", 1, "names a row"),
        ("- {row: I/1, was: x, drop: true}", 1, "list of all its cells"),
        ("- {row: I/1, was: [x], kind: banana}", 1, "kind is one of"),
        ("- {row: I/1, was: [x], split: [[a]]}", 1, "two or more"),
        ("- {row: I/1, cell: lead, was: x, now: y}\n- {row: I/1, cell: lead, was: x, now: z}", 2, "same place"),
        ("- &a [*a]", 1, "block"),
        ("\x00", 1, "not YAML"),
    ],
)
def test_a_malformed_file_is_told_with_its_line(text, line, said):
    _, [problem] = read_corrections(text)
    assert problem.line == line and said in problem.sentence
    assert "correction_failed" in codes(corrected(text))


def test_numbers_words_and_days_are_text():
    [entry], _ = read_corrections("- {row: 1, cell: deadline, was: No, now: 2024-01-05, on: 2026-11-22}")
    assert (entry.row, entry.was, entry.now, entry.signature.on) == ("1", "No", "2024-01-05", "2026-11-22")


def test_accepting_a_cell_clears_its_doubts_and_no_others():
    assert "unit_unknown" in codes(corrected(""))
    rows = corrected("- {row: I/2, cell: lead, was: Cục Thử nghiệm, accept: true}")
    assert "unit_unknown" not in codes(rows) and outcomes(rows) == ["accepted"]
    assert not task(rows, "I:2").is_corrected and task(rows, "I:2").reviewed == ("lead",)
    assert "unit_unknown" in codes(corrected("- {row: I/2, cell: task, was: Tập huấn, accept: true}"))


def test_accepting_another_reading_clears_nothing():
    rows = corrected("- {row: I/2, cell: lead, was: Cục Thí nghiệm, accept: true}")
    assert {"unit_unknown", "correction_drifted"} <= codes(rows) and task(rows, "I:2").lead == "Cục Thí nghiệm"


def test_accepting_a_row_clears_the_doubts_about_it():
    without_two = PLAN.replace("2\tTập huấn", "3\tTập huấn").encode()
    assert "ordinal_gap" in codes(process(without_two).rows)
    rows = corrected("- {row: I/3, was: ['3', Tập huấn, Cục Thử nghiệm, Quý II], accept: true}", without_two)
    assert not {"ordinal_gap", "unit_unknown"} & codes(rows) and outcomes(rows) == ["accepted"]


def test_fields_of_the_document_and_what_follows_from_them():
    rows = corrected("- {field: number, was: null, now: 0749}\n- {field: date, was: '', now: 5/1/2024}")
    [document] = rows["documents"]
    assert (document.citation, str(document.date), document.canonical_id) == (
        "0749/QĐ-BYT",
        "2024-01-05",
        "vnlaw:qd/byt/2024/749",
    )
    assert document.reviewed == ("date", "number") and not {"number_missing", "date_missing"} & codes(rows)


WITH_LISTS = PLAN.replace(
    "Ban hành Kế hoạch năm 2024\n",
    "Ban hành Kế hoạch năm 2024\n\nCăn cứ Nghị định số 95/2O22/NĐ-CP ngày 15/11/2022 của Chính phủ;\n",
    1,
).encode()
BASIS = "Căn cứ Nghị định số 95/2O22/NĐ-CP ngày 15/11/2022 của Chính phủ;"


def test_a_list_is_corrected_as_a_whole_and_its_citations_follow():
    assert process(WITH_LISTS).document.legal_bases == (BASIS,)
    rows = corrected(
        f"- field: legal_bases\n  was: ['{BASIS}']\n"
        f"  now: ['{BASIS.replace('2O', '20')}', 'Căn cứ Luật số 51/2005/QH11;']\n"
        "- {field: recipients, was: [], now: [Như Điều 3, 'Lưu: VT']}",
        WITH_LISTS,
    )
    assert rows["documents"][0].recipients == ("Như Điều 3", "Lưu: VT")
    assert [row.canonical_id for row in rows["references"] if row.location == "basis"] == [
        "vnlaw:nd/cp/2022/95",
        "vnlaw:luat/qh/2005/51",
    ]
    assert rows["corrections"][1].now == "Như Điều 3\nLưu: VT" and outcomes(rows) == ["applied", "applied"]


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        (f"{{field: legal_bases, was: ['{BASIS}'], accept: true}}", "accepted"),
        (f"{{field: legal_bases, was: [x], now: ['{BASIS}']}}", "unneeded"),
        ("{field: legal_bases, was: [x], now: [y]}", "drifted"),
        ("{field: recipients, was: null, now: 'Lưu: VT'}", "applied"),
        ("{field: number, was: null, now: ['7', '8']}", "failed"),
    ],
)
def test_what_becomes_of_an_entry_on_a_list(entry, outcome):
    assert outcomes(corrected(f"- {entry}", WITH_LISTS)) == [outcome]


def test_a_blank_number_can_be_accepted():
    rows = corrected("- {field: number, was: null, accept: true}")
    assert rows["documents"][0].number is None and "number_missing" not in codes(rows)


def test_a_corrected_title_moves_the_document_to_its_year():
    title = "Ban hành Kế hoạch năm 2024"
    rows = corrected(f"- {{field: title, was: {title}, now: Ban hành Kế hoạch năm 2025}}")
    document = rows["documents"][0]
    assert (document.plan_year, document.year, document.title_raw) == (2025, 2025, title)


def test_rows_are_joined_split_named_and_dropped():
    rows = corrected(
        "- {row: I/2, was: ['2', Tập huấn, Cục Thử nghiệm, Quý II],"
        " split: [['2', Tập huấn, Vụ Pháp chế, Quý I], ['3', Tổng kết, Văn phòng Bộ, Quý II]]}\n"
        "- {row: II/1, was: ['1', Mua máy chủ, Văn phòng Bộ, Quý III], drop: true}\n"
    )
    assert [each.task_id.split(":", 2)[2] for each in rows["tasks"]] == ["I:1", "I:2", "I:3"]
    assert task(rows, "I:3").lead == "Văn phòng Bộ" and task(rows, "I:3").lead_raw == "Cục Thử nghiệm"
    assert all(task(rows, path).is_corrected for path in ("I:2", "I:3")) and not task(rows, "I:1").is_corrected


def test_a_row_joined_to_the_one_above_keeps_both_places():
    entry = "- {row: I/2, was: ['2', Tập huấn, Cục Thử nghiệm, Quý II], join: above}"
    ordinal = "- {row: I/2, cell: ordinal, was: '2', now: null}"
    rows = corrected(f"{ordinal}\n{entry}")
    joined = task(rows, "I:1")
    assert joined.lead == "Vụ Pháp chế Cục Thử nghiệm" and joined.ordinal == "1" and joined.fragment_count == 2
    assert {cell.line for cell in rows["cells"] if cell.address == "I/1" and cell.role == "lead"} == {11, 12}


def test_a_row_without_a_row_above_cannot_be_joined():
    rows = corrected("- {row: table 1/row 1, was: [I, Thể chế], join: above}")
    assert outcomes(rows) == ["failed"] and len(rows["tasks"]) == 3


def test_a_row_that_reads_otherwise_now_is_not_dropped():
    rows = corrected("- {row: II/1, was: ['1', Mua máy in], drop: true}")
    assert outcomes(rows) == ["drifted"] and task(rows, "II:1").task == "Mua máy chủ"


def test_a_row_becomes_a_section():
    data = PLAN.replace("II\tHạ tầng", "-\tHạ tầng").encode()
    row = next(cell.address for cell in process(data).rows["cells"] if cell.text == "Hạ tầng")
    rows = corrected(f"- {{row: {row}, was: ['-', Hạ tầng], kind: section}}", data)
    rows_fixed = corrected(f"- {{row: {row}, cell: ordinal, was: '-', now: II}}", data)
    assert outcomes(rows) == ["applied"] and "Hạ tầng" not in {each.task for each in rows["tasks"]}
    assert task(rows_fixed, "II:1").section_title == "Hạ tầng"


def test_a_corrected_number_names_the_row_anew_and_addresses_stay_those_of_the_machine():
    data = PLAN.replace("2\tTập huấn", "Z\tTập huấn").encode()
    row = next(cell.address for cell in process(data).rows["cells"] if cell.text == "Tập huấn")
    rows = corrected(
        f"- {{row: {row}, cell: ordinal, was: Z, now: '2'}}\n- {{row: {row}, cell: task, was: Tập huấn, now: Họp}}",
        data,
    )
    assert task(rows, "I:2").task == "Họp" and outcomes(rows) == ["applied", "applied"]


def test_rows_of_two_tables_with_one_number_need_the_table():
    second = "\nPhụ lục\n\nTT\tNhiệm vụ\tChủ trì\n1\tHọp\tVụ A\n\nHết.\n\nTT\tNội dung\tChủ trì\n1\tTổng kết\tVụ B\n"
    data = f"QUYẾT ĐỊNH\n{second}".encode()
    assert {cell.address for cell in process(data).rows["cells"]} == {None, "table 1/1", "table 2/1"}
    rows = corrected("- {row: '1', cell: lead, was: Vụ B, now: Vụ C}", data)
    assert "write table 1/1 or table 2/1" in rows["corrections"][0].message
    rows = corrected("- {row: table 2/1, cell: lead, was: Vụ B, now: Vụ C}", data)
    assert [each.lead for each in rows["tasks"]] == ["Vụ A", "Vụ C"]
    assert corrected("- {row: table 2/row 1, cell: lead, was: Vụ B, now: Vụ C}", data)["tasks"] == rows["tasks"]


def test_a_header_is_corrected_and_the_roles_follow():
    data = PLAN.replace("Đơn vị chủ trì", "Đm vj chù tri x").encode()
    rows = corrected("- {row: table 1/row 0, cell: column 3, was: Đm vj chù tri x, now: Đơn vị chủ trì}", data)
    assert rows["tables"][0].column_roles[2] == "lead" and outcomes(rows) == ["applied"]


def test_what_a_person_read_is_not_repaired():
    plain = "TT\tNhiệm vụ\tĐơn vị chủ trì\n1\tHọp\tVụ Pháp ché\n2\tHọp\tVụ Pháp chế\n"
    rows = corrected("- {row: '1', cell: lead, was: Vụ Pháp ché, accept: true}", plain.encode())
    assert rows["tasks"][0].lead == "Vụ Pháp ché" and not rows["repairs"]


DECISIONS = [
    ("- {name: cục thử nghiệm, short_for: Văn phòng Bộ}", ("decided", "byt/van-phong-bo")),
    ("- {name: Cục Thử nghiệm, own_unit: true}", ("decided", "byt/cuc-thu-nghiem")),
    ("- {name: Cục Thử nghiệm, own_unit: true, parent: bnv}", ("decided", "bnv/cuc-thu-nghiem")),
    ("- {name: Cục Thử nghiệm, ignore: true}", ("ignored", None)),
    ("- {name: Cục Thử nghiệm, own_unit: true, body: Bộ Nội vụ}", ("none", None)),
    ("- {name: Cục Thử nghiệm, ignore: true}\n- {name: Cục Thử nghiệm, body: Bộ Y tế, own_unit: true}",
     ("decided", "byt/cuc-thu-nghiem")),
    ("- {name: Vụ Pháp chế, ignore: true}", ("none", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DECISIONS)
def test_decisions_about_names(text, expected):
    decisions, problems = read_decisions(text)
    rows = process(DATA, Corrections(names=decisions)).rows
    [actor] = [each for each in rows["actors"] if each.raw == "Cục Thử nghiệm"]
    assert (actor.method, actor.unit_id) == expected and not problems
    assert ("unit_unknown" in codes(rows)) == (expected[0] == "none")
    assert any(each.method == "exact" for each in rows["actors"])
