"""Character classes for Vietnamese letters hold capitals or small letters, never both."""

import re

import pytest

from extractors import alphabet
from normalizers import text

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@pytest.mark.parametrize("letters", [alphabet, text], ids=["extractors", "normalizers"])
def test_classes_part_capitals_from_small_letters(letters):
    assert re.fullmatch(f"[{letters.SMALL}]+", LETTERS)
    assert re.fullmatch(f"[{letters.CAPITAL}]+", LETTERS.upper())
    assert not re.search(f"[{letters.SMALL}]", LETTERS.upper())
    assert not re.search(f"[{letters.CAPITAL}]", LETTERS)
