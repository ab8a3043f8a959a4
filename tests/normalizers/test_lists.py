"""Splitting a cell into members and roles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.actors.cell_words import words_of
from normalizers.actors.lists import split_members
from normalizers.actors.openings import find_opening
from normalizers.actors.roles import Role, split_by_role
from normalizers.actors.titles import end_of_person, find_title


def members(text):
    return [" ".join(word.text for word in member.full) for member in split_members(words_of(text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bộ Văn hóa, Thể thao và Du lịch", 1),
        ("Bộ Lao động - Thương binh và Xã hội và Bộ Y tế", 2),
        ("Cục Thông tin, Thống kê, Cục Viễn thông", 2),
        ("Vụ Thi đua - Khen thưởng", 1),
        ("các bộ, ngành, địa phương", 1),
        ("các bộ, ngành và các địa phương liên quan", 2),
        ("UBND các huyện, thành phố, thị xã và các xã, phường, thị trấn", 1),
        ("UBND các huyện, thành phố và các đơn vị liên quan", 2),
        ("Các Sở: Tài chính, Nội vụ, Y tế", 3),
        ("Sở Tài chính Sở Nội vụ", 2),
        ("Ủy ban Quốc gia về chuyển đổi số", 1),
        ("Ban Chỉ đạo phát triển khoa học, công nghệ và chuyển đổi số", 1),
        ("Vụ Pháp\nchế", 1),
        ("Văn phòng\nBộ", 1),
        ("Sở Y tế\nSở Nội vụ", 2),
    ],
)
def test_number_of_members(text, count):
    assert len(members(text)) == count, members(text)


def test_the_head_is_shared():
    assert members("Vụ trưởng các Vụ: Pháp chế, Đào tạo") == ["Vụ trưởng Vụ Pháp chế", "Vụ trưởng Vụ Đào tạo"]
    assert members("Sở Tài chính, Nội vụ và Tư pháp") == ["Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ", ["lead", "coordinating"]),
        ("Chủ trì: Sở Y tế. Phối hợp: Sở Nội vụ", ["lead", "coordinating"]),
        ("Sở Y tế (chủ trì), Sở Nội vụ (phối hợp)", ["lead", "coordinating"]),
        ("Các đơn vị chủ trì cung cấp dịch vụ", [None]),
        ("Đơn vị phối hợp: Sở Nội vụ", ["coordinating"]),
        ("Sở Y tế", [None]),
    ],
)
def test_roles(text, roles):
    assert [segment.role for segment in split_by_role(words_of(text))] == [role and Role(role) for role in roles]


@pytest.mark.parametrize(
    ("text", "opening"),
    [("Vụ Pháp chế", "known"), ("Vụ Thử nghiệm", "unit"), ("Vụ trưởng Vụ Thử", "title"), ("các đơn vị", "collective"),
     ("doanh nghiệp viễn thông", "noun"), ("Ông Lê An", "person"), ("Lê Văn An", "person"), ("XYZ", "short form"),
     ("khoa học", None), ("thực hiện", None), ("Hội nghị sơ kết", None)],
)  # fmt: skip
def test_openings(text, opening):
    assert find_opening(words_of(text), 0) == opening


@pytest.mark.parametrize(
    ("text", "title"),
    [("Phó Trưởng ban Thường trực Ban Chỉ đạo", "Phó Trưởng ban thường trực"), ("Q. Vụ trưởng Vụ A", "Quyền Vụ trưởng"),
     ("PGĐ Lê An", "Phó Giám đốc"), ("các Thứ trưởng", "Các Thứ trưởng"), ("TP Hà Nội", None), ("Trưởng thành", None)],
)  # fmt: skip
def test_titles(text, title):
    found = find_title(words_of(text), 0)
    assert (found.text.casefold() if found else None) == (title.casefold() if title else None)


@pytest.mark.parametrize(("text", "words"), [("Nguyễn Thị Thu Hà", 4), ("Đoàn Thanh niên", 0), ("Lê An, Vũ Bình", 2)])
def test_persons(text, words):
    assert end_of_person(words_of(text), 0) == words


@given(st.text(alphabet="Vụ ộBSởTàiPhòngcác,;:-\n và", max_size=50))
def test_members_are_words_in_order(text):
    spans = [(member.words[0].start, member.words[-1].end) for member in split_members(words_of(text))]
    assert spans == sorted(spans)
