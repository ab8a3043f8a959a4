"""Headers and whole tables: the role of every column."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.columns.budgets import budget_columns
from normalizers.columns.classify import ColumnRole, classify_columns, classify_header, is_task_table
from tests.cases import load_cases
from tests.gold import gold

# The gold set's names of the roles that are called otherwise here.
GOLD_ROLES = {
    "no": "ordinal",
    "coord": "coordinating",
    "lead+coord": "lead_coordinating",
    "assigned": "assignee",
    "unit": "unit_of_measure",
}


@pytest.mark.parametrize("case", load_cases("columns.yml"))
def test_header_names_role(case):
    assert classify_header(case["text"]) == case["expect"]


@pytest.mark.parametrize("case", load_cases("budget_columns.yml"))
def test_columns_that_make_up_a_budget(case):
    roles = [classify_header(header) for header in case["headers"]]
    assert set(roles) <= {ColumnRole.BUDGET}
    assert list(budget_columns(case["headers"], roles)) == case["expect"]


@pytest.mark.parametrize("case", load_cases("columns.yml"))
def test_decomposed_header_names_the_same_role(case):
    assert classify_header(unicodedata.normalize("NFD", case["text"])) == case["expect"]


@pytest.mark.parametrize("case", load_cases("column_tables.yml"))
def test_table_roles(case):
    roles = classify_columns(case["headers"], case["columns"])
    assert [str(role) for role in roles] == case["expect"]
    assert is_task_table(roles) is case["is_task_table"]


def test_gold_headers():
    cases = gold("headers.jsonl")
    misses = [
        (case["text"], role)
        for case in cases
        if (role := classify_header(case["text"])) != GOLD_ROLES.get(case["role"], case["role"])
    ]
    assert 1 - len(misses) / len(cases) >= 0.99, misses


@given(
    st.lists(st.sampled_from(["TT", "Nhiệm vụ", "Nội dung", "Đơn vị", "Chủ trì", "Kinh phí", "", "abc"]), max_size=8)
)
def test_no_column_is_lost(headers):
    roles = classify_columns(headers, [[] for _ in headers])
    assert len(roles) == len(headers)
    assert roles.count(ColumnRole.TASK) <= 1


@given(st.text(max_size=60))
def test_any_text_is_classified(text):
    assert classify_header(text) in {None, *ColumnRole}


def test_long_cells_are_quick_and_no_header():
    assert classify_header("đơn vị thực hiện nhiệm vụ năm " * 200) is None
    assert classify_columns(["đơn vị cơ quan các sở " * 40], [[]]) == (ColumnRole.OTHER,)
