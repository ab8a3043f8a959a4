"""Headers printed again on a scan: misread ones are the same, those of other tables are not."""

import pytest

from extractors.headers import Header, is_same_header

YEARS = ("TT", "Nhiệm vụ", "Tiến độ thực hiện", "Dự kiến kinh phí / 2023", "Dự kiến kinh phí / 2024")


@pytest.mark.parametrize(
    ("texts", "counts_on", "is_same"),
    [
        (("TT", "Nhiệm vụ", "Tiến độ thực hiện / 2023", "Dự kiến kinh phí", "2024"), False, True),
        (("TT", "Nhiệm vụ", "Tiến đ thực hiện", "Dự kiến kinh phí / 2023", "Dự kiến kinh phí / 2024"), False, True),
        (("TT", "Nhiệm vụ", "Tiến độ thực hiện", "Dự kiến kinh phí / 2028", "Dự kiến kinh phí / 2024"), True, True),
        (("TT", "Nhiệm vụ", "Tiến độ thực hiện", "Dự kiến kinh phí / 2024", "Dự kiến kinh phí / 2025"), False, False),
        (("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch / 2023", "Kế hoạch / 2024"), True, False),
    ],
    ids=["a wall lost below a label", "a letter lost", "a year misread", "other years", "another table"],
)
def test_headers_of_a_scan(texts, counts_on, is_same):
    assert is_same_header(Header(texts, 2), Header(YEARS, 2), is_recognised=True, counts_on=counts_on) is is_same
