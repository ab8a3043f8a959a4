"""What references of one text are to one another: titles that hold others, changes by others."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from normalizers.law_titles import is_law_title
from normalizers.legal_reference import LegalReference, ReferenceNote, Relation
from normalizers.reference_text import ReferenceText
from normalizers.resources import load_resource
from normalizers.text import clean

_LONGEST_TITLE = 900
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
    titled = [_with_title(forms, references, index) for index in range(len(references))]
    spans = [span for _, span in titled]
    linked: list[LegalReference] = []
    for index, (reference, _) in enumerate(titled):
        linked.append(_related(forms, linked, reference, spans[:index]))
    return tuple(linked)


def _with_title(
    forms: ReferenceText, references: Sequence[LegalReference], index: int
) -> tuple[LegalReference, tuple[int, int]]:
    reference = references[index]
    match = _title_start().match(forms.plain, reference.end)
    if match is None or ReferenceNote.ALIAS in reference.notes:
        return reference, (reference.end, reference.end)
    start, end = match.start("title"), _title_end(forms, match.start("title"))
    title = clean(forms.text[start:end])
    if reference.type in ("Luật", "Bộ luật", "Pháp lệnh"):
        if (
            reference.title is not None
            or not title.lower().startswith("về ")
            or not is_law_title(title, reference.type)
        ):
            return reference, (reference.end, reference.end)
        return replace(reference, title=f"{reference.type} {title[3:]}"), (reference.end, reference.end)
    return replace(reference, title=title or None), (start, end)


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
    forms: ReferenceText, before: Sequence[LegalReference], reference: LegalReference, spans: Sequence[tuple[int, int]]
) -> LegalReference:
    if not before:
        return reference
    last = before[-1]
    gap_start = max(last.end, spans[-1][1] if spans[-1][1] <= reference.start else last.end)
    if _AMENDED.fullmatch(forms.folded, gap_start, reference.start):
        amended = last.parent if last.relation is Relation.AMENDED_BY else len(before) - 1
        return replace(reference, relation=Relation.AMENDED_BY, parent=amended)
    if last.relation is Relation.AMENDED_BY and ReferenceNote.TYPE_INHERITED in reference.notes:
        return replace(reference, relation=Relation.AMENDED_BY, parent=last.parent)
    outer = [index for index, (start, end) in enumerate(spans) if start <= reference.start < end]
    return replace(reference, relation=Relation.NESTED, parent=outer[-1]) if outer else reference


@cache
def _title_start() -> re.Pattern[str]:
    starts = sorted(load_resource("reference_phrases.yml")["title_starts"], key=len, reverse=True)
    return re.compile(rf" *(?!sửa đổi[^.;]{{0,60}} bởi )(?P<title>(?:{'|'.join(starts)})(?!\w))", re.IGNORECASE)
