"""Surnames of recognised signers: put right by their letters where they are usual, doubted where they are none."""

import pytest

from normalizers.repair.repaired import apply_repairs
from normalizers.repair.surnames import find_surname_repair, has_surname


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Trân Hoàng Tuấn", "Trần Hoàng Tuấn"),
        ("Nguyên Thị Diệu Hiền", "Nguyễn Thị Diệu Hiền"),
        ("Đô Văn An", "Đỗ Văn An"),
        ("Pham Văn An", "Phạm Văn An"),
    ],
)
def test_a_usual_surname_is_known_by_its_letters(read, meant):
    repair = find_surname_repair(read)
    assert repair and apply_repairs(read, (repair,)).text == meant
    assert has_surname(meant) and not has_surname(read)


@pytest.mark.parametrize(
    "name",
    [
        "Trần Hoàng Tuấn",
        "Trang Hoàng Tuấn",
        # A seal may hide the surname: what is left begins with a middle name.
        "Nguyên Giáp",
        "Đình Quang Thuận",
        "Diệu Hiền",
        "Dô Văn An",
        "",
    ],
)
def test_other_names_stay(name):
    assert find_surname_repair(name) is None


@pytest.mark.parametrize("name", ["Ít Diệu Hiền", "Khác Hoan", "Mà Minh Tuân", "Đỉnh Quang Lãm", "Nguyen Van An"])
def test_what_is_no_surname_is_doubted(name):
    assert not has_surname(name)


@pytest.mark.parametrize("name", ["Đinh Quang Lãm", "Giàng A Chính", "Y Thanh Hà Niê Kđăm", "Ksor Phước", "LÒ VĂN AN"])
def test_surnames_of_all_peoples_are_known(name):
    assert has_surname(name)
