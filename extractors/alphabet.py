"""The letters of Vietnamese as they stand in a character class of a regular expression."""

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
# Spelled out, since capital and small letters alternate in Unicode: between "à" and "ỹ" lie "Đ", "Ơ" and "Ủ" too.
SMALL = f"a-z{_MARKED}"
CAPITAL = f"A-Z{_MARKED.upper()}"
