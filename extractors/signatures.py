"""The entries of a signature dictionary (ISO 32000-1, 12.8) as a `Signature`. Nothing is verified."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from extractors.certificates import find_signing_time, read_certificate
from extractors.page import BBox, Signature
from extractors.signing_stamps import find_stamp_organisation, find_stamp_signer, is_stamp_text

# "D:20250610084026+07'00'" (ISO 32000-1, 7.9.4); without its offset a time cannot be told in UTC.
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?)")


def parse_pdf_date(text: str) -> dt.datetime | None:
    """Return a date of a PDF in UTC; None where it is none, impossible, or gives no offset.

    >>> parse_pdf_date("D:20250610084026+07'00'")
    datetime.datetime(2025, 6, 10, 1, 40, 26, tzinfo=datetime.timezone.utc)
    >>> parse_pdf_date("D:20250231084026Z"), parse_pdf_date("D:20250610084026")
    (None, None)
    """
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day, hour, minute = (int(found[at]) for at in range(1, 6))
    offset = dt.timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0)) * (-1 if found[8] == "-" else 1)
    try:
        return dt.datetime(year, month, day, hour, minute, int(found[6] or 0), tzinfo=dt.timezone(offset)).astimezone(
            dt.UTC
        )
    except (ValueError, OverflowError):
        return None


def make_signature(
    entries: Mapping[str, Any],
    source: bytes,
    *,
    name: str | None,
    text: str = "",
    place: tuple[int, BBox] | None = None,
) -> Signature:
    """Return what a signature dictionary says, `text` being what is drawn at its `place` (page and box).

    The signer is the certificate's, else the dictionary's, else the drawn text's. The time is the dictionary's, else
    the signature's own: some signing tools write the local time there and call it UTC.
    """
    contents = entries.get("Contents")
    contents = contents if isinstance(contents, bytes) else b""
    certificate = read_certificate(contents)
    signer = certificate.name or _text(entries.get("Name")) or find_stamp_signer(text)
    return Signature(
        page=place[0] if place else None,
        box=place[1] if place else None,
        text=text,
        is_stamp=is_stamp_text(text, signer),
        signer=signer,
        organisation=certificate.organisation or find_stamp_organisation(text),
        signed_at=parse_pdf_date(_text(entries.get("M")) or "") or find_signing_time(contents),
        reason=_text(entries.get("Reason")),
        location=_text(entries.get("Location")),
        field=name,
        sub_filter=_text(entries.get("SubFilter")),
        covers_document=_covers(entries.get("ByteRange"), source),
    )


def _text(value: Any) -> str | None:
    """A text single-spaced; None where empty or none."""
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _covers(ranges: Any, source: bytes) -> bool | None:
    """Whether the signed bytes begin with the file's first and reach its last but blank ones."""
    if not isinstance(ranges, list) or len(ranges) != 4 or not all(isinstance(each, int) for each in ranges):
        return None
    end = ranges[2] + ranges[3]
    return ranges[0] == 0 and 0 < end <= len(source) and not source[end:].strip(b"\r\n \0")
