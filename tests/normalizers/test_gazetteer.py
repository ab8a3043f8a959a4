"""The lookup of names: entries, spellings, scopes, damaged names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.actors.cell_words import words_of
from normalizers.actors.gazetteer import Method
from normalizers.actors.near_names import is_syllable, nearest, rotated
from normalizers.actors.places import load_provinces, parse_place
from normalizers.actors.scopes import scopes_of
from normalizers.actors.unit_entries import head_title, load_entries, load_gazetteer
from normalizers.actors.units import ActorContext, resolve_unit
from normalizers.text import slug, strip_marks

ENTRIES = load_entries()


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.unit_id], ids=lambda entry: entry.unit_id)
def test_every_known_name_is_found_by_its_own_body(entry):
    body = next((e.name for e in ENTRIES if e.unit_id == entry.parent_id), None)
    year = (entry.valid_to or entry.valid_from).year if entry.valid_to or entry.valid_from else None
    resolution = resolve_unit(entry.name, ActorContext(body, year))
    assert resolution.entry is not None
    assert resolution.entry.name == entry.name
    assert resolution.method is Method.EXACT


def test_ids_are_slugs_and_sources_are_given():
    assert all(entry.unit_id is None or slug(entry.unit_id.replace("/", "-")) for entry in ENTRIES)
    assert {entry.source for entry in ENTRIES} == {"S", "M"}
    parents = {entry.parent_id for entry in ENTRIES if entry.parent_id} - {"dn"}
    assert parents <= {entry.unit_id for entry in ENTRIES}


def test_codes_are_unique_at_the_top():
    codes = [entry.unit_id for entry in ENTRIES if entry.unit_id and "/" not in entry.unit_id]
    assert len(codes) == len(set(codes))


def test_provinces():
    provinces = load_provinces()
    assert len(provinces) == 64  # 63 until 30/6/2025 and the city of Huế
    assert len({province.into for province in provinces.values()} - {"hue"}) == 33


@pytest.mark.parametrize(
    ("text", "slug_"),
    [("tỉnh Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"), ("TP.HCM", "ho-chi-minh"), ("Thanh Hoá", "thanh-hoa"),
     ("thành phố Huế", "hue"), ("tỉnh Đắc Lắc", "dak-lak")],
)  # fmt: skip
def test_places(text, slug_):
    place = parse_place(text)
    assert place is not None
    assert place.province is not None
    assert place.province.slug == slug_


@pytest.mark.parametrize("text", ["tỉnh Bắc Nin", "tỉnh Nhà", "Hà", "huyện"])
def test_no_place(text):
    assert parse_place(text) is None


@pytest.mark.parametrize(
    ("body", "ids"),
    [("Bộ Y tế", ["byt"]), ("Tổng cục Thuế", ["btc/tong-cuc-thue", "btc"]), ("UBND TP Hà Nội", ["ha-noi"]),
     ("Ủy ban nhân dân tỉnh", [None]), ("UBND huyện Kỳ Sơn, tỉnh Nghệ An", ["nghe-an/huyen-ky-son", "nghe-an"]),
     ("Sở Nội vụ tỉnh Cà Mau", ["ca-mau/so-noi-vu", "ca-mau"]), ("Đại học Quy Nhơn", ["dai-hoc-quy-nhon"]), (None, [])],
)  # fmt: skip
def test_scopes(body, ids):
    assert [scope.unit_id for scope in scopes_of(body)] == ids


@pytest.mark.parametrize(
    ("name", "title"),
    [("Tổng cục Thuế", "Tổng cục trưởng"), ("Viện kiểm sát nhân dân tối cao", "Viện trưởng"),
     ("Ban Dân tộc", "Trưởng ban"), ("Quốc hội", None)],
)  # fmt: skip
def test_head_titles(name, title):
    assert head_title(name) == title


def test_titles_of_their_own():
    titles = {entry.unit_id: entry.head_title for entry in ENTRIES}
    assert titles["nhnn"] == "Thống đốc"
    assert titles["ttcp"] == "Tổng Thanh tra"


@pytest.mark.parametrize(
    ("text", "name"),
    [("Trung tâm CNIT", "Trung tâm Công nghệ thông tin"), ("Cục Viễn thônq", "Cục Viễn thông"),
     ("Ủy ban Quốc gia về chuyên đề số", "Ủy ban Quốc gia về chuyển đổi số")],
)  # fmt: skip
def test_near_names(text, name):
    found = nearest(words_of(text), load_gazetteer())
    assert found is not None
    assert {spelling.entry.name for spelling in found.spellings} == {name}


@pytest.mark.parametrize("text", ["Trung tâm Khuyến công Quốc gia", "Sở Nội vụ", "BTC", "Cục Viễn dương", "Vụ KHTC"])
def test_real_words_and_codes_are_not_near(text):
    found = nearest(words_of(text), load_gazetteer())
    assert (
        found is None or {s.entry.name for s in found.spellings} == {"Sở Nội vụ"} or found.spellings[0].keys[0] == "vụ"
    )


def test_a_word_out_of_place():
    found = rotated(words_of("tâm CNTT Trung"), load_gazetteer())
    assert found is not None
    assert found.method is Method.FUZZY


@given(st.sampled_from([e.name for e in ENTRIES if e.unit_id and e.level in {"ministry", "unit"}]))
def test_lost_marks_never_lead_to_another_name(name):
    """Marks lost on every letter give the same unit or none, never another."""
    damaged = " ".join(strip_marks(word) if word != "-" else word for word in name.split())
    resolution = resolve_unit(damaged, ActorContext())
    assert resolution.entry is None or resolution.entry.name == name


def test_syllables():
    assert all(is_syllable(word) for word in ["nghiêm", "quyết", "ưu", "thuở", "giếng", "oẳn"])
    assert not any(is_syllable(word) for word in ["ưung", "bktz", "điòa"])
