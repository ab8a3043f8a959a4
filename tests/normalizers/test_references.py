import unicodedata
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.references.canonical import canonical_id
from normalizers.references.components import component_values
from normalizers.references.find import find_references
from normalizers.references.forms import squeeze
from normalizers.references.history import find_date_order_suspects, inherit
from normalizers.references.printed import format_citation, format_reference
from normalizers.references.reference import LegalReference, ReferenceContext, ReferenceNote
from normalizers.references.symbols import parse_symbol
from tests.cases import load_cases

Case = dict[str, Any]


@pytest.mark.parametrize("case", load_cases("references.yml"))
def test_cases(case: Case) -> None:
    found = find_references(case["text"], ReferenceContext(**case.get("context", {})))
    assert len(found) == len(case["expect"]), [reference.raw for reference in found]
    for expected, reference in zip(case["expect"], found, strict=True):
        for name, value in expected.items():
            if name == "notes_has":
                assert value in reference.notes
            else:
                assert getattr(reference, name) == value, name


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", load_cases("references.yml"))
def test_spans_are_of_the_composed_text(case: Case, form: str) -> None:
    text = unicodedata.normalize("NFC", case["text"])
    given_form = unicodedata.normalize(form, case["text"])  # type: ignore[arg-type]
    found = find_references(given_form)
    assert found == find_references(text)
    for reference in found:
        assert text[reference.start : reference.end] == reference.raw
        assert reference.parent is None or 0 <= reference.parent < len(found)


def test_references_do_not_overlap() -> None:
    text = "; ".join(case.values[0]["text"] for case in load_cases("references.yml"))
    found = find_references(text)
    assert len(found) > 150
    assert all(one.end <= other.start for one, other in pairwise(found))


_WORDS = """Quyết định|số|749/QĐ-TTg|ngày|03/6/2020|của|Bộ Y tế|Luật|Cư trú|,|;|và|các|khoản 2 Điều 5|\n|\t|(|)|“|”
|/QĐ-|QH15|Thủ tướng|năm 2023|Đề án 06|được sửa đổi, bổ sung bởi|45/2020/NĐ-CP|UBND tỉnh|Số:|……|sửa đổi, bổ sung
|57-NQ/TW|12|"""
_PIECES = st.sampled_from(_WORDS.split("|"))


@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_any_order_of_pieces_is_read(text: str) -> None:
    for reference in find_references(text):
        assert unicodedata.normalize("NFC", text)[reference.start : reference.end] == reference.raw
        assert 0 < reference.confidence <= 1


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert all(composed[reference.start : reference.end] == reference.raw for reference in find_references(text))


@given(st.text(alphabet="ab \n\t\u00a0", max_size=60))
def test_squeezed_offsets_lead_back(text: str) -> None:
    squeezed = squeeze(text)
    for offset, letter in enumerate(squeezed.text):
        start, end = squeezed.original(offset, offset + 1)
        assert letter.isspace() or text[start:end] == letter
    assert squeezed.text.split() == text.split()


_NUMBERED = st.builds(
    lambda number, symbol, day, inside: LegalReference(
        raw="",
        start=0,
        end=0,
        type=symbol[0],
        number=f"{number:02d}",
        symbol=symbol[1],
        date=day,
        year=day.year,
        year_in_symbol=inside,
    ),
    st.integers(1, 9999),
    st.sampled_from(
        [
            ("Quyết định", "QĐ-TTg"),
            ("Nghị định", "NĐ-CP"),
            ("Thông tư", "TT-BTTTT"),
            ("Thông tư liên tịch", "TTLT-BTC-BNV"),
            ("Công văn", "BTTTT-THH"),
            ("Nghị quyết", "NQ-HĐND"),
            ("Văn bản hợp nhất", "VBHN-NHNN"),
            ("Luật", "QH15"),
            ("Tờ trình", "TTr-SKHCN"),
        ]
    ),
    st.dates(date(1998, 1, 1), date(2040, 12, 31)),
    st.booleans(),
)


@given(_NUMBERED)
def test_what_is_printed_reads_back(reference: LegalReference) -> None:
    (read,) = find_references(format_reference(reference))
    for name in ("type", "number", "symbol", "date", "year", "year_in_symbol"):
        assert getattr(read, name) == getattr(reference, name)


@pytest.mark.parametrize("case", load_cases("references.yml"))
def test_printing_twice_changes_nothing(case: Case) -> None:
    for reference in find_references(case["text"]):
        if reference.symbol is None or reference.number is None or "issuer_unknown" in reference.notes:
            continue
        again = find_references(format_reference(reference))[0]
        assert format_reference(again) == format_reference(reference)
        assert (again.type, again.number, again.symbol, again.year) == (
            reference.type,
            reference.number,
            reference.symbol,
            reference.year,
        )


def test_a_short_second_citation_takes_the_year_of_its_document() -> None:
    first = find_references("Quyết định số 31/QĐ-BXD ngày 5/5/2021")
    second = find_references("theo Quyết định số 31/QĐ-BXD và Quyết định số 32/QĐ-BXD")
    (_, (short, other)) = inherit([first, second])
    assert (short.year, short.year_from, short.date) == (2021, "document", None)
    assert short.canonical_id == "vnlaw:qd/bxd/2021/31"
    assert other.year is None


def test_years_never_come_from_later_or_from_two_documents() -> None:
    short, full = find_references("số 31/QĐ-BXD"), find_references("số 31/QĐ-BXD ngày 5/5/2021")
    assert inherit([short, full])[0][0].year is None
    other = find_references("số 31/QĐ-BXD ngày 6/6/2022")
    assert inherit([full, other, short])[2][0].year is None


def test_a_scope_is_inherited_with_the_identity() -> None:
    full = find_references("Kế hoạch số 8/KH-UBND ngày 3/3/2022 của UBND tỉnh Hậu Giang")
    short = find_references("Kế hoạch số 8/KH-UBND")
    assert inherit([full, short])[1][0].canonical_id == "vnlaw:kh/ubnd.hau-giang/2022/8"


def test_a_mention_by_number_takes_the_identity_of_its_citation() -> None:
    full = find_references("Nghị định số 73/2019/NĐ-CP ngày 05/9/2019")
    short = find_references("theo khoản 1 Điều 2 Nghị định 73, các đơn vị")
    assert inherit([full, short])[1][0].canonical_id == "vnlaw:nd/cp/2019/73"


def test_numbers_follow_dates_within_a_series() -> None:
    text = "; ".join(
        f"Quyết định số {number}/QĐ-BYT ngày {day}"
        for number, day in [(10, "5/1/2022"), (90, "1/2/2022"), (95, "20/1/2022"), (200, "3/4/2022"), (5, "7/7/2023")]
    )
    found = find_references(text)
    assert [found[index].number for index in find_date_order_suspects(found)] == ["90"]


def test_no_suspects_between_series() -> None:
    found = find_references("Quyết định số 9/QĐ-BYT ngày 1/2/2022; số 2/QĐ-BTP ngày 1/3/2022; 5-NQ/TW ngày 1/1/2022")
    assert find_date_order_suspects(found) == ()


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("QD-TTG", "QĐ-TTg"),
        ("NĐ - CP", "NĐ-CP"),
        ("TTVPCP", "TT-VPCP"),
        ("QĐ-8KHCN", "QĐ-8KHCN"),
        ("UBTVQH14", "UBTVQH14"),
    ],
)
def test_symbols(symbol: str, expected: str) -> None:
    parsed = parse_symbol(symbol)
    assert parsed is not None
    assert parsed.text == expected


def test_citation_forms() -> None:
    texts = ["Nghị quyết số 57-NQ/TW", "Luật số 67/2006/QH11", "số 639/BTTTT-THH", "Nghị định số 63-CP"]
    assert [format_citation(find_references(text)[0]) for text in texts] == [
        "57-NQ/TW",
        "67/2006/QH11",
        "639/BTTTT-THH",
        "63-CP",
    ]


def test_no_number_no_identity() -> None:
    (blank,) = find_references("Quyết định số    /QĐ-BNV ngày   tháng   năm 2024")
    assert canonical_id(blank) is None
    assert ReferenceNote.BLANK_NUMBER in blank.notes


def test_components_by_level() -> None:
    assert component_values("dieu-7..13") == {"dieu": ("7", "13")}
    assert component_values("phu-luc-I/tieu-muc-2") == {"phu-luc": ("I",), "tieu-muc": ("2",)}
