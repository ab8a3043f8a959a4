"""What pdfminer and pdfplumber raise on a damaged file, and what slips through them."""

import struct
import zlib


def damage_errors() -> tuple[type[Exception], ...]:
    """Return the errors that mean the file is damaged, not the program.

    >>> ValueError in damage_errors(), OSError in damage_errors()
    (True, False)
    """
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    return (
        PdfminerException,
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
