"""Markdown emphasis and HTML tags inside a line: taken off, the words kept."""

import html
import re
import unicodedata

# A closed list: a tag we do not know is text that somebody printed, and stays.
_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|font|sup|sub|small|center|h[1-6])(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
# A single star or underscore is emphasis only as a pair that hugs its words; "a*b" and "ten_don_vi" are text.
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]{1,2000}?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\*_|#`<>~\-\[\]().])")


def strip_markup(text: str) -> str:
    """Return the words of a line without markup: NFC, single-spaced, otherwise as printed.

    >>> strip_markup("**Ban hành Kế hoạch"), strip_markup("<p>Văn Phòng Bộ,<br>các đơn vị</p>")
    ('Ban hành Kế hoạch', 'Văn Phòng Bộ, các đơn vị')
    >>> strip_markup("<script>alert(1)</script> 2 * 3 a_b_c")
    '<script>alert(1)</script> 2 * 3 a_b_c'
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if "#" in text:
        text = _HEADING.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text.replace("**", "").replace("__", ""))
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return " ".join(unicodedata.normalize("NFC", text).split())
