from itertools import combinations
from typing import Any

import pytest

from normalizers.references.forms import reference_text
from normalizers.references.issuer_names import code_of_name, read_issuer
from normalizers.references.issuers import CodeMatch, edit_distance, issuers, resolve_issuer_code
from normalizers.resources import load_resource
from tests.cases import load_cases


@pytest.mark.parametrize("case", load_cases("issuers.yml"))
def test_cases(case: dict[str, Any]) -> None:
    issuer, how = resolve_issuer_code(case["code"], case.get("named"))
    assert (issuer.code if issuer else None, how) == (case["expect"], case["how"])


def test_a_valid_code_is_never_turned_into_another() -> None:
    for code, named in combinations(issuers(), 2):
        issuer, how = resolve_issuer_code(code, named)
        assert issuer is not None
        assert (issuer.code, how in (CodeMatch.EXACT, CodeMatch.ALIAS)) == (code, True)


def test_misspellings_are_no_codes_and_point_to_codes() -> None:
    fixable = load_resource("issuers.yml")["fixable"]
    assert not set(fixable) & set(issuers())
    assert set(fixable.values()) <= set(issuers())


def test_successors_and_parents_are_known() -> None:
    entries = [entry for level in load_resource("issuers.yml")["known"].values() for entry in level.values()]
    named = {entry[key] for entry in entries for key in ("successor", "parent") if key in entry}
    assert named <= set(issuers())


@pytest.mark.parametrize(
    ("text", "words", "code", "scope"),
    [
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ về", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "VPCP", None),
        ("Tổng Kiểm toán nhà nước quy định", "Tổng Kiểm toán nhà nước", "KTNN", None),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn", "BNNPTNT", None),
        ("Chủ tịch UBND thành phố Cần Thơ,", "Chủ tịch Ủy ban nhân dân thành phố Cần Thơ", "UBND", "can-tho"),
        ("Tỉnh ủy Quảng Nam về", "Tỉnh ủy Quảng Nam", "TU", "quang-nam"),
        ("Sở Y tế tỉnh Đắk Nông.", "Sở Y tế tỉnh Đắk Nông", "SYT", "dak-nong"),
        (
            "Ban Chỉ đạo chuyển đổi số của Bộ Công Thương",
            "Ban Chỉ đạo chuyển đổi số của Bộ Công Thương",
            "BCĐCĐS",
            "bct",
        ),
        ("Ủy ban Quốc gia chuyển đổi số", "Ủy ban Quốc gia về chuyển đổi số", "UBQGCĐS", None),
        ("Hội đồng quản lý quỹ phê duyệt", "Hội đồng quản lý quỹ", None, None),
        ("UỶ BAN NHÂN DÂN TỈNH THANH HÓA", "Ủy ban nhân dân TỈNH THANH HÓA", "UBND", "thanh-hoa"),
    ],
)
def test_issuers_in_words(text: str, words: str, code: str | None, scope: str | None) -> None:
    found = read_issuer(reference_text(text), 0)
    assert found is not None
    assert (found.words, found.code, found.scope) == (words, code, scope)


@pytest.mark.parametrize("text", ["pháp luật", "người dân", "3 tháng", "về việc"])
def test_other_words_name_no_issuer(text: str) -> None:
    assert read_issuer(reference_text(text), 0) is None


def test_names() -> None:
    assert code_of_name("Bộ Lao động-Thương binh và Xã hội") == "BLĐTBXH"
    assert code_of_name("Bộ Không có") is None
    assert edit_distance("", "abc") == 3
