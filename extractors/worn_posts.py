"""Posts of which a seal or a signature hides a part: told by what is left, the line beside it, the room it fills."""

from collections.abc import Iterator, Sequence

from extractors.bare_text import bare
from extractors.line_shapes import post_names, split_post
from extractors.model import Paragraph
from extractors.page import BBox

_FOR, _DEPUTY = "KT. ", "PHÓ "
# So many letters of the post must be left; from the second number on, one at the edge of the seal may be misread.
_LEAST, _LEAST_MISREAD = 4, 6
# A post stands centred over the name: its width gives its length within so many letters.
_LETTERS_OFF = 1.6


def complete_posts(lines: Sequence[Paragraph], name: Paragraph | None) -> tuple[str, ...]:
    """Return the lines above a signer's name, the last of them with what is hidden where nothing else can stand there.

    Who signs for the head of a body ("KT. GIÁM ĐỐC") is the deputy ("PHÓ GIÁM ĐỐC"): two lines tell one another. A
    line by itself is completed where it stands centred over the name and one post alone fills that room.

    >>> from extractors.model import Place
    >>> complete_posts([Paragraph(text, Place()) for text in ("HỦ TƯỚNG", "Ủ TƯỚNG")], None)
    ('KT. THỦ TƯỚNG', 'PHÓ THỦ TƯỚNG')
    >>> complete_posts([Paragraph(text, Place()) for text in ("KT. GIÁM", "PHÓ")], None)
    ('KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC')
    >>> complete_posts([Paragraph("TRƯỞNG", Place())], None)
    ('TRƯỞNG',)
    """
    texts = tuple(line.text for line in lines)
    pairs = set(_deputies(*texts[-2:])) if len(texts) > 1 else set()
    if len(pairs) == 1:
        return (*texts[:-2], *pairs.pop())
    posts = set(_filling(lines[-1], name)) if lines and name else set()
    return (*texts[:-1], posts.pop()) if len(posts) == 1 else texts


def ends_a_post(text: str) -> bool:
    """Whether a line in capitals is what is left of a post whose beginning is hidden.

    >>> ends_a_post("LÁM ĐÓC"), ends_a_post("SỞ Y TẾ")
    (True, False)
    """
    return text.isupper() and _letters(text) >= _LEAST and any(_is_end(text, post) for post in post_names())


def _deputies(upper: str, lower: str) -> Iterator[tuple[str, str]]:
    """The lines "KT. X" and "PHÓ X" of all posts X that two lines may be what is left of."""
    for post in post_names():
        deputy = _DEPUTY + post
        fits = deputy in post_names() and _is_rest(upper, _FOR + post) and _is_rest(lower, deputy)
        if fits and max(_letters(upper.removeprefix(_FOR)), _letters(lower.removeprefix(_DEPUTY))) >= _LEAST:
            yield _FOR + post, deputy


def _filling(line: Paragraph, name: Paragraph) -> Iterator[str]:
    """The posts that end as a line does and are as long as the room over the name is wide."""
    room = _hidden_share(line.place.box, name.place.box)
    if room is None or split_post(line.text) is not None or _letters(line.text) < _LEAST:
        return
    for post in post_names():
        if _is_end(line.text, post) and abs(len(line.text) * room - len(post)) <= _LETTERS_OFF:
            yield post


def _hidden_share(line: BBox | None, name: BBox | None) -> float | None:
    """How many times as wide as what is left of a line it was, centred over the name; None without boxes."""
    if line is None or name is None or line.x1 <= line.x0:
        return None
    middle = (name.x0 + name.x1) / 2
    return 2 * (line.x1 - middle) / (line.x1 - line.x0)


def _is_rest(seen: str, whole: str) -> bool:
    """Whether a line is a whole one but for a hidden beginning or end."""
    return bare(whole).startswith(bare(seen)) or _is_end(seen, whole)


def _is_end(seen: str, whole: str) -> bool:
    left = bare(seen)
    shorter = left[1:] if _letters(left) >= _LEAST_MISREAD else left
    return bare(whole).endswith((left, shorter))


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)
