"""Sentences: cases with bars where one ends, and laws that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.sentences import find_sentences, sentences
from tests.cases import load_cases


@pytest.mark.parametrize("case", load_cases("sentences.yml"))
def test_cases(case):
    wanted = [part.strip() for part in case["text"].split("|") if part.strip()]
    assert list(sentences(case["text"].replace("|", ""))) == wanted


@given(st.text(alphabet="Vụ Điều 12.,;:!?…()\n\t“”a", max_size=60) | st.text(max_size=40))
def test_sentences_hold_every_letter_in_order(text):
    spans = find_sentences(text)
    assert spans == tuple(sorted(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
