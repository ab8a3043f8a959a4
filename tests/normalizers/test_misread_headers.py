"""Headers with one letter misread keep their role; other headers are not taken for known ones."""

import pytest

from normalizers.columns.classify import classify_columns
from normalizers.columns.misread import misread_role


@pytest.mark.parametrize(
    ("read", "role"),
    [
        ("Đơn xị phối hợp", "coordinating"),
        ("Đơn vị chủ tri thực hiệm", "lead"),
        ("Cơ quan thực hiện / Cơ quan phối hớm", "coordinating"),
        ("Sản phẩn dự kiến", "result"),
    ],
)
def test_a_header_a_letter_away_names_its_role(read, role):
    assert misread_role(read) == role


@pytest.mark.parametrize("text", ["Địa bàn huyện", "Họ tên chủ hộ", "Số xã", "Vụ", "", "Sở Nội vụ, Sở Y tế"])
def test_other_texts_name_none(text):
    assert misread_role(text) is None


def test_a_column_is_not_lost_over_a_letter_of_its_header():
    headers = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn xị phối hợp"]
    cells = [["1", "2"], ["Rà soát", "Tập huấn"], ["Sở Y tế", "Sở Nội vụ"], ["Sở Tài chính", "Sở Tư pháp"]]
    assert [str(role) for role in classify_columns(headers, cells)] == ["ordinal", "task", "lead", "coordinating"]


def test_pieces_of_a_header_printed_on_every_page_say_nothing_of_a_column_without_one():
    cells = [
        ["Nội dung", "Rà soát văn bản đã ban hành", "Nội dung", "Tập huấn"],
        ["Thời gian", "Quý I", "thực hiện", "Quý II/2024"],
    ]
    assert [str(role) for role in classify_columns(["", ""], cells)] == ["task", "deadline"]
