"""The decision itself and the head of its attachment, set as annex I of Nghị định 30/2020/NĐ-CP draws them."""

from tests.making.fonts import Face, width_of
from tests.making.lines import LEADING, Line, Setting, Word, break_lines, split_words
from tests.making.pages import Box, Press
from tests.making.truth import Align, Appendix, Attachment, DocumentFacts, PrintStyle
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

_INDENT = 28.35  # 1 cm
_LEFT_SHARE = 0.41  # of the width, for the agency; the state's name takes the rest
_SEAL_ROOM = 72.0
_HEAD_SIZE = 12.0


def set_decision(press: Press, document: DocumentFacts, style: PrintStyle) -> None:
    """The decision from the letterhead to the signature, on portrait pages."""
    press.new_page()
    _set_head(press, document)
    press.y += 14
    kind = document.type.upper()
    press.text(kind, style.body_size, Face.BOLD, "type")
    press.text(document.title, style.body_size, Face.BOLD, "title", share=0.86)
    press.rule(70)
    press.y += 12
    press.text(document.authority, style.body_size, Face.BOLD, "authority")
    press.y += 8
    body = Setting(press.width, style.body_size, Align.JUSTIFY)
    for basis in [*document.legal_bases, *([document.proposal] if document.proposal else [])]:
        words = split_words(basis, Face.ITALIC, break_hyphens=style.break_hyphens)
        _spaced(press, words, body, "basis")
    press.y += 4
    press.text(f"{kind}:", style.body_size, Face.BOLD, "resolution")
    press.y += 4
    _set_articles(press, document, style)
    _set_signature(press, document, style)


def set_attachment(press: Press, document: DocumentFacts, attachment: Attachment, style: PrintStyle) -> None:
    """The head of the attached plan and its parts before the table."""
    if attachment.with_place_and_date:
        _set_head(press, document, with_number=False)
        press.y += 12
    press.text(attachment.type.upper(), style.body_size, Face.BOLD, "attachment type")
    press.text(attachment.title, style.body_size, Face.BOLD, "attachment title", share=0.86)
    press.text(attachment.attached_to, style.body_size, Face.ITALIC, "attached to", share=0.86)
    press.rule(110)
    press.y += 10
    body = Setting(press.width, style.body_size, Align.JUSTIFY)
    for part in attachment.parts:
        _spaced(press, split_words(part.heading, Face.BOLD), body, "part heading")
        for text in part.paragraphs:
            _spaced(press, split_words(text, break_hyphens=style.break_hyphens), body, "part")


def set_appendix(press: Press, appendix: Appendix, style: PrintStyle) -> None:
    """The head of an appendix."""
    press.text(appendix.heading, style.body_size, Face.BOLD, "appendix heading")
    press.text(appendix.title, style.body_size, Face.BOLD, "appendix title", share=0.86)
    press.text(appendix.attached_to, style.body_size, Face.ITALIC, "attached to", share=0.8)
    press.rule(110)
    press.y += 10


def _spaced(press: Press, words: list[Word], setting: Setting, kind: str) -> None:
    press.paragraph(words, setting, kind, indent=_INDENT)
    press.y += 6


def _set_head(press: Press, document: DocumentFacts, *, with_number: bool = True) -> None:
    """Two columns: the agency with a short rule, the state's name and motto with a full one, then number and date."""
    letterhead = document.letterhead
    start = press.y
    upper = [(line, Face.REGULAR) for line in (letterhead.parent or "").split("\n") if line]
    left = [*upper, *((line, Face.BOLD) for line in letterhead.issuing.split("\n"))]
    split = press.width * _LEFT_SHARE
    columns = ((press.left - 12, split), (press.left + split - 4, press.width - split + 14))
    bottom = _set_block(press, left, columns[0], "letterhead")
    _rule_under(press, columns[0], width_of(left[-1][0], Face.BOLD) * _HEAD_SIZE * 0.4, bottom)
    press.y = start
    motto_bottom = _set_block(press, [(STATE, Face.BOLD), (MOTTO, Face.BOLD)], columns[1], "state")
    _rule_under(press, columns[1], width_of(MOTTO, Face.BOLD) * (_HEAD_SIZE + 1), motto_bottom)
    press.y = max(bottom, motto_bottom) + 8
    date = place_date_line(document.place, document.date, blank="\N{NO-BREAK SPACE}" * 5)
    with press.at(press.y):
        _centred(press, date.replace("\N{NO-BREAK SPACE}", " "), Face.ITALIC, columns[1], "date")
    if with_number:
        _centred(press, number_line(document, blank=" " * 9), Face.REGULAR, columns[0], "number")
    else:
        press.y += (_HEAD_SIZE + 1) * LEADING


def _set_block(press: Press, lines: list[tuple[str, Face]], column: tuple[float, float], kind: str) -> float:
    left, width = column
    for place, (text, face) in enumerate(lines):
        size = _HEAD_SIZE + (kind == "state" and place == 1)
        for line in break_lines(split_words(text, face), Setting(width, size)):
            press.set_line(line, Setting(width, size, Align.CENTRE), kind, left=left)
    return press.y


def _rule_under(press: Press, column: tuple[float, float], width: float, y: float) -> None:
    centre = column[0] + column[1] / 2
    press.page.rules.add(Box(centre - width / 2, y + 3, centre + width / 2, y + 3))


def _centred(press: Press, text: str, face: Face, column: tuple[float, float], kind: str) -> None:
    """One line that keeps its inner blanks: the places left open for a pen."""
    left, width = column
    press.set_line(Line((Word(text, face),)), Setting(width, _HEAD_SIZE + 1, Align.CENTRE), kind, left=left)


def _set_articles(press: Press, document: DocumentFacts, style: PrintStyle) -> None:
    body = Setting(press.width, style.body_size, Align.JUSTIFY)
    for article in document.articles:
        heading = split_words(article_heading(article), Face.BOLD)
        _spaced(press, [*heading, *split_words(article.text)], body, "article")
        for clause in article.clauses:
            _spaced(press, split_words(f"{clause.ordinal}. {clause.text}"), body, "clause")


def _set_signature(press: Press, document: DocumentFacts, style: PrintStyle) -> None:
    """Recipients on the left, the signer on the right; both stay on one page."""
    copies = recipient_lines(document.recipients)
    posts = signature_lines(document)
    right_width = press.width * 0.55
    name = document.signer.printed_name or document.signer.name
    above = [line for post in posts for line in _bold_lines(post, right_width, style.body_size)]
    height = (len(above) + 1) * style.body_size * LEADING + _SEAL_ROOM
    if press.room < max(height, (len(copies) + 2) * 13):
        press.new_page()
    press.y += 8
    start = press.y
    _set_copies(press, copies)
    left, setting = press.left + press.width - right_width, Setting(right_width, style.body_size, Align.CENTRE)
    with press.at(start):
        for line in above:
            press.set_line(line, setting, "signature", left=left)
        seal = Box(left, press.y, left + right_width, press.y + _SEAL_ROOM)
        press.page.signature = seal
        press.y += _SEAL_ROOM
        for line in _bold_lines(name, right_width, style.body_size):
            press.set_line(line, setting, "signer", left=left)
        end = press.y
    press.y = max(press.y, end)


def _bold_lines(text: str, width: float, size: float) -> list[Line]:
    return break_lines(split_words(text, Face.BOLD), Setting(width, size))


def _set_copies(press: Press, copies: list[str]) -> None:
    press.set_line(Line(tuple(split_words(RECIPIENTS, Face.BOLD_ITALIC))), Setting(press.width, 12), "recipients")
    setting = Setting(press.width * 0.44, 11)
    for text in copies:
        for line in break_lines(split_words(text), setting):
            press.set_line(line, setting, "recipients")
