"""Declarations of short forms, and short forms spelled out in a row of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.actors.abbreviations import find_declarations, start_by_initials
from normalizers.actors.cell_words import built_in_short_forms, text_between, words_of
from tests.gold import gold, shared_file


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Trung tâm Công nghệ thông tin (CNTT)", [("CNTT", "Công nghệ thông tin")]),
        ("Cục Thông tin khoa học và công nghệ (KH&CN) quốc gia", [("KH&CN", "khoa học và công nghệ")]),
        ("các thủ tục hành chính (TTHC)", [("TTHC", "thủ tục hành chính")]),
        ("như trí tuệ nhân tạo (AI)", [("AI", "trí tuệ nhân tạo")]),
        ("Ban Chỉ đạo chuyển đổi số (sau đây gọi tắt là Ban Chỉ đạo)", [("Ban Chỉ đạo", "Ban Chỉ đạo chuyển đổi số")]),
        ("Trung tâm Tin học (gọi tắt là TTTH)", [("TTTH", "Trung tâm Tin học")]),
        ("Kế hoạch cải cách hành chính năm 2024 (Kế hoạch)", [("Kế hoạch", "Kế hoạch cải cách hành chính năm 2024")]),
        ("Bộ Nội vụ (để báo cáo)", []),
        ("Sở Y tế (chủ trì)", []),
        ("mục tiêu (1) và (2)", []),
        ("(CNTT)", []),
        ("không có gì", []),
    ],
)
def test_declarations(text, expect):
    found = find_declarations(text)
    assert [(each.short, each.long) for each in found] == expect
    assert all(text[each.start : each.end] == each.raw for each in found)


@pytest.mark.parametrize(("year", "name"), [(2022, "000_cc66da9a0ab92c5f.txt"), (2023, "004_7246aeec868693d9.txt")])
def test_gold_declarations(year, name):
    (document,) = gold(f"seed_{year}.json")
    found = {each.short: each.long for each in find_declarations(shared_file(f"seeds/{name}").read_text("utf-8"))}
    wanted = document["abbreviations_declared"]
    # The long form is as printed: a misread word in it is repaired elsewhere.
    assert set(found) >= set(wanted)
    assert all(found[short] == long for short, long in wanted.items() if short != "Kế hoạch")


@given(st.text(alphabet="Công nghệ(CNTT)KH& ,\n", max_size=60))
def test_spans_of_declarations(text):
    assert all(text[each.start : each.end] == each.raw for each in find_declarations(text))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("TT CNTT", "Trung tâm Công nghệ thông tin"),
        ("P. Đào tạo", "Phòng Đào tạo"),
        ("P.KT&BĐCL", "Phòng KT&BĐCL"),
        ("UBND TP. Hải Phòng", "Ủy ban nhân dân thành phố Hải Phòng"),
        ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"),
        ("Bộ TT&TT", "Bộ TT&TT"),
        ("Vụ Kế hoạch – Tài chính", "Vụ Kế hoạch - Tài chính"),
        ("Phòng KH-TC", "Phòng KH-TC"),
        ("Giáo dục & Đào tạo", "Giáo dục và Đào tạo"),
        ("cntt", "cntt"),
    ],
)
def test_spelled_out(text, spelled):
    assert text_between(words_of(text), text) == spelled


def test_declarations_win():
    words = words_of("CNTT", (("CNTT", "chủ nhiệm thanh tra"),))
    assert [word.text for word in words] == ["chủ", "nhiệm", "thanh", "tra"]


def test_every_short_form_is_shorter_than_what_it_stands_for():
    forms = built_in_short_forms()
    assert all(
        len(short) < len(long) for table in (forms.always, forms.head, forms.place) for short, long in table.items()
    )


def test_initials():
    assert start_by_initials(["Trung", "tâm", "Công", "nghệ", "thông", "tin"], "CNTT") == 2
    assert start_by_initials(["Trung", "tâm"], "CNTT") is None
