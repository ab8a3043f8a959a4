"""References of one document as a whole: short second citations, and numbers that contradict their dates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from normalizers.references.canonical import canonical_id, plain_number
from normalizers.references.reference import LegalReference, ReferenceNote

_Key = tuple[str, str, str | None]


@dataclass(slots=True)
class _Cited:
    """What a document has said so far about one number: its years and identities."""

    years: set[int]
    ids: set[str]


def inherit(references_by_text: Sequence[Sequence[LegalReference]]) -> tuple[tuple[LegalReference, ...], ...]:
    """Return the references of ONE document, in reading order, with the years of its short second citations filled in.

    Decree 30/2020/NĐ-CP orders the first citation in full and later ones short. Only an earlier citation of the same
    kind, number and symbol counts, and only if the document gives it one year; `date` stays what is written there.
    Mentions by number alone ("Nghị định 45") get the identity of the one earlier citation they can mean.

    >>> from normalizers.references.find import find_references
    >>> texts = ["Quyết định số 766/QĐ-TTg ngày 23/6/2022", "theo Quyết định số 766/QĐ-TTg"]
    >>> [reference.canonical_id for each in inherit([find_references(text) for text in texts]) for reference in each]
    ['vnlaw:qd/ttg/2022/766', 'vnlaw:qd/ttg/2022/766']
    """
    cited: dict[_Key, _Cited] = defaultdict(lambda: _Cited(set(), set()))
    return tuple(tuple(_inherited(reference, cited) for reference in text) for text in references_by_text)


def find_date_order_suspects(references: Sequence[LegalReference]) -> tuple[int, ...]:
    """Return the indexes of references whose number and date contradict others of their series, in order.

    Numbers of a series restart on 1 January and follow the dates (1.6 rule 2). Flagged are the fewest that leave the
    rest in order; between two that contradict each other, the lower number with the later date. Nothing is rewritten.

    >>> from normalizers.references.find import find_references
    >>> found = find_references("Chỉ thị số 02/CT-TTg ngày 26/4/2023; Chỉ thị số 05/CT-TTg ngày 23/02/2023")
    >>> find_date_order_suspects(found)
    (0,)
    """
    series: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, reference in enumerate(references):
        if reference.date is not None and (reference.number or "").isdigit() and _has_yearly_numbers(reference):
            key = (reference.type, reference.symbol, reference.scope, reference.date.year, reference.year_in_symbol)
            series[key].append(index)
    return tuple(sorted(index for members in series.values() for index in _out_of_order(references, members)))


def _inherited(reference: LegalReference, cited: dict[_Key, _Cited]) -> LegalReference:
    if reference.number is None or (reference.symbol is None and ReferenceNote.ALIAS not in reference.notes):
        return reference
    key = (reference.type, plain_number(reference.number), reference.symbol)
    bare = (reference.type, plain_number(reference.number), None)
    known = cited.get(key)
    if reference.symbol is None:
        return _named(reference, known)
    if reference.year is None and known is not None and len(known.years) == 1:
        dated = replace(reference, year=next(iter(known.years)), year_from="document")
        reference = replace(dated, canonical_id=_only(known.ids) or canonical_id(dated))
    for each in (key, bare):
        cited[each].years |= {reference.year} if reference.year is not None else set()
        cited[each].ids |= {reference.canonical_id} if reference.canonical_id and reference.year is not None else set()
    return reference


def _named(reference: LegalReference, known: _Cited | None) -> LegalReference:
    only = _only(known.ids) if known is not None else None
    if only is None or (reference.canonical_id is not None and "/-/" not in reference.canonical_id):
        return reference
    return replace(reference, canonical_id=only, year_from="document")


def _only(ids: set[str]) -> str | None:
    return next(iter(ids)) if len(ids) == 1 else None


def _has_yearly_numbers(reference: LegalReference) -> bool:
    return ReferenceNote.PARTY not in reference.notes and ReferenceNote.ISSUER_UNKNOWN not in reference.notes


def _out_of_order(references: Sequence[LegalReference], members: list[int]) -> list[int]:
    def number(index: int) -> int:
        return int(references[index].number or 0)

    ordered = sorted(members, key=number)
    # One document cited twice is one point, not two.
    points = [list(same) for _, same in groupby(ordered, key=number)]
    kept = _longest_in_order([str(references[same[0]].date) for same in points])
    return [index for position, same in enumerate(points) if position not in kept for index in same]


def _longest_in_order(dates: list[str]) -> set[int]:
    """Positions of the longest run of dates that never goes back; of equal ones, the one of later positions."""
    # Each chain with its length first, so that chains compare by length and then by positions.
    best: list[tuple[int, tuple[int, ...]]] = []
    for position, date in enumerate(dates):
        length, chain = max((each for each in best if dates[each[1][-1]] <= date), default=(0, ()))
        best.append((length + 1, (*chain, position)))
    return set(max(best, default=(0, ()))[1])
