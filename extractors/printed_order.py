"""Numbers of rows that recognition misread, settled by the printed order: between 9 and 11 stands 10, not "18".

The first column counts on, so every number is said three times: by its own ink, by the number before it and by the one
after. A number is settled only where both neighbours of its series ask for the same one and its ink may be that number.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.alphabet import CAPITAL
from extractors.model import Row, RowNote
from extractors.ordinals import LETTERS, Ordinal, OrdinalStyle, follows, is_ordinal_header, parse_ordinal
from extractors.page import UNREAD
from extractors.rows import TableTraits, is_column_numbers

# Signs that stand for one another in coarse print; seen in first columns at 150 and 200 dpi.
_ALIKE = ("1IJlLÍÌỈĨỊÏíì|!]", "0OoÖQ", "5SŠ", "6bóh", "8B&", "2Zz", "dđDĐÐðở", "aăâáàạảã", "eéê")
_CLASS = {sign: signs[0] for signs in _ALIKE for sign in signs}
# No number of a row is longer; what is, holds words besides.
_LONGEST = 8
_STRAY = " .,;:'’`\"-–°()[]‹›«»“”„*~_"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
# Strokes side by side, of which some run together.
_STROKES = re.compile("1+")
# A speck over or under a bar makes a letter of it: then only with a stop behind ("VỊ, XÂY", but "VỊ TRÍ VIỆC LÀM").
_ROMAN_LIKE = re.compile(r"[IJVXLHT1l|!]{1,6}[.)]?|[IJVXLHT1l|!ÍÌỈĨỊÏ]{1,6}[.,)]")
# A number whose title begins right behind its stop: "HIL.NHÂN LỰC", "I.Bảo tồn", "A..Công tác".
_GLUED = re.compile(
    rf"[IVXLHT1l|!]{{1,6}}(?=[.)][{CAPITAL}]{{2}})|[IVX]{{1,5}}(?=\.[{CAPITAL}])|[A-ZĐ](?=\.\.[{CAPITAL}])"
)
# Numbers that headings have: the rows below them count on their own.
_OF_HEADINGS = (OrdinalStyle.ROMAN, OrdinalStyle.CAPITAL)
# Below 2 stand 2.1, 2.2; below II sometimes II.1.
_WITH_NUMBERS_BELOW = (OrdinalStyle.ARABIC, OrdinalStyle.DOTTED, OrdinalStyle.ROMAN)
_ONE_BRACKETED = re.compile(r"\S\)")
_NUMBERED = TableTraits((), has_ordinals=True)
# So many rows before and after a number are looked at.
_NEAR = 100
# The newest number of each series: of each style and, of dotted ones, under each number above.
_Series = dict[tuple[OrdinalStyle, tuple[int, ...]], Ordinal]


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """What stands around a number: the newest of each series before it, and the first cells near it as read.

    `numbers` are those of the cells after it. `are_headings`: of a heading over the whole row only other headings are
    asked.
    """

    newest: _Series
    before: Sequence[str]
    after: Sequence[str]
    numbers: Sequence[Ordinal]
    are_headings: bool


def settle_numbers(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a table with misread numbers settled and noted; what no one recognised stays as it is.

    >>> from extractors.model import Cell, CellPart, Place
    >>> cell = lambda text: Cell((CellPart(text, Place(page=1, confidence=0.9)),))
    >>> rows = [Row((cell(number), cell("Số hóa"))) for number in ("8", "9", "18", "11", "12")]
    >>> [row.texts[0] for row in settle_numbers(rows)]
    ['8', '9', '10', '11', '12']
    >>> [row.texts[0] for row in settle_numbers([Row((cell(number), cell("Họp"))) for number in ("1", "2'")])]
    ['1', '2']
    >>> rows = [Row((cell(title),)) for title in ("I. Thể chế", "H. Hạ tầng", "III. Dữ liệu")]
    >>> [row.texts[0] for row in settle_numbers(rows)]
    ['I. Thể chế', 'II. Hạ tầng', 'III. Dữ liệu']
    """
    # Numbers of columns, printed again on every page, are none of rows.
    texts = ["" if is_column_numbers(row.texts, _NUMBERED) else _number_text(row) for row in rows]
    settled = list(texts)
    series: tuple[_Series, _Series] = ({}, {})
    headings = [at for at, row in enumerate(rows) if _is_heading(row, texts[at])]
    for at, row in enumerate(rows):
        is_short = texts[at] and len(texts[at]) <= _LONGEST
        if is_short and not is_ordinal_header(texts[at]) and _is_recognised(row):
            near = _neighbours(at, texts, headings if _is_one_text(row) else None, series)
            settled[at] = _settled(texts[at], near, is_title=_is_title(row)) or texts[at]
        if number := _parse(settled[at]):
            for newest in series if _is_heading(row, texts[at]) else series[:1]:
                newest[(number.style, number.value[:-1])] = number
    return [
        row if text == before else _with_number(row, before, text)
        for row, before, text in zip(rows, texts, settled, strict=True)
    ]


def _neighbours(
    at: int, texts: Sequence[str], headings: Sequence[int] | None, series: tuple[_Series, _Series]
) -> _Neighbours:
    """What stands around a row; of a heading only the other headings, whose places these are."""
    among = range(len(texts)) if headings is None else headings
    place = bisect_left(among, at)
    before, after = among[max(0, place - _NEAR) : place], among[place + 1 : place + 1 + _NEAR]
    later = [texts[other] for other in after]
    newest = series[headings is not None]
    return _Neighbours(newest, [texts[other] for other in before], later, _ordinals(later), headings is not None)


def _is_heading(row: Row, text: str) -> bool:
    """Whether a row is one text with a number before it, or a Roman numeral or capital and a title."""
    number = _parse(text)
    return _is_one_text(row) or (number is not None and number.style in _OF_HEADINGS and _is_title(row))


def _is_recognised(row: Row) -> bool:
    return all(part.place.confidence is not None for part in row.cells[0].parts)


def _number_text(row: Row) -> str:
    """What stands where a row has its number: the first cell, or the first word of the one text of a whole row."""
    if not row.cells:
        return ""
    text = row.cells[0].text
    if not _is_one_text(row):
        return text
    # Roman numerals and what their strokes are taken for; the first word of a title is no letter of a list ("Có thể").
    first = text.partition(" ")[0]
    bare = first.lstrip(_STRAY)
    if glued := _GLUED.match(bare):
        return first[: len(first) - len(bare) + glued.end()]
    return first if _ROMAN_LIKE.fullmatch(bare) or _parse(bare) or bare.rstrip(".") == UNREAD else text


def _is_one_text(row: Row) -> bool:
    # Most first cells hold a number: the others are not even looked at.
    return bool(row.cells) and " " in row.cells[0].text and len({text for text in row.texts if text}) == 1


def _is_title(row: Row) -> bool:
    """Whether nothing but one text stands beside the number, or behind it in the same cell: a section, not a task."""
    return len({text for text in row.texts[1:] if text}) == 1 or _is_one_text(row)


def _with_number(row: Row, before: str, number: str) -> Row:
    """The row with the number in the place of what was read, in every column that a merged cell fills."""
    whole = row.cells[0].text
    rest = whole[len(before) :]
    settled = (number.rstrip(".)") if rest[:1] in (".", ")") else number) + rest
    cells = (replace(cell, settled=settled) if cell.text == whole else cell for cell in row.cells)
    return replace(row, cells=tuple(cells)).with_notes(RowNote.NUMBER_SETTLED)


def _settled(text: str, near: _Neighbours, *, is_title: bool) -> str | None:
    """What the number at this place must be; None where it is right or nothing is proved."""
    read = _parse(text)
    if read and _fits(read, near) and not (is_title and near.numbers[:1] == [read]):
        return None
    plain = _parse(text.strip(_STRAY))
    if read is None and plain and _fits(plain, near):
        return plain.code
    again = read if is_title and read in near.newest.values() else None
    is_unread_title = is_title and text.strip(_STRAY) == UNREAD
    # A row with words in several cells is no section that began already: "L2" below I is I.2 and no I.
    begun = () if is_title else [last for last in near.newest.values() if last.style is OrdinalStyle.ROMAN]
    expected = (number for number in _expected(near.newest) if number not in begun)
    fitting = (is_unread_title and _part(near)) or [
        number for number in expected if _is_proved(number, text, near, again)
    ]
    codes = list(dict.fromkeys(_printed_like(number, text, (*near.before, *near.after)) for number in fitting))
    return codes[0] if len(codes) == 1 and codes[0] != text else None


def _is_proved(number: Ordinal, text: str, near: _Neighbours, again: Ordinal | None) -> bool:
    """Whether the number, and no other, may stand here; `again` is told at `_is_asked_for`."""
    is_below_section = number.style is OrdinalStyle.DOTTED and not number.code[0].isdigit()
    if is_below_section and "." not in text.strip(_STRAY):
        # Its stop was lost or taken for another sign: only where the series goes on and the rest is to the letter.
        return (number.style, number.value[:-1]) in near.newest and _classes(text) == _classes(number.code)
    is_begun = near.are_headings and number in near.newest.values()
    return not is_begun and _is_asked_for(number, text, near, again)


def _is_asked_for(number: Ordinal, text: str, near: _Neighbours, again: Ordinal | None) -> bool:
    """Whether both neighbours ask for the number; of the last one the ink must say no less.

    `again`: the number as it was read, where the section before it has that, one stroke less, already.
    """
    after = near.numbers
    if near.are_headings and _may_be(text, number.code) and _leads_over(number, near.after):
        return True
    if _is_last(number, after):
        if again and _is_roman(number.code) and follows(number, again):
            return _may_be(text, number.code)
        begins = near.are_headings and number.value[-1] == 1
        return not begins and _classes(_as_strokes(text, number.code)) == _classes(number.code)
    if _is_unknown_sign(text, number) or _is_letter_before(number, text, after):
        return _leads_on(number, after, misread=0)
    return _may_be(text, number.code) and _leads_on(number, after)


def _leads_over(number: Ordinal, after: Sequence[str]) -> bool:
    """Whether the next heading, not read as a number, may be the next of the series, and the one after it follows."""
    following = _parse(_next_code(number) or "")
    third = _parse(after[1].strip(_STRAY)) if len(after) > 1 else None
    return bool(following and third and _may_be(after[0], following.code) and follows(third, following))


def _is_unknown_sign(text: str, number: Ordinal) -> bool:
    """Whether the ink was not read, or as one sign that is no number, where one is printed: "Ø" between 8 and 10."""
    sign = text.strip(_STRAY)
    return sign == UNREAD or (len(sign) == len(number.code) == 1 and _parse(sign) is None)


def _part(near: _Neighbours) -> list[Ordinal]:
    """The part "B" where a section I of it comes next, which may be read as 1, and then that section's task 1."""
    last = near.newest.get((OrdinalStyle.CAPITAL, ()))
    firsts = 1 if near.are_headings and (OrdinalStyle.ROMAN, ()) in near.newest else 2
    begins = [number.value for number in near.numbers[:firsts]] == [(1,)] * firsts
    code = _next_code(last) if last and begins else None
    return [found] if code and (found := _parse(code)) else []


def _is_letter_before(number: Ordinal, text: str, after: Sequence[Ordinal]) -> bool:
    """Whether one sign with a bracket stands right before the next letter of a list: "8)" before "b)"."""
    is_letter = number.style is OrdinalStyle.LETTER and _ONE_BRACKETED.fullmatch(text.strip()) is not None
    return is_letter and bool(after) and follows(after[0], number)


def _ordinals(texts: Sequence[str]) -> list[Ordinal]:
    return [number for text in texts if text and (number := _parse(text) or _parse(text.strip(_STRAY)))]


@lru_cache(maxsize=4096)
def _parse(text: str) -> Ordinal | None:
    return parse_ordinal(text) if len(text) <= _LONGEST else None


def _fits(number: Ordinal, near: _Neighbours) -> bool:
    """Whether the number begins a series or goes on with one; a heading 1 among I, II begins none that has no 2."""
    if any(follows(number, last) for last in near.newest.values()):
        return True
    if number.style is OrdinalStyle.DOTTED and not number.code[0].isdigit():
        section = near.newest.get((OrdinalStyle.ROMAN, ()))
        return number.value[-1] == 1 and section is not None and section.value == number.value[:-1]
    if not near.are_headings or number.style is not OrdinalStyle.ARABIC:
        return number.value[-1] == 1
    others = (*_ordinals(near.before), *near.numbers)
    return number.value[-1] == 1 and (not others or any(_is_kin(other, number) for other in others))


def _expected(newest: _Series) -> Iterator[Ordinal]:
    """The numbers that may come next: one more in each series, the first below a number, and those that sections and
    lists begin with.
    """
    for last in newest.values():
        below = f"{last.code}.1" if last.style in _WITH_NUMBERS_BELOW else None
        for code in (_next_code(last), below):
            if code and (found := _parse(code)):
                yield found
    yield Ordinal(OrdinalStyle.ROMAN, (1,), "I")
    yield Ordinal(OrdinalStyle.LETTER, (1,), "a")


def _next_code(last: Ordinal) -> str | None:
    value = last.value[-1]
    match last.style:
        case OrdinalStyle.ROMAN:
            return _ROMANS[value] if value < len(_ROMANS) else None
        case OrdinalStyle.CAPITAL | OrdinalStyle.LETTER:
            letter = LETTERS[value] if value < len(LETTERS) else None
            return letter.upper() if letter and last.style is OrdinalStyle.CAPITAL else letter
        case OrdinalStyle.ARABIC:
            return str(last.value[0] + 1)
        case OrdinalStyle.DOTTED:
            return f"{last.code.rpartition('.')[0]}.{value + 1}"
        case OrdinalStyle.BULLET:
            return None


def _may_be(text: str, code: str) -> bool:
    """Whether ink read as `text` may be `code`: at most one sign differs, signs that look alike counting as one.

    >>> _may_be("VI", "VII"), _may_be("18", "10"), _may_be("1Ö", "10"), _may_be("đ)", "d"), _may_be("7", "10")
    (True, True, True, True, False)
    >>> _may_be("VH.", "VII"), _may_be("VI", "VIII"), _may_be("V", "VIII"), _may_be("H", "3")
    (True, True, False, False)
    """
    one, other = _classes(_as_strokes(text, code)), _classes(code)
    if one == other or (_is_roman(code) and _STROKES.sub("1", one) == _STROKES.sub("1", other)):
        return True
    if abs(len(one) - len(other)) > 1 or max(len(one), len(other)) < 2:
        return text.strip(_STRAY).isdigit() and code.isdigit() and len(one) == len(other)
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(one[start + a :] == other[start + b :] for a, b in ((1, 1), (1, 0), (0, 1)))


def _as_strokes(text: str, code: str) -> str:
    """The text with letters that two or one of a Roman numeral's strokes are taken for as these strokes."""
    return text.replace("H", "II").replace("T", "I") if _is_roman(code) else text


def _is_roman(code: str) -> bool:
    return set(code) <= set("IVX")


def _classes(text: str) -> str:
    return "".join(_CLASS.get(sign, sign) for sign in text if sign not in _STRAY)


def _leads_on(number: Ordinal, after: Sequence[Ordinal], misread: int = 1) -> bool:
    """Whether the next number of the series goes on from this one; where one is misread too, the next but one does."""
    for at, later in enumerate(after):
        if _is_kin(later, number):
            following = _parse(_next_code(number) or "")
            if follows(later, number) or following is None:
                return following is not None
            return misread > 0 and _may_be(later.code, following.code) and _leads_on(following, after[at + 1 :], 0)
    return False


def _is_last(number: Ordinal, after: Sequence[Ordinal]) -> bool:
    """Whether the series ends with this number: no later one of its kind, or another series begins."""
    later = next((later for later in after if _is_kin(later, number)), None)
    return later is None or later.value[-1] == 1


def _is_kin(later: Ordinal, number: Ordinal) -> bool:
    return later.style is number.style and later.value[:-1] == number.value[:-1]


def _printed_like(number: Ordinal, text: str, others: Sequence[str]) -> str:
    """The code with the sign behind it that most numbers of its style bear: "b)"; of two the one read here."""
    kin = [other for other in others if (found := _parse(other)) and found.style is number.style]
    ends = [_end(other) for other in kin if other]
    usual = max(sorted(set(ends)), key=lambda end: (ends.count(end), end == _end(text)), default="")
    return f"{number.code}{usual}"


def _end(text: str) -> str:
    return text[len(text.rstrip(".)/")) :]
