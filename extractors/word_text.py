"""The printed text of a Word paragraph: deletions, hidden words and marks of footnotes left out."""

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.footnote_marks import is_footnote_mark
from extractors.legacy_runs import FontRun
from extractors.word_fonts import WordFonts
from extractors.word_numbering import W

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SOFT_HYPHEN = "\u00ad"  # in the fonts of TCVN3 it is the letter ư
_SIGNS = {"noBreakHyphen": "-", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "softHyphen": _SOFT_HYPHEN}
# ruff: noqa: SIM905 (names of elements read better as words)
# Tracked deletions, field codes, phonetic guides and what is drawn: none of it is a word of the line.
_SKIPPED = frozenset(
    "del moveFrom delText instrText delInstrText rPr pPr sdtPr sdtEndPr rt footnoteReference endnoteReference "
    "commentReference drawing pict object txbxContent".split()
)


def paragraph_runs(paragraph: Any, fonts: WordFonts) -> list[FontRun]:
    """Return the runs of a `w:p` as stored, with their fonts; tabs and line breaks as such."""
    pieces = _pieces(paragraph, None, is_raised=False)
    return [
        FontRun(text.upper() if run is not None and fonts.is_capitals(paragraph, run) else text,
                fonts.font(paragraph, run), is_raised)
        for text, run, is_raised in pieces
    ]  # fmt: skip


def printed_text(runs: Iterable[FontRun]) -> str:
    """Return the text of a paragraph's runs as printed: marks of footnotes and soft hyphens left out."""
    text = ""
    for run in runs:
        if not (run.is_raised and is_footnote_mark(run.text, text)):
            text += run.text
    return text.replace(_SOFT_HYPHEN, "")


def text_boxes(paragraph: Any) -> list[Any]:
    """Return the contents (`w:txbxContent`) of the text boxes anchored in a paragraph, each once."""
    return list(_boxes(paragraph))


def children(element: Any) -> Iterator[Any]:
    """Yield the child elements; content controls and insertions opened, of alternatives the first one."""
    for child in element:
        name = local_name(child)
        if name == "AlternateContent":
            chosen = child.find(f"{_COMPATIBILITY}Choice")
            chosen = child.find(f"{_COMPATIBILITY}Fallback") if chosen is None else chosen
            yield from children(chosen) if chosen is not None else ()
        elif name == "sdt":
            content = child.find(f"{W}sdtContent")
            yield from children(content) if content is not None else ()
        elif name in ("ins", "moveTo", "customXml", "smartTag"):
            yield from children(child)
        elif name:
            yield child


def local_name(element: Any) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _pieces(element: Any, run: Any, *, is_raised: bool) -> Iterator[tuple[str, Any, bool]]:
    """The text of an element piece by piece, with the run that it stands in."""
    for child in children(element):
        name = local_name(child)
        if name in _SKIPPED or (name == "r" and _has(child, "vanish")):
            continue
        if name == "t":
            yield child.text or "", run, is_raised
        elif name in _SIGNS:
            yield _SIGNS[name], run, False
        elif name == "sym":
            yield _symbol(child), None, is_raised
        else:
            is_run = name == "r"
            yield from _pieces(child, child if is_run else run, is_raised=is_raised or (is_run and _is_raised(child)))


def _boxes(element: Any) -> Iterator[Any]:
    for child in children(element):
        if local_name(child) == "txbxContent":
            yield child
        elif local_name(child) not in ("del", "moveFrom"):
            yield from _boxes(child)


def _has(run: Any, name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")


def _is_raised(run: Any) -> bool:
    found = run.find(f"{W}rPr/{W}vertAlign")
    return found is not None and found.get(f"{W}val") == "superscript"


def _symbol(element: Any) -> str:
    code = int(element.get(f"{W}char") or "0", 16)
    plain = code - 0xF000 if code >= 0xF000 else code
    return chr(plain) if 32 <= plain < 127 else "•"
