"""Codes that systems give to rows: "KH20_TT_N02.2.1" stands under "KH20_TT_N02.2", whatever the TT column says."""

import re
from collections.abc import Sequence

_CODE = re.compile(r"(?=\S*[A-Za-zĐđ])[\w/-]*\d(?:\.\d{1,3}){0,5}")
_LEAST_ROWS = 3


def find_row_codes(rows: Sequence[Sequence[str]]) -> tuple[str | None, ...]:
    """Return each row's code, or None; all None where no column beside the first holds codes that branch.

    A column counts when nearly every row has a code there, no two the same, and some codes go on with others.

    >>> find_row_codes([("I", "KH_N01", "a"), ("", "KH_N01.1", "b"), ("1", "KH_N01.1.1", "c")])
    ('KH_N01', 'KH_N01.1', 'KH_N01.1.1')
    >>> find_row_codes([("1", "QĐ1", "a"), ("2", "QĐ2", "b"), ("3", "QĐ3", "c")])
    (None, None, None)
    """
    width = max(map(len, rows), default=0)
    for column in range(1, min(width, 4)):
        texts = [row[column].strip(" .") if column < len(row) else "" for row in rows]
        codes = [text if _CODE.fullmatch(text) else None for text in texts]
        known = {code for code in codes if code}
        is_unique = len(known) >= 0.95 * len(rows) and len(rows) >= _LEAST_ROWS
        if is_unique and any(parent_code(code) in known for code in known):
            return tuple(codes)
    return (None,) * len(rows)


def parent_code(code: str) -> str | None:
    """Return the code above, or None at the top.

    >>> parent_code("KH20_TT_N02.2.1"), parent_code("KH20_TT_N02")
    ('KH20_TT_N02.2', None)
    """
    return code.rpartition(".")[0] or None


def code_shape(code: str) -> str:
    """Return the code with its numbers levelled: codes of one shape stand beside each other.

    >>> code_shape("KH20_TT_N02") == code_shape("KH20_TT_N17"), code_shape("TB200_N01") == code_shape("KH20_TT_N02")
    (True, False)
    """
    return re.sub(r"\d+", "#", code)
