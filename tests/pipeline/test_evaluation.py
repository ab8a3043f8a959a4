"""The scorer itself: what each kind of error costs, and a seeded defect that the report must name."""

from dataclasses import replace

import pytest

from extractors.model import Row
from pipeline import process as processing
from pipeline.evaluation.alignment import Key, align
from pipeline.evaluation.figures import compare_text
from pipeline.evaluation.scoring import address, score_document
from pipeline.evaluation.truth import TrueDocument, TrueTask
from tests.evaluation.baseline import compare
from tests.evaluation.tracks import TRACKS, TrackScore, score_track

PLAN = (
    "Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\n\nBan hành Kế hoạch năm 2024\n\nTT\tNhiệm vụ\tĐơn vị chủ trì\tKết quả\n"
    + "".join(f"{n}\tNhiệm vụ số {n} về chuyển đổi\tPhòng {n}\tBáo cáo {n}\n" for n in range(1, 11))
)
RESULT = processing.process(PLAN.encode())
TASKS = RESULT.rows["tasks"]


def truth():
    tasks = tuple(
        TrueTask(
            address(task),
            1,
            "task",
            None,
            task.ordinal,
            {"task": task.task_raw, "lead": task.lead_raw, "result": task.result_raw},
        )
        for task in TASKS
    )
    fields = {"type": "Quyết định", "number": "12", "symbol": "QĐ-UBND", "title": "Ban hành Kế hoạch năm 2024"}
    return TrueDocument("plan", fields, tasks)


def scored(tasks):
    score = score_document(truth(), processing.DocumentResult({**RESULT.rows, "tasks": tasks}))
    return {name: figure.score for name, figure in score.figures.items()}, score.wrong


def test_identical_is_one():
    figures, wrong = scored(TASKS)
    judged = {name: value for name, value in figures.items() if not name.endswith("not flagged")}
    assert set(judged.values()) == {1.0} and wrong == ()


def test_nothing_is_zero():
    score = score_document(truth(), None)
    assert score.figures["rows"].score == score.figures["cells exact"].score == score.figures["rows exact"].score == 0
    assert score.figures["document fields"].score == 0
    assert len([name for name in score.wrong if "row missed" in name]) == 10


def test_one_lost_row_costs_one_row_and_does_not_shift_the_rest():
    figures, wrong = scored(TASKS[:4] + TASKS[5:])
    assert figures["rows"] == pytest.approx(2 * 9 / 19)
    assert figures["cells exact"] == pytest.approx(27 / 30)
    assert figures["rows exact"] == pytest.approx(0.9)
    assert "plan 1:5 row missed" in wrong and not [name for name in wrong if "1:6" in name]


def test_one_invented_row_is_named_and_costs_precision():
    extra = replace(TASKS[0], ordinal="99", path=("99",), task="Việc không có", task_raw="Việc không có", lead=None)
    figures, wrong = scored((*TASKS, extra))
    assert figures["rows"] == pytest.approx(2 * 10 / 21)
    assert figures["rows exact"] == 1
    assert wrong == ("plan 1:99 row invented",)


def test_two_swapped_cells_cost_two_cells():
    swapped = [replace(TASKS[0], lead=TASKS[1].lead), replace(TASKS[1], lead=TASKS[0].lead), *TASKS[2:]]
    figures, wrong = scored(swapped)
    assert figures["cells exact"] == pytest.approx(28 / 30)
    assert figures["cells exact as read"] == 1
    assert wrong == ("plan 1:1 lead", "plan 1:2 lead")


def test_one_lost_tone_mark_costs_one_mark_and_one_character():
    figures = compare_text("chuyển đổi số", "chuyên đổi số")
    assert figures["cells exact"].score == 0
    assert figures["characters"].score == pytest.approx(12 / 13)
    assert figures["diacritics"].score == pytest.approx(3 / 4)


def test_a_cell_made_up_is_wrong():
    figures, wrong = scored((replace(TASKS[0], note="bịa"), *TASKS[1:]))
    assert wrong == ("plan 1:1 note made up",) and figures["cells made up"] == 0 and figures["rows exact"] == 0.9


def test_a_row_under_another_address_is_the_same_row_misplaced():
    figures, wrong = scored((replace(TASKS[0], section_code="I"), *TASKS[1:]))
    assert figures["rows"] == 1 and figures["row addresses"] == 0.9
    assert wrong == ("plan 1:1 address",)


def test_rows_with_equal_addresses_are_taken_in_order():
    keys = [Key("1/-", "a"), Key("1/-", "b"), Key("1/-", "c")]
    assert align(keys, [keys[0], keys[1], keys[2]]) == [(0, 0), (1, 1), (2, 2)]


def test_gains_losses_and_floors_are_named():
    baseline = {"text": {"wrong": ["a", "b"], "floors": {"rows": {"floor": 0.9, "reason": "measured"}}}}
    change = compare("text", TrackScore({"rows": compare_text("a", "b")["cells exact"]}, ("b", "c")), baseline)
    assert (change.gained, change.lost) == (("a",), ("c",))
    assert "under its floor" in change.fallen[0]


def test_every_tenth_continuation_dropped_is_reported_by_row(tmp_path, monkeypatch):
    """A defect on purpose: every tenth row piece after a page break is lost; the report must name those rows."""
    from extractors import stitch

    dropped = []
    count = 0
    join = stitch._join

    def lossy(above: Row, rest: Row) -> Row:
        nonlocal count
        count += 1
        if count % 10:
            return join(above, rest)
        dropped.append(above.texts[0])
        return above

    monkeypatch.setattr(stitch, "_join", lossy)
    score = score_track(TRACKS[0], ("ubnd_lam_dong_2024",), tmp_path)
    torn = {name.split()[1].split("/")[-1] for name in score.wrong if name.endswith("cut row not whole")}
    assert len(dropped) >= 2
    assert {ordinal.strip("). ") for ordinal in dropped} <= torn
    assert score.figures["cut rows whole"].score < 1
