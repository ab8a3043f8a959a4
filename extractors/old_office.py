"""Old Office files: Word 97–2003 read by us, older ones, RTF and damaged ones with LibreOffice, others refused."""

from collections.abc import Callable

from extractors.libreoffice import convert_to_docx
from extractors.model import Reading, Unreadable
from extractors.office_archive import locked
from extractors.word97.binary import NotWord97
from extractors.word97.reading import read_word97
from extractors.word_file import read_word_file

RTF = b"{\\rtf"
Convert = Callable[[bytes, str], bytes]

_REFUSALS = {
    "workbook": "Excel 97 workbooks (.xls) are not read. Open the file in an office program and save it as XLSX.",
    "slides": "Slides (.ppt) are not read. Open the file in an office program and save it as PDF.",
    "other": "The file is neither a document nor a workbook of an office program. "
    "Save the document as PDF, DOCX or XLSX and put that in its place.",
}


def read_old_office(data: bytes, convert: Convert = convert_to_docx) -> Reading:
    """Return what stands in a .doc or .rtf; `convert` makes a .docx of those that we do not read ourselves.

    Raises `Unreadable` for files with a password, workbooks, slides, and where LibreOffice is needed and missing.
    """
    if data.startswith(RTF):
        return read_word_file(convert(data, ".rtf"))
    try:
        return read_word97(data)
    except NotWord97 as found:
        if found.reason == "encrypted":
            raise locked() from found
        if found.reason in _REFUSALS:
            raise Unreadable("kind_unsupported", _REFUSALS[found.reason]) from found
        return read_word_file(convert(data, ".doc"))
    except Unreadable as damage:
        return _read_damaged(data, convert, damage)


def _read_damaged(data: bytes, convert: Convert, damage: Unreadable) -> Reading:
    """What LibreOffice still finds in a damaged file; where it finds no words either, the damage is the failure."""
    try:
        reading = read_word_file(convert(data, ".doc"))
    except Unreadable as failure:
        raise damage from failure
    if not reading.blocks:
        raise damage
    return reading
