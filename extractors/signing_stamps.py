"""The text that a digital signature draws about itself ("Ký bởi: … Thời gian ký: …"), told from the page's own."""

import re
from functools import cache

from extractors.resources import load_words

_EMAIL = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+")
# A time of day: decisions give days, never hours and minutes of their date ("09.01.2025 10:21:11 +07:00").
_CLOCK = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}\D{0,4}\d{1,2}:\d{2}|\d{1,2}:\d{2}:\d{2}")


def is_stamp_text(text: str, signer: str | None = None) -> bool:
    """Whether a signature's appearance speaks of the signature: its signer, e-mail, time of day or validity.

    >>> is_stamp_text("Ký bởi: Sở Nội vụ"), is_stamp_text("SAO Y; 25/07/2025 10:25:14 +07:00"), is_stamp_text("2858")
    (True, True, False)
    >>> is_stamp_text("29/5/2025"), is_stamp_text("Sở Nội vụ"), is_stamp_text("SỞ NỘI VỤ", signer="Sở Nội vụ")
    (False, False, True)
    """
    plain = " ".join(text.casefold().split())
    if signer and plain == " ".join(signer.casefold().split()):
        return True
    return any(found(text) for found in (_EMAIL.search, _CLOCK.search, _marks().search, _label("signer").search))


def find_stamp_signer(text: str) -> str | None:
    """Return who signed by the stamp's text, or None.

    >>> find_stamp_signer("Người ký: Sở Nội vụ Email: snv@tinh.gov.vn Cơ quan: UBND tỉnh")
    'Sở Nội vụ'
    """
    return _after_label("signer", text)


def find_stamp_organisation(text: str) -> str | None:
    """Return the signer's body by the stamp's text, or None.

    >>> find_stamp_organisation("Ký bởi: Văn thư Cơ quan: UBND tỉnh Thời gian ký: 01/02/2025 10:00:00")
    'UBND tỉnh'
    """
    return _after_label("organisation", text)


def _after_label(topic: str, text: str) -> str | None:
    found = _label(topic).search(text)
    if found is None:
        return None
    rest = text[found.end() :]
    end = _any_label().search(rest)
    return " ".join(rest[: end.start() if end else None].split()).strip(" ,;") or None


@cache
def _label(topic: str) -> re.Pattern[str]:
    return _alternatives(load_words("signing_stamps.yml")[topic], r"\s*:\s*")


@cache
def _any_label() -> re.Pattern[str]:
    topics = load_words("signing_stamps.yml")
    return _alternatives([word for topic in ("signer", "organisation", "other") for word in topics[topic]], r"\s*:")


@cache
def _marks() -> re.Pattern[str]:
    return _alternatives(load_words("signing_stamps.yml")["marks"], r"\b")


def _alternatives(words: list[str], end: str) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + ")" + end, re.IGNORECASE)
