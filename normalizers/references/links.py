"""What references of one text are to one another: titles that hold others, changes by others."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from normalizers.references.forms import ReferenceText
from normalizers.references.law_titles import read_listed_title
from normalizers.references.reference import LegalReference, ReferenceNote, Relation
from normalizers.resources import load_resource
from normalizers.text import clean

_LONGEST_TITLE = 900
# "Luật số 67/2006/QH11 về Công nghệ thông tin": the title of a law is its name, and ends with it.
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
_TITLE_END = re.compile(
    r";|\t|\.(?=\s|$|\t)|\((?:sau day|goi|duoc sua|sua doi|da duoc|nay la)"
    r"|,? (?:da )?duoc (?:sua doi|bo sung|thay the|dinh chinh)|, (?:thay the|bai bo)|[\"()]"
)
_AMENDED = re.compile(
    r"[ ,(]*(?:(?:sua doi|bo sung|thay the|bai bo)[^;.]{0,60}? boi(?: cac)?[^;.]{0,12}"
    r"|(?:da |vua )?(?:duoc |bi )(?:sua doi|bo sung|thay the|bai bo|dieu chinh|dinh chinh)[^;.]{0,200}?"
    r"(?:boi|theo|tai|bang)(?: cac| viec)?[^;.]{0,12})"
)


def link(forms: ReferenceText, references: Sequence[LegalReference]) -> tuple[LegalReference, ...]:
    """Return the references with title, relation and parent filled in."""
    linked: list[LegalReference] = []
    title_end, titles_open = 0, list[tuple[int, int]]()
    for reference, end in (_with_title(forms, reference) for reference in references):
        titles_open = [(index, stop) for index, stop in titles_open if stop > reference.start]
        # What stands between two references begins after the title of the first, unless the title holds the second.
        gap = max(linked[-1].end, title_end if title_end <= reference.start else 0) if linked else 0
        linked.append(_related(forms, linked, reference, (gap, titles_open[-1][0] if titles_open else None)))
        title_end = end
        if end > reference.end:
            titles_open.append((len(linked) - 1, end))
    return tuple(linked)


def _with_title(forms: ReferenceText, reference: LegalReference) -> tuple[LegalReference, int]:
    """The reference with its title, and where that ends."""
    match = _title_start().match(forms.plain, reference.end)
    if match is None or ReferenceNote.ALIAS in reference.notes:
        return reference, reference.end
    start = match.start("title")
    if reference.type in _LAWS:
        named = read_listed_title(forms, start, reference.type) if reference.title is None else None
        return replace(reference, title=f"{reference.type} {named}") if named else reference, reference.end
    end = _title_end(forms, start)
    return replace(reference, title=clean(forms.text[start:end]) or None), end


def _title_end(forms: ReferenceText, start: int) -> int:
    depth, is_quoted = 0, False
    for mark in _TITLE_END.finditer(forms.folded, start, start + _LONGEST_TITLE):
        if mark[0] == '"':
            is_quoted = not is_quoted
        elif mark[0] == "(":
            depth += 1
        elif mark[0] == ")" and depth:
            depth -= 1
        elif mark[0] == "\t" or not (is_quoted or depth):
            return mark.start()
    return min(len(forms.folded), start + _LONGEST_TITLE)


def _related(
    forms: ReferenceText, before: Sequence[LegalReference], reference: LegalReference, place: tuple[int, int | None]
) -> LegalReference:
    """The reference with relation and parent; `place` is where the gap before it begins, and whose title holds it."""
    gap, outer = place
    last = before[-1] if before else None
    if last is not None and _AMENDED.fullmatch(forms.folded, gap, reference.start):
        amended = last.parent if last.relation is Relation.AMENDED_BY else len(before) - 1
        return replace(reference, relation=Relation.AMENDED_BY, parent=amended)
    if last is not None and last.relation is Relation.AMENDED_BY and ReferenceNote.TYPE_INHERITED in reference.notes:
        return replace(reference, relation=Relation.AMENDED_BY, parent=last.parent)
    return reference if outer is None else replace(reference, relation=Relation.NESTED, parent=outer)


@cache
def _title_start() -> re.Pattern[str]:
    starts = sorted(load_resource("reference_phrases.yml")["title_starts"], key=len, reverse=True)
    return re.compile(rf" *(?!sửa đổi[^.;]{{0,60}} bởi )(?P<title>(?:{'|'.join(starts)})(?!\w))", re.IGNORECASE)
