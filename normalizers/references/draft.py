"""A citation before it is read, and which kind of document it cites."""

from dataclasses import dataclass

from normalizers.references.cores import Core
from normalizers.references.document_types import DocumentType, document_types, is_unmistakable
from normalizers.references.issuer_names import IssuerWords
from normalizers.references.symbols import Symbol, SymbolForm, assembly_of_year, parse_symbol
from normalizers.references.tail import Tail

_ASSEMBLY_TYPES = ("Luật", "Bộ luật", "Nghị quyết", "Pháp lệnh", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a citation: `type` is the type word's, `core` is None for laws by title and "không số"."""

    start: int
    core: Core | None
    type: DocumentType | None
    tail: Tail
    title: str | None = None
    surface: str | None = None
    is_inherited: bool = False
    issuer_before: IssuerWords | None = None
    is_listed: bool = True

    @property
    def issuer_words(self) -> IssuerWords | None:
        """Who issued, in the words after the number, or before the type word."""
        return self.tail.issuer or self.issuer_before

    @property
    def has_word_before_number(self) -> bool:
        """Whether "số" or a type word stands right before the number, so that the symbol need not be known."""
        return self.core is not None and self.start < self.core.start


def symbol_of(draft: Draft) -> Symbol | None:
    """Return the symbol of a draft, corrected with the help of the words beside it; None for none, or no reference."""
    if draft.core is None:
        return None
    words = draft.issuer_words
    is_joint = draft.type is not None and draft.type.id in ("ttlt", "nqlt")
    symbol = parse_symbol(draft.core.symbol, draft.core.separator, words.code if words else None, is_joint=is_joint)
    year = draft.core.year or (draft.tail.date.year if draft.tail.date else None)
    if symbol is not None and symbol.form is SymbolForm.ASSEMBLY and year is not None:
        return assembly_of_year(symbol, year)
    return symbol


def kind_of(draft: Draft, symbol: Symbol | None) -> DocumentType | None:
    """Return the kind of document: the type word's, else the symbol's, else a letter's; None for no reference.

    "Văn bản số 730/TB-BNNMT" is a notice: of a general word and a code in the symbol, the code decides.
    """
    if draft.core is None or symbol is None:
        return draft.type if draft.core is None else None
    is_known = bool(symbol.issuers) or is_unmistakable(symbol.text)
    is_certain = draft.type is not None or is_known or draft.has_word_before_number
    if draft.type is not None and draft.type.name != "Công văn" and not draft.is_inherited:
        return draft.type if symbol.issuers or symbol.type or draft.has_word_before_number else None
    if symbol.type is not None and symbol.form is not SymbolForm.OLD:
        return symbol.type if is_certain else None
    return _kind_without_code(draft, symbol)


def _kind_without_code(draft: Draft, symbol: Symbol) -> DocumentType | None:
    word = draft.type
    if symbol.form is SymbolForm.ASSEMBLY:
        return word if word and word.name in _ASSEMBLY_TYPES else _assembly_kind(draft, symbol)
    if symbol.form is SymbolForm.LETTER and (word is not None or _is_plain_letter(draft, symbol)):
        return document_types()["Công văn"]
    return word if word is not None and (symbol.form is SymbolForm.OLD or draft.is_inherited) else None


def _assembly_kind(draft: Draft, symbol: Symbol) -> DocumentType | None:
    # Laws and resolutions of the Assembly share the symbol; alone it is taken for a law, and its confidence says so.
    if draft.core is None or draft.core.year is None:
        return None
    return document_types()["Luật" if symbol.issuers[0].code == "QH" else "Nghị quyết"]


def _is_plain_letter(draft: Draft, symbol: Symbol) -> bool:
    return bool(symbol.issuers) and draft.core is not None and draft.core.year is None and draft.core.separator == "/"
