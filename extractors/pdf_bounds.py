"""Streams of a PDF unpack to no more than a document holds: pdfminer itself would fill whatever memory there is."""

import logging
import zlib
from typing import Any

# The longest true content stream seen has 11 MB, the largest font 30; a bomb of 1 MB unpacks to a thousand times that.
MOST_BYTES = 200_000_000
# pdfminer keeps every object and font of a file that it has met. So many are kept: those of some dozen pages.
_MOST_OBJECTS, _MOST_FONTS = 1_000, 50


def tame_pdfminer() -> None:
    """Let pdfminer unpack through `BoundedZlib` from now on, and keep what it says of damage to itself.

    It calls `zlib` in one module only and offers no limit. Its warnings quote the file, by the screenful; what it notes
    for its makers, four lines a token, is not even asked for: a twentieth of the time of a page of text.
    """
    from pdfminer import pdfinterp, pdftypes, psparser

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    for module in (pdfinterp, psparser):
        setattr(module.log, "debug", _say_nothing)  # noqa: B010 (an instance's method, set once and on purpose)

    setattr(pdftypes, "zlib", BoundedZlib)  # noqa: B010 (a module's name, set once and on purpose)


def forget_met_objects(pdf: Any) -> None:
    """Let go what an open PDF (pdfplumber's) has met so far, once that is much: the next page reads what it needs.

    Without it memory grows by up to 0.7 MB a page, measured on 1,000 pages with fonts of their own.
    """
    document, resources = pdf.doc, pdf.rsrcmgr
    if len(document._cached_objs) > _MOST_OBJECTS:
        document._cached_objs.clear()
        document._parsed_objs.clear()
    if len(resources._cached_fonts) > _MOST_FONTS:
        resources._cached_fonts.clear()


def _say_nothing(*_: object) -> None:
    pass


def _too_large() -> Exception:
    from pdfminer.pdfexceptions import PDFException

    return PDFException(f"a stream unpacks to more than {MOST_BYTES} bytes")


class BoundedObject:
    """A decompressor that raises pdfminer's error once it has given more than a document holds."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj()
        self._given = 0

    def decompress(self, data: bytes) -> bytes:
        """Return what the data unpacks to."""
        found = self._inner.decompress(data, MOST_BYTES - self._given + 1)
        self._given += len(found)
        if self._given > MOST_BYTES:
            raise _too_large()
        return found

    @property
    def is_over(self) -> bool:
        """Whether the end of the stream was reached."""
        return self._inner.eof


class BoundedZlib:
    """What pdfminer uses of `zlib`."""

    error = zlib.error
    decompressobj = BoundedObject

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """Return the whole stream unpacked, as `zlib.decompress` does.

        >>> BoundedZlib.decompress(zlib.compress(b"BT ET"))
        b'BT ET'
        """
        stream = BoundedObject()
        found = stream.decompress(data)
        if not stream.is_over:
            raise zlib.error("incomplete or truncated stream")
        return found
