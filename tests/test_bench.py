"""The bench itself: its scoring, its page, its measuring, and that a tool that is missing stops nobody."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.bench import launch as launcher
from tests.bench.__main__ import set_up
from tests.bench.documents import Column, our_rows, truth_rows
from tests.bench.figures import figures_of
from tests.bench.page import BEGIN, END, to_markdown, write_page
from tests.bench.peers import OURS, Installed, Peer, load_peers
from tests.bench.rounds import Run, as_data, from_data
from tests.bench.scoring import Score, TruthRow, score
from tests.making.files import load_truths

TRUTH = [
    TruthRow((str(number), f"Xây dựng kế hoạch số {number} về {topic}", unit, ""))
    for number, (topic, unit) in enumerate(
        [
            ("cấp nước nông thôn", "Sở Xây dựng"),
            ("phòng cháy rừng", "Chi cục Kiểm lâm"),
            ("học bạ điện tử", "Phòng Giáo dục"),
            ("bến xe liên tỉnh", "Sở Giao thông vận tải"),
        ],
        start=1,
    )
]
GIVEN = [row.cells for row in TRUTH]


def test_identical_is_all():
    found = score(TRUTH, GIVEN)
    assert (found.rows_exact, found.cells_exact, found.words_found) == (4, 12, found.words)


def test_line_breaks_decomposed_letters_and_missing_cells_at_the_end_do_not_matter():
    found = score([TruthRow(("1", "Số hóa hồ sơ", ""))], [("1", "Số hóa\n hồ  sơ")])
    assert (found.rows_exact, found.cells_exact) == (1, 2)


@pytest.mark.parametrize("given", [[], [()], [("", None, "", "")]])
def test_empty_is_nothing(given):
    assert (
        score(TRUTH, given) == replace(score(TRUTH, []), words_found=0) == Score(12, 0, 4, 0, score(TRUTH, []).words, 0)
    )


@pytest.mark.parametrize("lost", range(4))
def test_a_lost_row_costs_one_row_and_shifts_nothing(lost):
    found = score(TRUTH, GIVEN[:lost] + GIVEN[lost + 1 :])
    assert (found.rows_exact, found.cells_exact) == (3, 9)


def test_rows_besides_cost_nothing():
    found = score(TRUTH, [("TT", "Nhiệm vụ", "Đơn vị", ""), *GIVEN[:2], ("II", "Môi trường", "", ""), *GIVEN[2:]])
    assert found.rows_exact == 4


def test_a_row_cut_in_two_is_not_exact_but_its_whole_cells_are():
    head, rest = ("2", "Xây dựng kế hoạch", "Chi cục Kiểm lâm", ""), ("", "số 2 về phòng cháy rừng", "", "")
    found = score(TRUTH, [GIVEN[0], head, rest, *GIVEN[2:]])
    assert (found.rows_exact, found.cells_exact, found.words_found) == (3, 11, found.words)


def test_one_wrong_tone_mark_costs_its_cell_and_its_row():
    found = score(TRUTH, [*GIVEN[:3], ("4", GIVEN[3][1].replace("bến", "bền"), GIVEN[3][2], "")])
    assert (found.rows_exact, found.cells_exact, found.words - found.words_found) == (3, 11, 1)


@pytest.mark.parametrize("strange", [("1", "A b", "x"), ("1", "A b", "", "x"), ("", "1", "A b")])
def test_a_cell_in_the_wrong_place_spoils_the_row(strange):
    assert score([TruthRow(("1", "A b", ""))], [strange]).rows_exact == 0


@pytest.mark.parametrize("lead", ["", "Vụ Pháp chế"])
def test_a_merged_cell_may_be_repeated_or_left_empty(lead):
    found = score([TruthRow(("2", "Rà soát văn bản", "Vụ Pháp chế"), frozenset({2}))], [("2", "Rà soát văn bản", lead)])
    assert (found.rows_exact, found.cells, found.cells_exact) == (1, 2, 2)


def test_same_numbers_in_other_sections_are_told_apart_by_order():
    truth = [TruthRow(("1", "Số hóa")), TruthRow(("1", "Lưu trữ")), TruthRow(("1", "Đào tạo"))]
    assert score(truth, [("1", "Lưu trữ"), ("1", "Đào tạo")]).rows_exact == 2


def test_text_without_tables_is_scored_by_its_words():
    found = score(TRUTH, [], " ".join(" ".join(row) for row in GIVEN[:2]))
    assert found.rows_exact == 0 and 0 < found.words_found < found.words


def test_truth_rows_have_their_number_and_every_column():
    truth = load_truths(("ubnd_lam_dong_2024",))[0]
    rows = truth_rows(truth)
    assert {len(row.cells) for row in rows} == {len(truth.tables[0].columns)}
    assert all(row.cells[0] for row in rows) and any(row.merged for row in rows)


def test_our_rows_take_the_order_of_the_printed_columns():
    columns = (
        (Column("ordinal", "TT"), Column("other", "Nguồn"), Column("task", "Nhiệm vụ"), Column("lead", "Đơn vị")),
    )
    task = {"table": 1, "cells": {"ordinal": "3", "task": "Số hóa", "lead": None}, "other": {"Nguồn": "NSNN"}}
    assert our_rows([task], columns) == [["3", "NSNN", "Số hóa", ""]]


def make_run(peer: str, number: int, cpu: float, **changes) -> Run:
    run = Run("scan", number, peer, "a.pdf", 4, cpu, cpu + 1, 100 + cpu, Score(12, 9, 4, 3, 50, 40), True)
    return replace(run, **changes)


RUNS = [
    *(make_run("slow", number, cpu) for number, cpu in enumerate((4.0, 8.0, 2.0), start=1)),
    *(make_run("quick", number, cpu) for number, cpu in enumerate((2.0, 2.0, 1.0), start=1)),
    *(make_run("words", number, 1.0, has_tables=False) for number in (1, 2, 3)),
    *(make_run("broken", number, 0.1, failure="does not read | this", score=Score(12, 0, 4)) for number in (1, 2, 3)),
]
RESULTS = {
    "date": "2025-01-02",
    "command": "make bench",
    "repeats": 3,
    "machine": {"Processor": "one"},
    "against": {"scan": "slow"},
    "tools": {
        "slow": {"calls": "slow()", "versions": "slow 1", "reason": None},
        "absent": {"calls": "absent()", "versions": None, "reason": "no such thing"},
    },
    "runs": [as_data(run) for run in RUNS],
}


def test_ratios_are_taken_within_a_round():
    slow, quick, _, broken = figures_of(RUNS, "scan", "slow")
    assert (slow.ratio.least, slow.ratio.most) == (1, 1)
    assert (quick.ratio.middle, quick.ratio.least, quick.ratio.most) == (2, 2, 4)
    assert (slow.pages_per_cpu.middle, slow.peak.most) == (1, 108)
    assert broken.reads_nothing and broken.ratio is None


def test_a_document_that_fails_counts_as_all_wrong():
    lost = make_run("slow", 1, 0.1, document="b.pdf", failure="stopped", score=Score(12, 0, 4, 0, 50, 0))
    figures = figures_of([RUNS[0], lost], "scan", "slow")[0]
    assert (figures.score.rows_exact, figures.score.rows, figures.reads_nothing) == (3, 8, False)


def test_the_page_is_the_same_for_the_same_results():
    assert to_markdown(RESULTS) == to_markdown(RESULTS)
    assert [from_data(data) for data in RESULTS["runs"]] == RUNS


def test_the_page_names_what_is_missing():
    page = to_markdown(RESULTS)
    assert "| absent | took no part: no such thing |" in page
    assert "- broken: does not read \\| this\n" in page
    assert "| quick | 75.0% | 75.0% | 80.0% | 2.00 (2.00–4.00) | 2.00× (2.00–4.00) |" in page
    assert "| words | no tables | no tables | 80.0% |" in page


def test_only_what_stands_between_the_markers_is_written(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"# Mine\n{BEGIN}\nold\n{END}\nkept\n", encoding="utf-8")
    write_page(page, RESULTS)
    once = page.read_text(encoding="utf-8")
    write_page(page, RESULTS)
    assert once == page.read_text(encoding="utf-8")
    assert once.startswith("# Mine\n") and once.endswith("kept\n") and "old" not in once
    page.write_text("no markers", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        write_page(page, RESULTS)


def test_a_tool_that_cannot_be_installed_is_named_and_the_others_go_on(tmp_path):
    absent = Peer("absent", ("scan",), "absent()", packages=("boctach-no-such-tool==0.0.0",))
    bare = Peer("bare", ("scan",), "bare()", programs={"boctach-no-such-program": "no-such-package"})
    ours = Peer(OURS, ("text",), "process(data)")
    tools, reasons = set_up([absent, bare, ours], tmp_path, lambda line: None, pip_options=("--no-index",))
    assert [tool.peer.name for tool in tools] == [OURS]
    assert "boctach-no-such-tool" in reasons["absent"]
    assert "no-such-package" in reasons["bare"]


def test_every_tool_has_a_runner_and_pinned_packages():
    peers, against = load_peers()
    assert all(peer.runner.exists() and peer.tracks and peer.calls for peer in peers)
    assert all("==" in package for peer in peers for package in peer.packages)
    assert {track for peer in peers for track in peer.tracks} == set(against)


def measured(code: str) -> dict[str, float]:
    command = [sys.executable, "-I", "-S", launcher.__file__, "20", sys.executable, "-I", "-S", "-c", code]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_used_time_and_memory_are_the_childs_alone():
    busy = measured("x = bytearray(64 << 20); sum(range(10**6))")
    idle = measured("import time; time.sleep(0.3)")
    assert busy["code"] == 0 and busy["peak"] > 64 and idle["peak"] < 30
    assert idle["wall"] >= 0.3 > idle["cpu"]


def test_a_tool_that_hangs_is_stopped():
    used = launcher.launch([sys.executable, "-S", "-c", "import time; time.sleep(60)"], 0.2)
    assert used["late"] and used["wall"] < 10


def test_we_take_part_with_our_own_rows(tmp_path):
    from tests.bench.documents import Suite, make_documents
    from tests.bench.rounds import run_once

    made = make_documents(Suite(("dai_hoc_quy_nhon_2024",), ("dai_hoc_quy_nhon_2024",), ()), tmp_path)
    text = next(document for document in made if document.track == "text")
    run = run_once(Installed(Peer(OURS, ("text",), ""), sys.executable, ""), text)
    assert (run.failure, run.score.rows, run.score.rows_exact) == (None, 5, 5)


def test_a_tool_that_breaks_says_so(tmp_path):
    from tests.bench.documents import BenchDocument
    from tests.bench.rounds import run_once

    document = BenchDocument("a.pdf", "scan", tmp_path / "missing.pdf", 1, tuple(TRUTH), ())
    run = run_once(Installed(Peer("pdfplumber", ("scan",), ""), sys.executable, ""), document)
    assert "ended with code 1" in run.failure and run.score.rows_exact == 0
