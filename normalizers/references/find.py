"""Legal references in Vietnamese text: found with their spans, read, corrected where only one reading is possible."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from normalizers.references.aliases import find_aliases, popular_id
from normalizers.references.components import find_component_before
from normalizers.references.cores import Core, find_cores
from normalizers.references.document_types import document_types, resolve_type_word, type_word_grammar
from normalizers.references.draft import Draft
from normalizers.references.forms import ReferenceText, reference_text, squeeze
from normalizers.references.head import Head, read_head
from normalizers.references.issuer_names import find_issuer_before
from normalizers.references.law_titles import LawTitle, find_law_titles
from normalizers.references.links import link
from normalizers.references.reading import read_draft
from normalizers.references.reference import LegalReference, ReferenceContext, ReferenceNote
from normalizers.references.tail import Tail, read_tail

_NO_CONTEXT = ReferenceContext()
_CHEAP = re.compile(r"[/\d]|luat|phap lenh|hien phap|khong so")
_NO_NUMBER = re.compile(r" khong so(?= ngay| cua)")
_NUMBER = re.compile(r"\d+[a-z]?")
_SHARED = re.compile(r"(?<=[ :])\d{1,5}[a-z]?(?:(?: ?, ?| va )\d{1,5}[a-z]?)*(?: ?, ?| va )$")


def find_references(text: str, context: ReferenceContext = _NO_CONTEXT) -> tuple[LegalReference, ...]:
    """Return the references to legal and administrative documents in reading order.

    Offsets are those of the NFC text, `text[start:end] == raw`. A span runs from the type word to the end of date and
    issuer; title and component are fields. What the document is not sure of stays None. Grammar: Decree 30/2020/NĐ-CP
    annex I, Law 64/2025/QH15.

    >>> [(found.raw, found.canonical_id) for found in find_references("theo Quyết định số 749/QĐ-TTg ngày 03/6/2020")]
    [('Quyết định số 749/QĐ-TTg ngày 03/6/2020', 'vnlaw:qd/ttg/2020/749')]
    >>> find_references("Quyết định này, 24/7, QCVN 102:2016/BTTTT")
    ()
    """
    composed = unicodedata.normalize("NFC", text)
    squeezed = squeeze(composed)
    found = _find(reference_text(squeezed.text), context)
    if not squeezed.cuts:
        return found
    return tuple(_at(reference, composed, *squeezed.original(reference.start, reference.end)) for reference in found)


def _at(reference: LegalReference, text: str, start: int, end: int) -> LegalReference:
    return replace(reference, raw=text[start:end], start=start, end=end)


def _find(forms: ReferenceText, context: ReferenceContext) -> tuple[LegalReference, ...]:
    if not _CHEAP.search(forms.folded):
        return ()
    laws = find_law_titles(forms)
    numbered = _numbered(forms, laws, context)
    titled = [_titled(forms, law, context) for law in laws if not _is_inside(law, numbered)]
    unnumbered = list(_without_number(forms, context))
    found = sorted([*numbered, *titled, *unnumbered], key=lambda reference: (reference.start, -reference.end))
    aliases = find_aliases(forms, found)
    return link(forms, sorted([*found, *aliases], key=lambda reference: (reference.start, -reference.end)))


def _numbered(forms: ReferenceText, laws: Sequence[LawTitle], context: ReferenceContext) -> list[LegalReference]:
    found: list[LegalReference] = []
    for core in find_cores(forms):
        if found and core.start < found[-1].end:
            continue
        head = read_head(forms, core, laws, found[-1] if found else None)
        if head is None:
            continue
        found += _shared_symbol(forms, core, head, context)
        head = Head(core.start, head.type, None, True) if found and found[-1].end > head.start else head
        reference = _read(forms, core, head, context)
        if reference is not None:
            found.append(reference)
    return found


def _read(forms: ReferenceText, core: Core, head: Head, context: ReferenceContext) -> LegalReference | None:
    is_joint = "LT" in core.symbol or (head.type is not None and head.type.id in ("ttlt", "nqlt"))
    tail = read_tail(forms, core.end, core.year, is_joint=is_joint)
    if head.middle is not None:
        tail = _with_middle(forms, tail, head.middle)
    is_reported = tail.issuer is None and head.type is not None and forms.folded.endswith(" tai ", 0, head.start)
    before = find_issuer_before(forms, head.start) if is_reported else None
    title = f"{head.law.kind} {head.law.title}" if head.law else None
    draft = Draft(head.start, core, head.type, tail, title, head.surface, head.is_inherited, before)
    reference = read_draft(forms, draft, context)
    if reference is None:
        return None
    popular = popular_id(reference) if reference.type_code == "ĐA" else None
    named = replace(reference, canonical_id=popular) if popular else reference
    return _with_component(forms, named)


def _with_middle(forms: ReferenceText, tail: Tail, middle: tuple[int, int]) -> Tail:
    inner = read_tail(forms, middle[0])
    date, year = (tail.date, tail.year) if tail.has_date or tail.year else (inner.date, inner.year)
    return Tail(tail.end, date, year, tail.has_date or inner.has_date, tail.issuer or inner.issuer)


def _titled(forms: ReferenceText, law: LawTitle, context: ReferenceContext) -> LegalReference:
    tail = read_tail(forms, law.end)
    title = law.title if law.kind == "Hiến pháp" else f"{law.kind} {law.title}"
    draft = Draft(law.start, None, document_types()[law.kind], tail, title, is_listed=law.is_listed)
    reference = read_draft(forms, draft, context)
    assert reference is not None  # a draft with a title always has a type
    return _with_component(forms, reference)


def _without_number(forms: ReferenceText, context: ReferenceContext) -> Iterator[LegalReference]:
    """ "Tờ trình không số ngày 12/4/2022": a document that has no number at all."""
    for found in _NO_NUMBER.finditer(forms.folded):
        match = _type_right_before().search(forms.folded, max(0, found.start() - 30), found.start())
        if match is None:
            continue
        tail = read_tail(forms, found.end())
        surface = forms.text[match.start() : match.end()]
        draft = Draft(match.start(), None, resolve_type_word(match[0]), tail, None, surface)
        reference = read_draft(forms, draft, context)
        if reference is not None:
            yield replace(reference, notes=(*reference.notes, ReferenceNote.BLANK_NUMBER))


def _shared_symbol(forms: ReferenceText, core: Core, head: Head, context: ReferenceContext) -> list[LegalReference]:
    """ "Quyết định số 749, 942/QĐ-TTg": the numbers before the last one share its symbol."""
    match = _SHARED.search(forms.folded, head.start, core.start)
    if match is None or head.type is None:
        return []
    found: list[LegalReference] = []
    for number in _NUMBER.finditer(forms.folded, match.start(), core.start):
        first = replace(core, start=number.start(), end=number.end(), number=number[0])
        start = number.start() if found else head.start
        draft = Draft(start, first, head.type, Tail(number.end()), None, head.surface, bool(found))
        reference = read_draft(forms, draft, context)
        if reference is not None:
            notes = (*reference.notes, ReferenceNote.SYMBOL_INHERITED)
            found.append(replace(reference, notes=notes, is_repaired=False))
    return found


def _with_component(forms: ReferenceText, reference: LegalReference) -> LegalReference:
    component = find_component_before(forms, reference.start)
    if component is None:
        return reference
    return replace(reference, component=component.value, component_raw=component.raw)


def _is_inside(law: LawTitle, numbered: Sequence[LegalReference]) -> bool:
    """Whether the title is part of a citation that has a number as well."""
    index = bisect_right(numbered, law.start, key=lambda reference: reference.start)
    if index and numbered[index - 1].end > law.start:
        return True
    return index < len(numbered) and numbered[index].start < law.end


@cache
def _type_right_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{type_word_grammar()})$")
