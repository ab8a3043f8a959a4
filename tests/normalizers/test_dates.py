from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.references.dates import find_dates, parse_date
from tests.cases import load_cases


@pytest.mark.parametrize("case", load_cases("dates.yml"))
def test_cases(case: dict[str, Any]) -> None:
    found = find_dates(case["text"])
    assert [{"raw": each.raw, "value": each.value} for each in found] == case["expect"]
    assert all(case["text"][each.start : each.end] == each.raw for each in found)


@given(
    st.dates(date(1945, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["ngày {0:02d}/{1}/{2}", "{0}-{1}-{2}", "ngày {0:02d} tháng {1} năm {2}", "{0:02d}.{1:02d}.{2}"]),
)
def test_every_day_reads_back(day: date, form: str) -> None:
    assert parse_date(form.format(day.day, day.month, day.year)) == day


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    parse_date(text)
    find_dates(text)
