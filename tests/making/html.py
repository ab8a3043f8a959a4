"""HTML as legal portals publish it: head and signature as borderless tables, task tables with rowspan and colspan."""

from collections.abc import Iterable, Iterator
from html import escape

from tests.making.grid import GridCell, make_grid
from tests.making.truth import Attachment, DocumentFacts, TableFacts, Truth
from tests.making.wording import (
    MOTTO,
    RECIPIENTS,
    STATE,
    article_heading,
    number_line,
    place_date_line,
    recipient_lines,
    signature_lines,
)


def make_html(truth: Truth) -> str:
    """The truth as one HTML page in UTF-8."""
    document = truth.document
    body = [*_head(document), *_decision(document), *_signature(document)]
    if document.attachment:
        body += _attachment(document, document.attachment)
    for table in truth.tables:
        body += _table(table, truth)
    title = escape(f"{document.type} {number_line(document)}")
    start = f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    return "\n".join([start, *body, "</body></html>", ""])


def _head(document: DocumentFacts) -> Iterator[str]:
    parent = f"{_lines(document.letterhead.parent)}<br>" if document.letterhead.parent else ""
    left = f"{parent}<b>{_lines(document.letterhead.issuing)}</b><br>-------"
    right = f"<b>{STATE}</b><br><b>{MOTTO}</b><br>---------------"
    yield _pair(left, right)
    yield _pair(escape(number_line(document)), f"<i>{escape(place_date_line(document.place, document.date))}</i>")


def _decision(document: DocumentFacts) -> Iterator[str]:
    kind = escape(document.type.upper())
    yield _paragraph(f"<b>{kind}</b>", centred=True)
    yield _paragraph(f"<b>{escape(document.title)}</b>", centred=True)
    yield _paragraph(f"<b>{_lines(document.authority)}</b>", centred=True)
    for basis in [*document.legal_bases, *([document.proposal] if document.proposal else [])]:
        yield _paragraph(f"<i>{escape(basis)}</i>")
    yield _paragraph(f"<b>{kind}:</b>", centred=True)
    for article in document.articles:
        yield _paragraph(f"<b>{article_heading(article)}</b> {escape(article.text)}")
        yield from (_paragraph(f"{clause.ordinal}. {escape(clause.text)}") for clause in article.clauses)


def _signature(document: DocumentFacts) -> Iterator[str]:
    copies = "<br>".join(escape(line) for line in recipient_lines(document.recipients))
    left = f"<b><i>{RECIPIENTS}</i></b><br>{copies}"
    name = escape(document.signer.printed_name or document.signer.name)
    right = f"<b>{'<br>'.join(escape(line) for line in signature_lines(document))}<br><br><br>{name}</b>"
    yield _pair(left, right)


def _attachment(document: DocumentFacts, attachment: Attachment) -> Iterator[str]:
    if attachment.with_place_and_date:
        yield _paragraph(f"<i>{escape(place_date_line(document.place, document.date))}</i>", centred=True)
    yield _paragraph(f"<b>{escape(attachment.type.upper())}</b>", centred=True)
    yield _paragraph(f"<b>{escape(attachment.title)}</b>", centred=True)
    yield _paragraph(f"<i>{escape(attachment.attached_to)}</i>", centred=True)
    for part in attachment.parts:
        yield _paragraph(f"<b>{escape(part.heading)}</b>")
        yield from (_paragraph(escape(text)) for text in part.paragraphs)


def _table(table: TableFacts, truth: Truth) -> Iterator[str]:
    if table.appendix:
        yield _paragraph(f"<b>{escape(table.appendix.heading)}</b>", centred=True)
        yield _paragraph(f"<b>{escape(table.appendix.title)}</b>", centred=True)
        yield _paragraph(f"<i>{escape(table.appendix.attached_to)}</i>", centred=True)
    grid = make_grid(table, truth.style.sections)
    yield '<table border="1" cellspacing="0" cellpadding="4" width="100%">'
    yield from _rows("thead", "th", grid.header)
    yield from _rows("tbody", "td", grid.body)
    yield "</table>"
    yield from (_paragraph(escape(note)) for note in table.notes)
    yield from (_paragraph(f"<sup>{n}</sup> {escape(note.text)}") for n, note in enumerate(table.footnotes, start=1))


def _rows(part: str, tag: str, rows: Iterable[tuple[GridCell, ...]]) -> Iterator[str]:
    yield f"<{part}>"
    for row in rows:
        yield f"<tr>{''.join(_cell(tag, cell) for cell in row)}</tr>"
    yield f"</{part}>"


def _cell(tag: str, cell: GridCell) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    mark = f"<sup>{cell.mark}</sup>" if cell.mark else ""
    text = f"<b>{_lines(cell.text)}</b>" if cell.bold and tag == "td" and cell.text else _lines(cell.text)
    return f"<{tag}{spans}>{text}{mark}</{tag}>"


def _pair(left: str, right: str) -> str:
    cells = f'<td width="40%" align="center">{left}</td><td width="60%" align="center">{right}</td>'
    return f'<table border="0" width="100%"><tr>{cells}</tr></table>'


def _paragraph(content: str, *, centred: bool = False) -> str:
    return f'<p align="center">{content}</p>' if centred else f"<p>{content}</p>"


def _lines(text: str | None) -> str:
    return "<br>".join(escape(line) for line in (text or "").split("\n"))
