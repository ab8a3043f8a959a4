"""The fields around the tables, as printed: number, date, title, bases, articles, signer, recipients, attachment."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractors.bare_text import bare
from extractors.letter_fields import LETTER, find_letter_title
from extractors.line_shapes import (
    is_addressing,
    is_attachment_line,
    is_body_name,
    is_person_name,
    is_type,
    parse_article,
    parse_recipients,
    split_post,
    strip_name_titles,
    type_name,
)
from extractors.model import Article, FrontMatter, Paragraph, Place
from extractors.model import ParagraphRole as Role
from extractors.worn_posts import complete_posts, ends_a_post

# Seals and strokes of the pen over a signature leave lines less sure than this: no name is guessed from them.
_LEGIBLE = 0.5
# The type stands below all of the head, the number below the lines that name bodies.
_BELOW_HEAD = (Role.TYPE, Role.NUMBER)
_ENDS = (";", ".", ":", ",")
# Small print has its semicolons read as colons.
_ITEM_ENDS = (";", ".", ":")


def find_front_matter(paragraphs: Sequence[Paragraph], roles: Sequence[Role]) -> FrontMatter:
    """Return the fields that the labelled paragraphs hold; what is not on the page is None or empty.

    >>> from extractors.layout_roles import label_paragraphs
    >>> from extractors.model import Place
    >>> lines = [Paragraph(text, Place(line=1)) for text in ("Số: /QĐ-UBND", "QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch")]
    >>> front = find_front_matter(lines, label_paragraphs(lines))
    >>> front.number_line, front.type, front.title
    ('Số: /QĐ-UBND', 'QUYẾT ĐỊNH', 'Về việc ban hành Kế hoạch')
    """
    by_role = _Roles(paragraphs, roles)
    letter_title = find_letter_title(paragraphs, roles)
    kind = next(map(type_name, by_role.texts(Role.TYPE)), LETTER if letter_title else None)
    signer_lines, signer_name = _signer(_legible(by_role.paragraphs(Role.SIGNATURE)))
    attachment_type, attachment_title, attachment_line = _attachment(by_role.first_run(Role.ATTACHMENT))
    return FrontMatter(
        head_lines=_head_lines(paragraphs, roles),
        number_line=next(iter(by_role.texts(Role.NUMBER)), None),
        place_date_line=next(iter(by_role.texts(Role.PLACE_DATE)), None),
        type=kind,
        title=" ".join(by_role.texts(Role.TITLE)) or letter_title,
        authority=" ".join(by_role.texts(Role.AUTHORITY)) or None,
        bases=_join_wrapped(by_role.texts(Role.BASIS)),
        proposer=" ".join(by_role.texts(Role.PROPOSER)) or None,
        articles=tuple(_articles(by_role.paragraphs(Role.ARTICLE))),
        recipients=tuple(_recipients(_listed(by_role.texts(Role.RECIPIENT)))),
        signer_lines=signer_lines,
        signer_name=signer_name,
        attachment_type=attachment_type,
        attachment_title=attachment_title,
        attachment_line=attachment_line,
        plan_bases=_join_wrapped(by_role.texts(Role.PLAN_BASIS)),
    )


def _head_lines(paragraphs: Sequence[Paragraph], roles: Sequence[Role]) -> tuple[str, ...]:
    """The lines of the head above the number (boxes 2 and 3 of annex I); what stamps put around them is none."""
    top = _motto_top(paragraphs, roles)
    kind, number = (next((at for at, role in enumerate(roles) if role is each), len(roles)) for each in _BELOW_HEAD)
    heads = [at for at in range(kind) if roles[at] is Role.HEAD and not _is_above(paragraphs[at], top)]
    above = [at for at in heads if at < number]
    return tuple(paragraphs[at].text for at in above or heads)


def _motto_top(paragraphs: Sequence[Paragraph], roles: Sequence[Role]) -> Place | None:
    return next(
        (paragraph.place for paragraph, role in zip(paragraphs, roles, strict=True) if role is Role.MOTTO), None
    )


def _is_above(paragraph: Paragraph, motto: Place | None) -> bool:
    """Whether a line stands above the national title: the issuer begins beside it, stamps of receipt stand higher."""
    place = paragraph.place
    if motto is None or motto.box is None or place.box is None:
        return False
    return place.page == motto.page and place.box.bottom < motto.box.top


class _Roles:
    """Paragraphs looked up by role."""

    def __init__(self, paragraphs: Sequence[Paragraph], roles: Sequence[Role]) -> None:
        self._pairs = list(zip(paragraphs, roles, strict=True))

    def paragraphs(self, role: Role) -> tuple[Paragraph, ...]:
        return tuple(paragraph for paragraph, its_role in self._pairs if its_role is role)

    def texts(self, role: Role) -> tuple[str, ...]:
        return tuple(paragraph.text for paragraph in self.paragraphs(role))

    def first_run(self, role: Role) -> tuple[str, ...]:
        """The texts of the first unbroken run of a role, page numbers aside."""
        kept = [pair for pair in self._pairs if pair[1] not in (Role.PAGE_NUMBER, Role.SCRIBBLE)]
        for its_role, run in groupby(kept, key=lambda pair: pair[1]):
            if its_role is role:
                return tuple(paragraph.text for paragraph, _ in run)
        return ()


def _join_wrapped(texts: Sequence[str]) -> tuple[str, ...]:
    """Bases as paragraphs: a line that does not end a basis is joined with the next, unless that begins "Căn cứ"."""
    whole: list[str] = []
    for text in texts:
        if whole and not whole[-1].endswith(_ENDS) and not bare(text).startswith("Can cu "):
            whole[-1] = f"{whole[-1]} {text}"
        else:
            whole.append(text)
    return tuple(whole)


def _articles(paragraphs: Sequence[Paragraph]) -> Iterator[Article]:
    """Each article with its paragraphs; a short first line above clauses is its heading."""
    starts = [at for at, paragraph in enumerate(paragraphs) if parse_article(paragraph.text)]
    for start, end in pairwise([*starts, len(paragraphs)]):
        ordinal, first = parse_article(paragraphs[start].text) or ("", "")
        rest = paragraphs[start + 1 : end]
        has_heading = bool(rest) and len(first) < 150 and not first.endswith((":", ";", ","))
        opening = (
            () if has_heading or not first else (Paragraph(first, paragraphs[start].place, paragraphs[start].block),)
        )
        yield Article(ordinal, first.removesuffix(".") or None if has_heading else None, (*opening, *rest))


def _listed(texts: Sequence[str]) -> Sequence[str]:
    """The lines of "Nơi nhận", where there is one: those addressed in "Kính gửi" are among them as "Như trên"."""
    marks = [at for at, text in enumerate(texts) if parse_recipients(text) is not None]
    lists = [at for at in marks if not is_addressing(texts[at])]
    if not lists:
        return texts
    end = next((at for at in marks if at > lists[0]), len(texts))
    return texts[lists[0] : end]


def _recipients(texts: Sequence[str]) -> Iterator[str]:
    """Recipients one by one, the dash before and the semicolon after taken off; wrapped lines joined."""
    lines = [rest if (rest := parse_recipients(text)) is not None else text for text in texts]
    items: list[str] = []
    for line in filter(None, lines):
        if items and not line.startswith(("-", "–", "+", "•")) and not items[-1].endswith(_ITEM_ENDS):
            items[-1] = f"{items[-1]} {line}"
        else:
            items.append(line)
    yield from (item.lstrip("-–+• ").rstrip(";.: ") for item in items)


def _legible(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The lines of a signature that recognition does not doubt, and doubtful ones that are a post all the same."""

    def is_legible(line: Paragraph) -> bool:
        is_sure = line.place.confidence is None or line.place.confidence >= _LEGIBLE
        return is_sure or split_post(line.text) is not None or ends_a_post(line.text)

    return tuple(filter(is_legible, paragraphs))


def _signer(lines: Sequence[Paragraph]) -> tuple[tuple[str, ...], str | None]:
    """The lines above the name, a post and the body on the next line as one; and the name."""
    name_at = next((at for at, line in enumerate(lines) if is_person_name(line.text)), len(lines))
    name = lines[name_at] if name_at < len(lines) else None
    titles: list[str] = []
    for line in map(_post_as_known, complete_posts(lines[:name_at], name)):
        if titles and is_body_name(line) and not is_body_name(titles[-1]):
            titles[-1] = f"{titles[-1]} {line}"
        else:
            titles.append(line)
    return tuple(titles), strip_name_titles(name.text) if name else None


def _post_as_known(line: str) -> str:
    """A line that is a post but for a letter, as the post is spelt: seals stand over it."""
    post = split_post(line)
    return post[0] if post and not post[1] else line


def _attachment(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Type, title and attachment line "(Kèm theo …)" of what is attached."""
    kind = type_name(lines[0]) if lines and is_type(lines[0]) else None
    rest = lines[1:] if kind else lines
    start = next((at for at, line in enumerate(rest) if is_attachment_line(line)), len(rest))
    return kind, " ".join(rest[:start]) or None, " ".join(rest[start:]) or None
