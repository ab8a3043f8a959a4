"""The pipeline: offsets kept for any text, spans as our finders see them, nothing loaded early or fetched."""

import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.actors.units import ActorContext, find_units
from normalizers.deadlines.find import find_deadlines
from normalizers.nlp import find_tags, find_words, load_nlp, segment
from normalizers.references.find import find_references
from normalizers.unit_proposals import Proposal, propose_units

BODY = "Bộ Khoa học và Công nghệ"
TEXT = (
    "Vụ Pháp chế phối hợp với Sở Y tế tỉnh Lào Cai rà soát Nghị định số 30/2020/NĐ-CP trước ngày 15/6/2024.\n\n"
    "\tBộ Khoa học và Công nghệ  báo cáo.  "
)
PIECES = st.sampled_from(
    ["Vụ Pháp chế", "Bộ Khoa học và Công nghệ", "số 749/QĐ-TTg", "trước ngày 15/6/2024", "chuyển đổi số", "UBND tỉnh"]
)
ANY_TEXT = st.one_of(
    st.text(max_size=50),
    st.text(alphabet="Vụ ộ\u0323\u0302eoU\n\r\t\u00a0\u2028.-/&()1", max_size=50),
    st.lists(PIECES, max_size=5).map(" ,\n".join),
    st.lists(PIECES, max_size=5).map(lambda pieces: unicodedata.normalize("NFD", "  ".join(pieces))),
)
# The first example loads both libraries.
patient = settings(deadline=None, max_examples=60)


@pytest.fixture(scope="session")
def nlp():
    return load_nlp(BODY, 2024)


def marks(doc, key):
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans[key]]


@patient
@given(ANY_TEXT)
def test_the_text_and_its_offsets_are_kept(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert [span for key in ("references", "units", "deadlines") for span in doc.spans[key] if not span.text] == []


@patient
@given(ANY_TEXT)
def test_words_hold_every_letter_in_order(text):
    spans = find_words(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\t a", "a  b", " a\r\nb ", "a\u00a0b", "a\u0302\u0323", "\u0958x", "ﬁ"]
)
def test_odd_blanks_and_letters(nlp, text):
    assert nlp(text).text == text


def test_words():
    assert segment("Vụ Pháp chế tổng hợp, báo cáo.") == ("Vụ", "Pháp chế", "tổng hợp", ",", "báo cáo", ".")
    assert segment("") == segment(" \n") == ()


def test_words_of_decomposed_text_are_its_own():
    text = "Vụ Pháp chế tổng hợp"
    decomposed = unicodedata.normalize("NFD", text)
    assert segment(decomposed) == tuple(unicodedata.normalize("NFD", word) for word in segment(text))


def test_a_word_does_not_run_over_a_line_or_cell():
    assert not [word for word in segment("Vụ Pháp\nchế\tbáo\tcáo") if "\n" in word or "\t" in word]


def test_tags_stand_where_the_words_stand():
    line = "Sở Nội vụ  phối hợp với Bộ Y tế."
    words = [line[tagged.start : tagged.end] for tagged in find_tags(line)]
    assert words == ["Sở", "Nội vụ", "phối hợp", "với", "Bộ", "Y tế", "."]


def test_spans_are_what_the_finders_see(nlp):
    doc = nlp(TEXT)
    units = find_units(TEXT, ActorContext(BODY, 2024))
    assert [span.kb_id_ for span in doc.spans["units"]] == [unit.unit_id for unit in units if unit.raw != "CP"]
    assert marks(doc, "references") == [(r.raw, r.type_code, r.canonical_id) for r in find_references(TEXT)]
    assert [text for text, _, _ in marks(doc, "deadlines")] == [d.raw for d in find_deadlines(TEXT, "task", 2024)]


def test_labels(nlp):
    doc = nlp(TEXT)
    assert marks(doc, "references") == [("Nghị định số 30/2020/NĐ-CP", "NĐ", "vnlaw:nd/cp/2020/30")]
    assert [label for _, label, _ in marks(doc, "units")] == ["unit", "department", "ministry"]
    assert marks(doc, "deadlines") == [("trước ngày 15/6/2024", "by", "")]


def test_decomposed_text_has_the_same_spans(nlp):
    composed, decomposed = nlp(TEXT), nlp(unicodedata.normalize("NFD", TEXT))
    for key in ("references", "units", "deadlines"):
        again = [(unicodedata.normalize("NFC", text), *rest) for text, *rest in marks(decomposed, key)]
        assert again == marks(composed, key) != []


def test_issuers_in_symbols_are_no_units(nlp):
    doc = nlp("Quyết định số 12/2020/QĐ-TTg, Nghị định số 30/2020/NĐ-CP; NQ-CP; QCVN 1:2026/BCT và Bộ Y tế.")
    assert [span.text for span in doc.spans["units"]] == ["Bộ Y tế"]


def test_a_span_that_ends_inside_a_word_takes_it_in(nlp):
    # underthesea reads "Khoa học và" as one word.
    doc = nlp("Sở Nội vụ và Bộ Khoa học và Công nghệ")
    assert [span.text for span in doc.spans["units"]] == ["Sở Nội vụ", "Bộ Khoa học và Công nghệ"]


def test_short_forms_that_the_text_declares(nlp):
    doc = nlp("Cục Sở hữu trí tuệ (SHTT) báo cáo. Cục SHTT gửi Bộ Y tế.")
    assert {span.kb_id_ for span in doc.spans["units"]} == {"bkhcn/cuc-so-huu-tri-tue", "byt"}


def test_relative_names_belong_to_the_body():
    doc = load_nlp("Bộ Y tế")("Văn phòng Bộ báo cáo.")
    assert [span.kb_id_ for span in doc.spans["units"]] == ["byt/van-phong-bo"]


def test_sentences_of_the_document(nlp):
    doc = nlp("Giao TP. Huế báo cáo. Hết thời hạn.\nĐiều 2. Bãi bỏ.")
    assert [sent.text.strip() for sent in doc.sents] == ["Giao TP. Huế báo cáo.", "Hết thời hạn.", "Điều 2. Bãi bỏ."]


def test_a_batch_gives_what_single_texts_give(nlp):
    texts = [TEXT, "", "Bộ Y tế"]
    docs = list(nlp.pipe(texts, batch_size=2))
    assert [doc.to_json() for doc in docs] == [nlp(text).to_json() for text in texts]


def test_displacy_shows_the_spans(nlp):
    from spacy import displacy

    html = displacy.render(nlp("Bộ Y tế báo cáo."), style="span", options={"spans_key": "units"}, jupyter=False)
    assert "ministry" in html and "byt" in html


def test_loaded_once():
    assert load_nlp(BODY, 2024) is load_nlp(BODY, 2024)
    assert load_nlp(BODY, 2024).pipe_names == ["references", "units", "deadlines"]


def test_unknown_units_are_proposed():
    texts = [
        "Giao Cục Kiểm định hàng không rà soát; Bộ Y tế bố trí vốn.",
        "Cục Kiểm định hàng không báo cáo.\nTrung tâm dữ liệu của tỉnh và Tổ chức Ngày hội việc làm.",
        "Hồ sơ gửi Hội Khuyến đọc tỉnh.",
    ]
    found = propose_units(texts, ActorContext(BODY, 2024))
    assert found == (Proposal("Cục Kiểm định hàng không", 2), Proposal("Hội Khuyến đọc tỉnh", 1))


def test_letterheads_and_known_units_are_not_proposed():
    texts = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KT. BỘ TRƯỞNG", "Vụ Pháp chế và Sở Y tế tỉnh Lào Cai báo cáo."]
    assert propose_units(texts, ActorContext(BODY, 2024)) == ()


OFFLINE = """
import socket, sys
def refuse(*_): raise AssertionError("the network was asked")
socket.socket.connect = socket.getaddrinfo = refuse
from normalizers import nlp, unit_proposals
assert not {"spacy", "underthesea"} & set(sys.modules)
assert nlp.load_nlp()("Bộ Y tế báo cáo.").spans["units"]
assert unit_proposals.propose_units(["Giao Cục Kiểm định hàng không rà soát."])
"""


def test_nothing_is_loaded_early_or_fetched():
    done = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
