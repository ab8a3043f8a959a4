"""Raised signs: the mark of a footnote is no word of the cell, a unit's exponent is."""

import re

_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡]{1,3})[)\]]?")
_UNIT = re.compile(r"(?:^|[\s\d/(])(?:[kcdm]|h|da)?m$|\d$", re.IGNORECASE)


def is_footnote_mark(raised: str, before: str) -> bool:
    """Return whether a raised sign behind this text refers to a footnote. A sign that opens a line is kept.

    >>> [is_footnote_mark("1", "Sở Y tế"), is_footnote_mark("2", "120 km"), is_footnote_mark("1", "")]
    [True, False, False]
    """
    return bool(before.strip()) and _MARK.fullmatch(raised.strip()) is not None and not _UNIT.search(before)
