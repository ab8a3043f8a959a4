"""Which reader takes which kind of file: the one registry."""

from collections.abc import Callable
from dataclasses import replace

from extractors.delimited import read_delimited
from extractors.identify import decode
from extractors.markup import read_markup
from extractors.model import FileKind, Reading, Unreadable
from extractors.recognition import Recognise


def read(data: bytes, kind: FileKind, recognise: Recognise | None = None) -> Reading:
    r"""Return what stands in the file; raise `Unreadable` where it cannot be read.

    Pages that are only pictures come from `recognise`; raises `PagesWanted` where it has not all of them at hand.
    Without it they are recognised here, one after the other.

    >>> read("TT\tNhiệm vụ\n1\tSố hóa".encode(), FileKind.TEXT).encoding
    'utf-8'
    """
    paged = PAGED_READERS.get(kind)
    if paged is not None:
        return paged(data, recognise)
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


def _read_pdf(data: bytes, recognise: Recognise | None) -> Reading:
    from extractors.pdf import read_pdf

    return read_pdf(data, recognise)


def _read_image(data: bytes, recognise: Recognise | None) -> Reading:
    from extractors.scan.scan import read_image

    return read_image(data, recognise)


READERS: dict[FileKind, Callable[[bytes], Reading]] = {
    FileKind.TEXT: _read_text,
    FileKind.HTML: _read_html,
    FileKind.DOCX: _read_docx,
    FileKind.XLSX: _read_xlsx,
    FileKind.DOC: _read_doc,
}
# Readers of files whose pages may be pictures.
PAGED_READERS: dict[FileKind, Callable[[bytes, Recognise | None], Reading]] = {
    FileKind.PDF: _read_pdf,
    FileKind.IMAGE: _read_image,
}
