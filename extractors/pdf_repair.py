"""PDF files whose table of places is damaged, written anew by PDFium, which finds the objects by themselves."""

import ctypes
from io import BytesIO


def mend_pdf(data: bytes) -> bytes | None:
    """Return the file with a sound table of places, None where PDFium cannot open it either."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    content = BytesIO()
    try:
        document.save(content)
    except (pypdfium2.PdfiumError, ctypes.ArgumentError):
        return None
    finally:
        document.close()
    return content.getvalue()
