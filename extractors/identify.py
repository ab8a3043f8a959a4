"""What a file is, told from its bytes, and the text of a text file whatever its encoding."""

import re
import unicodedata

from extractors.legacy_fonts import to_unicode
from extractors.model import FileKind, Unreadable
from extractors.syllables import vietnamese_share

# First bytes of the kinds we know. OOXML files are ZIPs; the part named tells Word from Excel.
_SIGNATURES = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.DOC),
    (b"{\\rtf", FileKind.DOC),
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]{0,500}>")
# Binary files hold control characters; text of any single-byte encoding holds next to none.
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_CONTROL_SHARE = 0.01
_ENOUGH_SYLLABLES = 0.6
_SAMPLE = 200_000


def identify(data: bytes) -> FileKind:
    """Return what the bytes are, whatever the file is called; raise `Unreadable` for empty and unknown content.

    >>> identify(b"%PDF-1.7 ..."), identify("Số: 12/QĐ-UBND".encode())
    (<FileKind.PDF: 'pdf'>, <FileKind.TEXT: 'text'>)
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("empty_file", "The file is empty. Put the full document in its place, or delete it.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _identify_zip(data)
    if _HTML.match(_without_mark(data)):
        return FileKind.HTML
    if _is_binary(data):
        raise Unreadable(
            "binary_content",
            "The content is neither text nor a known kind of document. "
            "Save it as PDF, DOCX, XLSX, HTML or UTF-8 text and put that in its place.",
        )
    return FileKind.TEXT


def decode(data: bytes) -> tuple[str, str]:
    """Return the NFC text of a text file and the encoding found.

    Tried in order: byte order mark, UTF-8, UTF-16 without a mark, then Windows-1258 and the single-byte fonts TCVN3,
    VNI and VISCII, of which the one with the most valid Vietnamese syllables wins. Raises `Unreadable` when none reads
    as Vietnamese.

    >>> decode("Quyết định".encode("utf-16"))
    ('Quyết định', 'utf-16')
    """
    for encoding in _certain_encodings(data):
        try:
            return unicodedata.normalize("NFC", data.decode(encoding)), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return _decode_legacy(data)


def _without_mark(data: bytes) -> bytes:
    """The first bytes, readable as ASCII: byte order mark and the zeros of UTF-16 taken off."""
    start = data[:4096]
    is_wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start[:8]
    return start.removeprefix(b"\xef\xbb\xbf") if not is_wide else start.lstrip(b"\xff\xfe").replace(b"\x00", b"")


def _identify_zip(data: bytes) -> FileKind:
    if b"word/" in data:
        return FileKind.DOCX
    if b"xl/" in data:
        return FileKind.XLSX
    raise Unreadable("archive", "The file is an archive. Unpack it and put the documents themselves in the folder.")


def _is_binary(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(data):
        return False
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL)) > _CONTROL_SHARE * len(sample)


def _looks_utf16(data: bytes) -> str | None:
    # Latin letters leave a zero in every other byte; Vietnamese ones a small number.
    even, odd = data[:_SAMPLE:2], data[1:_SAMPLE:2]
    high = bytes(range(0x20))
    for encoding, highs, lows in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if (
            highs
            and len(highs.translate(None, high)) < 0.05 * len(highs)
            and highs.count(0) > 0.3 * len(highs) > lows.count(0)
        ):
            return encoding
    return None


def _certain_encodings(data: bytes) -> list[str]:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
    guessed = _looks_utf16(data)
    return marked or ([guessed] if guessed else []) + ["utf-8"]


def _decode_legacy(data: bytes) -> tuple[str, str]:
    candidates = [(unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")), "windows-1258")]
    candidates += to_unicode(data.decode("cp1252", errors="replace"))
    candidates += to_unicode(data.decode("latin-1"))
    # Tags are no words of any language.
    shares = [vietnamese_share(_TAG.sub(" ", text[:_SAMPLE])) for text, _ in candidates]
    share, (text, encoding) = max(zip(shares, candidates, strict=True), key=lambda pair: pair[0])
    if share < _ENOUGH_SYLLABLES:
        raise Unreadable(
            "encoding_unknown",
            "The text is in an encoding that does not read as Vietnamese. Open it in an editor and save it as UTF-8.",
        )
    return text, encoding
