"""Which reader takes which kind of file: the one registry."""

from collections.abc import Callable
from dataclasses import replace

from extractors.delimited import read_delimited
from extractors.identify import decode
from extractors.markup import read_markup
from extractors.model import FileKind, Reading, Unreadable


def read(data: bytes, kind: FileKind) -> Reading:
    r"""Return what stands in the file; raise `Unreadable` where it cannot be read.

    >>> read("TT\tNhiệm vụ\n1\tSố hóa".encode(), FileKind.TEXT).encoding
    'utf-8'
    """
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable(
            "kind_unsupported",
            f"Files of kind {kind.value} are not read yet. Save the document as UTF-8 text and put that in its place.",
        )
    return reader(data)


def _read_text(data: bytes) -> Reading:
    text, encoding = decode(data)
    return replace(read_delimited(text), encoding=encoding)


def _read_html(data: bytes) -> Reading:
    text, encoding = decode(data)
    return replace(read_markup(text), encoding=encoding)


def _read_docx(data: bytes) -> Reading:
    from extractors.word_file import read_word_file

    return read_word_file(data)


def _read_xlsx(data: bytes) -> Reading:
    from extractors.workbook import read_workbook

    return read_workbook(data)


def _read_doc(data: bytes) -> Reading:
    from extractors.old_office import read_old_office

    return read_old_office(data)


def _read_pdf(data: bytes) -> Reading:
    from extractors.pdf import read_pdf

    return read_pdf(data)


def _read_image(data: bytes) -> Reading:
    from extractors.scan.scan import read_image

    return read_image(data)


READERS: dict[FileKind, Callable[[bytes], Reading]] = {
    FileKind.TEXT: _read_text,
    FileKind.HTML: _read_html,
    FileKind.PDF: _read_pdf,
    FileKind.IMAGE: _read_image,
    FileKind.DOCX: _read_docx,
    FileKind.XLSX: _read_xlsx,
    FileKind.DOC: _read_doc,
}
