"""The font of a run in a Word file: its own, its style's, the paragraph style's, the theme's, the document's."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractors.word_numbering import W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_STYLES = 20


@dataclass(slots=True)
class WordFonts:
    """Looks fonts up; `styles` and `theme` are roots of their parts, or None."""

    styles: Any = None
    theme: Any = None
    _by_style: dict[str | None, Any] | None = None
    _found: dict[tuple[str | None, str | None], Any] = field(default_factory=dict)

    def font(self, paragraph: Any, run: Any) -> str | None:
        """Return the font of letters beyond ASCII, which legacy fonts are told by; None where the file names none."""
        return self._named(run.find(f"{W}rPr") if run is not None else None) or self._inherited(
            _value(run, "rPr", "rStyle"), _value(paragraph, "pPr", "pStyle")
        )

    def is_capitals(self, paragraph: Any, run: Any) -> bool:
        """Return whether the run is printed in capitals whatever is stored (`w:caps`)."""
        inherited = self._inherited_properties(_value(run, "rPr", "rStyle"), _value(paragraph, "pPr", "pStyle"))
        properties = [run.find(f"{W}rPr") if run is not None else None, *inherited]
        found = (each.find(f"{W}caps") for each in properties if each is not None)
        first = next((each for each in found if each is not None), None)
        return first is not None and first.get(f"{W}val") not in ("0", "false", "off")

    def _inherited(self, letters: str | None, paragraph: str | None) -> str | None:
        key = letters, paragraph
        if key not in self._found:
            self._found[key] = next(
                filter(None, map(self._named, self._inherited_properties(letters, paragraph))), None
            )
        found: str | None = self._found[key]
        return found

    def _inherited_properties(self, letters: str | None, paragraph: str | None) -> Iterator[Any]:
        for style in (letters, paragraph) if letters else (paragraph,):
            yield from (each.find(f"{W}rPr") for each in self._chain(style))
        if self.styles is not None:
            yield self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        """The style and all it is based on; None stands for the paragraph style of the document."""
        if self._by_style is None:
            styles = list(self.styles.iter(f"{W}style")) if self.styles is not None else []
            self._by_style = {style.get(f"{W}styleId"): style for style in styles}
            plain = [each for each in styles if each.get(f"{W}default") in ("1", "true")]
            self._by_style[None] = next((each for each in plain if each.get(f"{W}type") == "paragraph"), None)
        for _ in range(_MOST_STYLES):
            style = self._by_style.get(style_id)
            if style is None:
                return
            yield style
            parent = style.find(f"{W}basedOn")
            if parent is None:
                return
            style_id = parent.get(f"{W}val")

    def _named(self, properties: Any) -> str | None:
        fonts = properties.find(f"{W}rFonts") if properties is not None else None
        if fonts is None:
            return None
        for script in ("hAnsi", "ascii"):
            if found := self._theme_font(fonts.get(f"{W}{script}Theme")) or fonts.get(f"{W}{script}"):
                return str(found)
        return None

    def _theme_font(self, name: str | None) -> str | None:
        if name is None or self.theme is None:
            return None
        kind = "majorFont" if name.startswith("major") else "minorFont"
        latin = next(
            (found for each in self.theme.iter(f"{_DRAWING}{kind}") for found in each.iter(f"{_DRAWING}latin")), None
        )
        return latin.get("typeface") or None if latin is not None else None


def _value(element: Any, properties: str, name: str) -> str | None:
    found = element.find(f"{W}{properties}/{W}{name}") if element is not None else None
    return found.get(f"{W}val") if found is not None else None
