"""Which part of the decision each paragraph is, read from top to bottom as decree 30/2020/NĐ-CP lays it out."""

from collections.abc import Callable, Sequence, Set

from extractors.bare_text import bare
from extractors.delimited import is_page_number
from extractors.line_shapes import (
    is_attachment_line,
    is_basis,
    is_body_name,
    is_heading,
    is_motto,
    is_number_line,
    is_order,
    is_person_name,
    is_place_date,
    is_post,
    is_proposer,
    is_title_note,
    is_type,
    parse_article,
    parse_recipients,
)
from extractors.model import Paragraph
from extractors.model import ParagraphRole as Role
from extractors.receipt_stamps import stands_left_of_type
from extractors.recipients_box import stands_beside_list, stands_in_list

# A signature is a post with a name within this many lines below it.
_SIGNATURE_LINES = 8
_LONGEST_TITLE_LINE = 400
# A recipient without a dash before it is no longer than this; what follows a letter's "Kính gửi" is its text.
_LONGEST_RECIPIENT = 120
# Capitals fewer than this are no heading below the bases: strokes of a seal that stands over them.
_LEAST_HEADING = 6
_TITLE_AND_BEFORE = frozenset({Role.HEAD, Role.TYPE, Role.TITLE, Role.AUTHORITY})
# A seal that reaches over the gap parts both columns: the rest of the list stands behind the signature.
_BESIDE_LIST = frozenset({Role.SIGNATURE, Role.BODY})
_OPENING = _TITLE_AND_BEFORE | {Role.BASIS, Role.PROPOSER}
_FROM_BASES = frozenset({Role.BASIS, Role.PROPOSER})
_AFTER_BASES = frozenset({Role.ORDER, Role.ARTICLE, Role.RECIPIENT, Role.SIGNATURE, Role.ATTACHMENT})


def label_paragraphs(paragraphs: Sequence[Paragraph]) -> tuple[Role, ...]:
    """Return one role a paragraph. A role depends on the line's shape and on the part of the document it stands in.

    >>> from extractors.model import Place
    >>> lines = ("Số: 12/QĐ-UBND", "QUYẾT ĐỊNH", "Ban hành Kế hoạch", "Căn cứ Luật Cư trú;", "Điều 1. Ban hành")
    >>> [str(role) for role in label_paragraphs([Paragraph(line, Place(line=1)) for line in lines])]
    ['number', 'type', 'title', 'basis', 'article']
    """
    roles: list[Role] = []
    seen: set[Role] = set()
    part = Role.HEAD
    above = ""
    for at, paragraph in enumerate(paragraphs):
        role = _shape_role(paragraphs, at, part, seen) or _running_on(paragraphs, at, above, part)
        roles.append(role)
        seen.add(role)
        if role not in _IN_PASSING and not _stands_aside(role, part):
            above = paragraph.text
            part = Role.BODY if _closes_attachment(role, paragraph.text) else _NEXT_PART.get(role, role)
    return _mark_plan_bases(paragraphs, roles)


_NEXT_PART = {Role.ORDER: Role.ARTICLE}
# Lines that do not move the reader on to another part: they may stand anywhere on the page.
_IN_PASSING = (Role.PAGE_NUMBER, Role.SCRIBBLE, Role.MOTTO, Role.NUMBER, Role.PLACE_DATE)


def _stands_aside(role: Role, part: Role) -> bool:
    """Whether a line of the head stands beside what is below the head: a stamp."""
    return role is Role.HEAD and part is not Role.HEAD


def _closes_attachment(role: Role, text: str) -> bool:
    """The line "(Kèm theo …)" ends the title of an attachment."""
    return role is Role.ATTACHMENT and text.endswith(")")


def _mark_plan_bases(paragraphs: Sequence[Paragraph], roles: Sequence[Role]) -> tuple[Role, ...]:
    """Body paragraphs that list the plan's own bases: under a heading that says so, or beginning "Căn cứ"."""
    marked = list(roles)
    under_heading = False
    for at, (paragraph, role) in enumerate(zip(paragraphs, roles, strict=True)):
        if role is not Role.BODY:
            continue
        text = paragraph.text
        is_item = text.startswith(_BULLETS)
        if (under_heading and is_item) or (text.startswith("Căn cứ ") and text.endswith((";", ".", ","))):
            marked[at] = Role.PLAN_BASIS
        elif not is_item:
            under_heading = "căn cứ" in text.casefold() and (is_heading(text) or text.endswith(":"))
    return tuple(marked)


_BULLETS = ("-", "+", "–", "•", "*")


def _shape_role(paragraphs: Sequence[Paragraph], at: int, part: Role, seen: Set[Role]) -> Role | None:
    """The role that the line's shape alone gives it in this part, or None."""
    text = paragraphs[at].text
    return next((role for role, fits in _SHAPES if fits(paragraphs, at, part, seen) and text), None)


def _is_signature(paragraphs: Sequence[Paragraph], at: int, part: Role, seen: Set[Role]) -> bool:
    """A post with a name below it; beside the recipients one of both, for seals and pens hide the other."""
    text = paragraphs[at].text
    if part in _TITLE_AND_BEFORE or not (text.isupper() or is_person_name(text)):
        return False
    is_named = any(is_person_name(paragraph.text) for paragraph in paragraphs[at + 1 : at + 1 + _SIGNATURE_LINES])
    if is_post(text) and is_named:
        return True
    return (is_post(text) or is_named or is_person_name(text)) and stands_beside_list(paragraphs, at)


def _is_authority(paragraphs: Sequence[Paragraph], at: int, part: Role, seen: Set[Role]) -> bool:
    text = paragraphs[at].text
    may_stand = part in (Role.TITLE, Role.AUTHORITY) or (_is_below_title(part, seen) and not seen & _FROM_BASES)
    return may_stand and text.isupper() and (is_post(text) or is_body_name(text))


def _is_opening(part: Role, seen: Set[Role]) -> bool:
    """Whether bases may stand here: before the first article, a line under the title (a place) notwithstanding."""
    return part in _OPENING or _is_below_title(part, seen)


def _is_below_title(part: Role, seen: Set[Role]) -> bool:
    return part is Role.BODY and Role.TYPE in seen and not seen & _AFTER_BASES


def _is_order(paragraphs: Sequence[Paragraph], at: int, part: Role, seen: Set[Role]) -> bool:
    """The order, or its word without the colon where only the order can stand: between bases and articles."""
    text = paragraphs[at].text
    is_due = bool(seen & _FROM_BASES) and not seen & _AFTER_BASES
    return is_order(text) or (is_due and is_order(f"{text}:"))


def _gives_basis(text: str, part: Role) -> bool:
    """Whether a paragraph is a basis: "Căn cứ …", or another beginning where it goes on to a next one.

    Right under the type stands the title, which may begin "Thực hiện …"; directives and reports open with a sentence
    of that beginning ("Thực hiện …, Chủ tịch yêu cầu:").
    """
    if not is_basis(text):
        return False
    is_sentence = text.endswith((".", ":")) and not bare(text).startswith("Xet")
    if bare(text).startswith("Can cu"):
        return True
    return part is not Role.BODY and (text.endswith(";") or not (part is Role.TYPE or is_sentence))


def _is_attachment_type(paragraphs: Sequence[Paragraph], at: int, part: Role, seen: Set[Role]) -> bool:
    return is_type(paragraphs[at].text) and Role.TYPE in seen and part not in _TITLE_AND_BEFORE


_Shape = Callable[[Sequence[Paragraph], int, Role, Set[Role]], bool]
_SHAPES: tuple[tuple[Role, _Shape], ...] = (
    (Role.SCRIBBLE, lambda lines, at, *_: lines[at].is_scribble),
    (Role.PAGE_NUMBER, lambda lines, at, *_: is_page_number(lines[at].text)),
    (Role.MOTTO, lambda lines, at, *_: is_motto(lines[at].text)),
    (Role.NUMBER, lambda lines, at, part, _: part in _TITLE_AND_BEFORE and is_number_line(lines[at].text)),
    (Role.PLACE_DATE, lambda lines, at, *_: is_place_date(lines[at].text)),
    (Role.TYPE, lambda lines, at, part, seen: is_type(lines[at].text) and Role.TYPE not in seen and part is Role.HEAD),
    (Role.HEAD, lambda lines, at, part, _: part in (Role.TYPE, Role.TITLE) and stands_left_of_type(lines, at)),
    (Role.ORDER, _is_order),
    (Role.ATTACHMENT, _is_attachment_type),
    (Role.ATTACHMENT, lambda lines, at, part, _: is_attachment_line(lines[at].text) and part not in (Role.ARTICLE,)),
    (Role.RECIPIENT, lambda lines, at, *_: parse_recipients(lines[at].text) is not None),
    (Role.SIGNATURE, _is_signature),
    (Role.AUTHORITY, _is_authority),
    (Role.PROPOSER, lambda lines, at, part, seen: _is_opening(part, seen) and is_proposer(lines[at].text)),
    (Role.BASIS, lambda lines, at, part, seen: _is_opening(part, seen) and _gives_basis(lines[at].text, part)),
    (Role.ARTICLE, lambda lines, at, part, _: part is not Role.RECIPIENT and parse_article(lines[at].text) is not None),
)


def _running_on(paragraphs: Sequence[Paragraph], at: int, above: str, part: Role) -> Role:
    """The role of a line that goes on with the part it stands in, or leaves it for the body."""
    text = paragraphs[at].text
    is_item = part is Role.RECIPIENT or (part in _BESIDE_LIST and text.startswith(_BULLETS))
    if is_item and stands_in_list(paragraphs, at):
        return Role.RECIPIENT
    if part is Role.RECIPIENT and stands_beside_list(paragraphs, at):
        return Role.BODY
    if part is Role.BASIS and above.endswith((";", ".", ":")):
        return Role.BODY
    if part is Role.TYPE and not is_title_note(text):
        return Role.TITLE
    stays = _STAYS.get(part)
    return part if stays is not None and stays(text) else Role.BODY


_STAYS: dict[Role, Callable[[str], bool]] = {
    Role.HEAD: lambda text: len(text) < _LONGEST_TITLE_LINE,
    Role.TITLE: lambda text: (
        len(text) < _LONGEST_TITLE_LINE
        and not text.endswith((".", ":", ";"))
        and not is_heading(text)
        and not is_title_note(text)
    ),
    Role.AUTHORITY: str.isupper,
    Role.BASIS: lambda text: not text.isupper() or len(text) < _LEAST_HEADING,
    Role.PROPOSER: lambda text: not text.isupper(),
    Role.ARTICLE: lambda _: True,
    Role.RECIPIENT: lambda text: (
        text.startswith(_BULLETS)
        or (len(text) < _LONGEST_RECIPIENT and (text[:1].islower() or text.endswith((";", ".", ","))))
    ),
    Role.SIGNATURE: lambda text: text.isupper() or is_person_name(text),
    Role.ATTACHMENT: lambda text: len(text) < _LONGEST_TITLE_LINE and not is_heading(text) and not text.startswith("-"),
}
