"""What pdfminer and pdfplumber raise on a damaged file, what slips through them, and how a closed PDF is told."""

import struct
import zlib

from extractors.model import Unreadable


def damage_errors() -> tuple[type[Exception], ...]:
    """Return the errors that mean the file is damaged, not the program.

    >>> ValueError in damage_errors(), OSError in damage_errors()
    (True, False)
    """
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    return (
        PdfminerException,
        MalformedPDFException,
        PDFException,
        PSException,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        AssertionError,
        ArithmeticError,
        RuntimeError,
        struct.error,
        zlib.error,
    )


def unopened_pdf(*, is_locked: bool) -> Unreadable:
    """Return why a PDF cannot be opened and what to do.

    >>> unopened_pdf(is_locked=True).code, unopened_pdf(is_locked=False).code
    ('encrypted', 'damaged_pdf')
    """
    if is_locked:
        return Unreadable(
            "encrypted",
            "The PDF is locked with a password. Open it with the password, save it without one, "
            "and put that in its place.",
        )
    return Unreadable(
        "damaged_pdf",
        "The PDF is damaged and cannot be opened. Get the file again, or print it to a new PDF from a viewer.",
    )
