"""Deadlines of cells: cases, the gold set, and laws that hold for any text."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.deadlines.find import Deadline, find_deadlines
from tests.cases import load_cases
from tests.gold import gold

WORDS = [
    "Quý",
    "II",
    "/2023",
    "tháng 6",
    "trước",
    "ngày 30/6/2023",
    "từ",
    "đến",
    "hằng năm",
    ",",
    ";",
    " - ",
    "(",
    ")",
    "2025",
    "nt",
]


def value(found: Deadline, field: str) -> Any:
    got = getattr(found, field)
    return got.isoformat() if hasattr(got, "isoformat") else got


def differs(found: tuple[Deadline, ...], expected: list[dict[str, Any]]) -> bool:
    if len(found) != len(expected):
        return True
    plain = [{key: str(want) if hasattr(want, "isoformat") else want for key, want in one.items()} for one in expected]
    return any(
        value(one, key) != want for one, wanted in zip(found, plain, strict=True) for key, want in wanted.items()
    )


@pytest.mark.parametrize("case", load_cases("deadlines.yml"))
def test_cases(case):
    found = find_deadlines(case["text"], case.get("column", "deadline"), case.get("plan_year"), case.get("previous"))
    assert not differs(found, case["expect"]), found


@pytest.mark.parametrize("case", load_cases("deadlines.yml"))
def test_decomposed_text_gives_the_same(case):
    given_so = (case.get("column", "deadline"), case.get("plan_year"), case.get("previous"))
    decomposed = unicodedata.normalize("NFD", case["text"])
    assert find_deadlines(decomposed, *given_so) == find_deadlines(case["text"], *given_so)


def test_gold():
    cases = gold("deadlines.jsonl")
    misses = [
        (case["text"], found)
        for case in cases
        if differs(
            found := find_deadlines(case["text"], case["column"], case["context"]["plan_year"]), case["expected"]
        )
    ]
    assert 1 - len(misses) / len(cases) >= 0.98, misses


@pytest.mark.parametrize("year", [2022, 2023])
def test_gold_seeds(year):
    # No seed has a column of deadlines: only wording counts, and most words of time are titles.
    misses = []
    for task in gold(f"seed_{year}.json")[0]["tasks"]:
        found = [
            (column, one.raw, one.freq or str(one.start))
            for column, text in task["columns"].items()
            for one in find_deadlines(text or "", "task", year)
        ]
        expected = [(one["column"], one["raw"], one["value"]) for one in task["deadlines"]]
        if found != expected:
            misses.append((task["task_id"], found, expected))
    assert not misses


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from(["deadline", "task"]))
def test_spans_are_spans_of_the_text(parts, column):
    text = " ".join(parts)
    for found in find_deadlines(text, column, 2023):
        assert text[found.span_start : found.span_end] == found.raw
        assert found.start is None or found.end is None or found.start <= found.end or found.kind == "by"


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    composed = unicodedata.normalize("NFC", text)
    for found in find_deadlines(text):
        assert composed[found.span_start : found.span_end] == found.raw
