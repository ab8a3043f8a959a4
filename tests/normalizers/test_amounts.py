"""Sums of money and targets: cases, the gold set, and laws that hold for any text."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.amounts.budgets import Budget, Target, find_budgets, find_targets
from tests.cases import load_cases
from tests.gold import gold

WORDS = [
    "1.500",
    "triệu đồng",
    "1,5",
    "tỷ",
    "từ",
    "đến",
    " - ",
    "không quá",
    "90%",
    "khoảng",
    "/năm",
    ";",
    "5",
    "lớp",
    "NSTW:",
    "l2",
]
FIELDS = {"kind"}


def differs(found: tuple[Budget, ...] | tuple[Target, ...], expected: list[dict[str, Any]]) -> bool:
    if len(found) != len(expected):
        return True
    return any(
        (list(got) if isinstance(got := getattr(one, key), tuple) else got) != want
        for one, wanted in zip(found, expected, strict=True)
        for key, want in wanted.items()
        if key not in FIELDS
    )


def read(case: dict[str, Any]) -> tuple[Budget, ...] | tuple[Target, ...]:
    if case["kind"] == "budget":
        return find_budgets(case["text"], case.get("header"))
    return find_targets(case["text"], case.get("unit"))


@pytest.mark.parametrize("case", load_cases("amounts.yml"))
def test_cases(case):
    found = read(case)
    assert not differs(found, case["expect"]), found


@pytest.mark.parametrize("case", load_cases("amounts.yml"))
def test_decomposed_text_gives_the_same(case):
    assert read(case | {"text": unicodedata.normalize("NFD", case["text"])}) == read(case)


def test_gold():
    # The gold set names the header's unit in the answer only.
    misses = []
    cases = gold("amounts.jsonl")
    for case in cases:
        header = next(
            (one["unit_from"].replace("header", "Kinh phí") for one in case["expected"] if "unit_from" in one), None
        )
        found = read(
            {"kind": "budget" if case["column"] == "budget" else "target", "text": case["text"], "header": header}
        )
        if differs(found, case["expected"]):
            misses.append((case["text"], found))
    assert 1 - len(misses) / len(cases) >= 0.98, misses


@pytest.mark.parametrize("year", [2022, 2023])
def test_gold_seeds(year):
    misses = []
    for task in gold(f"seed_{year}.json")[0]["tasks"]:
        found = [(one.op, one.value, one.unit) for text in task["columns"].values() for one in find_targets(text or "")]
        expected = [(one["comparator"], one["value"], one["unit"]) for one in task["kpis"]]
        if found != expected:
            misses.append((task["task_id"], found, expected))
    assert not misses


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=7), st.sampled_from([None, "Kinh phí (triệu đồng)"]))
def test_spans_are_spans_of_the_text(parts, header):
    text = " ".join(parts)
    for found in (*find_budgets(text, header), *find_targets(text)):
        assert text[found.start : found.end] == found.raw


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    composed = unicodedata.normalize("NFC", text)
    for found in (*find_budgets(text, "Kinh phí (đồng)"), *find_targets(text)):
        assert composed[found.start : found.end] == found.raw
