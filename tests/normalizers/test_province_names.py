"""Provinces in names of bodies in capitals: spelled as they are, other ways of writing left alone."""

import pytest

from normalizers.repair.province_names import find_province_repairs
from normalizers.repair.repaired import apply_repairs
from normalizers.resources import load_resource
from normalizers.text import slug


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ỦY BAN NHÂN DÂN TÍNH PHÙ THỌ", "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ"),
        ("THÀNH PHÓ HỖ CHÍ MINH", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("UBND TINH BÀ RỊA - VŨNG TẦU", "UBND TỈNH BÀ RỊA - VŨNG TÀU"),
        ("UBND TÍNH PHÙ THỌ.", "UBND TỈNH PHÚ THỌ."),
        ("SỞ Y TẾ TỈNH ĐẶK LẶK", "SỞ Y TẾ TỈNH ĐẮK LẮK"),
    ],
)
def test_a_province_is_known_by_its_letters(read, meant):
    assert apply_repairs(read, tuple(find_province_repairs(read))).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ",
        "ỦY BAN NHÂN DÂN TỈNH HOÀ BÌNH",
        "UBND TỈNH ĐĂK LĂK",
        "UBND TỈNH PHÚ THỌ.",
        "UBND TỈNH PHÚ THỌ (1)",
        "UBND TỈNH BÀ RỊA-VŨNG TÀU",
        # A town of a province, and a province without its kind: no claim is made.
        "ỦY BAN NHÂN DÂN THÀNH PHỐ CÀ MÂU",
        "SỞ Y TẾ PHÙ THỌ",
        # Not the end of the name, and not a name in capitals.
        "TÍNH PHÙ THỌ VÀ CÁC HUYỆN",
        "Tính Phù Thọ",
        "",
    ],
)
def test_other_names_stay(text):
    assert not list(find_province_repairs(text))


def test_letters_without_marks_tell_provinces_of_one_kind_apart():
    lists = load_resource("provinces.yml")
    for part in ("provinces", "since_2025_07"):
        names = [slug(f"{entry['kind']} {entry['name']}") for entry in lists[part]]
        assert len(names) == len(set(names))
