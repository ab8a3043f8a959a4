"""The bodies that open a line, and how the line goes on: a heading, a colon, a role, a verb."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from normalizers.actors.cell_words import Word, words_of
from normalizers.actors.openings import Opening, find_opening
from normalizers.actors.unit_entries import load_gazetteer
from normalizers.assignments.vocabulary import FoldedPhrases, folded_phrases, listed, vocabulary
from normalizers.text import clean

# The longest list of bodies in a heading seen, a description in parentheses included, has 45 words.
_MOST_WORDS = 60
# A description of a body between its name and "có trách nhiệm" is no longer than this.
_MOST_DESCRIBING = 10
# "Về công tác bảo vệ môi trường và ứng phó với biến đổi khí hậu:" has 13 words.
_MOST_TOPIC = 16
# "Căn cứ chức năng, nhiệm vụ được giao và nội dung Kế hoạch này," is no longer than this.
_MOST_CLAUSE = 24
# How a further body opens behind a semicolon.
_NEW_BODIES = frozenset({Opening.TITLE, Opening.COLLECTIVE, Opening.KNOWN})
# "đồng chí Nguyễn Văn Bình": the name begins within so many words.
_PERSON_WORDS = 3
# Nouns that stand once before several names.
_SHARED_HEADS = frozenset({"so", "bo", "nganh", "phong", "ban", "huyen", "xa", "phuong", "vu", "cuc", "truong"})


class Follows(StrEnum):
    """What stands behind the bodies of a line."""

    NOTHING = "nothing"
    COLON = "colon"
    CUE = "cue"
    VERB = "verb"


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line that opens with bodies: their words, the words that follow, and what makes it an assignment.

    `is_ordered` says that "Giao", "Đề nghị" … stands before them, `is_pointed` that "Đối với" … does.
    """

    bodies: str
    rest: str
    follows: Follows
    is_ordered: bool = False
    is_pointed: bool = False
    start: int = 0


def parse_body_line(text: str) -> BodyLine | None:
    """Return the bodies that open a line and what follows; None where it opens with none, or tells of the past.

    >>> parse_body_line("Giao Sở Tài chính chủ trì, phối hợp với Sở Y tế thực hiện").bodies
    'Sở Tài chính'
    >>> parse_body_line("Sở Y tế, các bệnh viện").follows, parse_body_line("Bộ Y tế đã ban hành kế hoạch") is None
    (<Follows.NOTHING: 'nothing'>, True)
    """
    text = clean(text)
    words = words_of(text)
    index = _skip_clause(words, _skip_topic(words, _skip_marks(words, 0)))
    while True:
        index, order = _skip_orders(words, index)
        line = _line_at(text, words, index, order)
        # "Chủ tịch UBND tỉnh yêu cầu Sở Y tế …": who orders stands before who is ordered.
        behind = _index_behind(words, line)
        if line is None or order or behind is None or line.follows is not Follows.VERB:
            return line
        if _orders().end(words, behind) is None:
            return line
        index = behind


def is_bodies(text: str) -> bool:
    """Whether a text opens as the name of a body, a collective, a post or a person does.

    >>> is_bodies("Các cơ quan báo, đài"), is_bodies("Phòng, chống tham nhũng")
    (True, False)
    """
    return _opens(words_of(clean(text)), 0)


def opens_with_verb(text: str) -> bool:
    """Whether a text begins with the verb of a duty.

    >>> opens_with_verb("Tô chức tập huấn"), opens_with_verb("Địa điểm tổ chức")
    (True, False)
    """
    words = words_of(clean(text))
    return listed("verbs").end(words, _skip_marks(words, 0)) is not None


def _index_behind(words: Sequence[Word], line: BodyLine | None) -> int | None:
    if line is None or not line.rest:
        return None
    return next((at for at, word in enumerate(words) if word.start == line.start), None)


def _skip_marks(words: Sequence[Word], index: int) -> int:
    while index < len(words) and words[index].mark:
        index += 1
    return index


def _skip_topic(words: Sequence[Word], index: int) -> int:
    """The index behind "Về văn hóa:", where the bodies stand behind what is spoken of."""
    if listed("topics").end(words, index) is None or _orders().end(words, index) is not None:
        return index
    colon = next((at for at in range(index, min(len(words), index + _MOST_TOPIC)) if words[at].mark == ":"), None)
    return index if colon is None else colon + 1


def _skip_clause(words: Sequence[Word], index: int) -> int:
    """The index behind "Trong phạm vi trách nhiệm của mình,", where a body stands behind that comma."""
    if listed("body_clauses").end(words, index) is None:
        return index
    commas = (at for at in range(index, min(len(words), index + _MOST_CLAUSE)) if words[at].mark == ",")
    return next((at + 1 for at in commas if _opens(words, at + 1)), index)


def _skip_orders(words: Sequence[Word], index: int) -> tuple[int, str]:
    """The index behind "Giao", "Đề nghị" …, and which kind it is: ordered, pointed or none."""
    stop = _orders().end(words, index)
    if stop is None:
        return index, ""
    kind = "pointed" if listed("pointers").end(words, index) == stop else "ordered"
    return stop, kind


@cache
def _orders() -> FoldedPhrases:
    return folded_phrases(vocabulary()["orders"])


def _opens(words: Sequence[Word], index: int) -> bool:
    if listed("not_bodies").end(_without_commas(words[index : index + 6]), 0) is not None:
        return False
    opening = find_opening(words, index)
    if opening in (None, Opening.SHORT_FORM):
        return index < len(words) and words[index].is_capital and listed("enterprises").end(words, index) is not None
    # Bare nouns of persons and things ("cán bộ, công chức") are bodies only with a plural word or a name.
    return opening is not Opening.PERSON or any(word.is_capital for word in words[index : index + _PERSON_WORDS])


def _without_commas(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.mark != ","]


def _line_at(text: str, words: Sequence[Word], index: int, order: str) -> BodyLine | None:
    if not _opens(words, index):
        return None
    stop, follows = _end_of_bodies(words, index, may_tell=order == "pointed")
    if follows is None or stop - index > _MOST_WORDS or words[stop - 1].key in vocabulary()["not_last"]:
        return None
    bodies = text[words[index].start : words[stop - 1].end].rstrip(" ,;:.-")
    start = words[stop].start if stop < len(words) else len(text)
    rest = text[start:].lstrip(" :") if follows is not Follows.NOTHING else ""
    return BodyLine(bodies, rest, follows, order == "ordered", order == "pointed", start)


def _end_of_bodies(words: Sequence[Word], start: int, *, may_tell: bool) -> tuple[int, Follows | None]:
    """The index behind the bodies and what follows them; None where the line is no assignment.

    `may_tell`: "Đối với các xã chưa có bản đồ" describes bodies by what others tell of them.
    """
    index = start + 1
    known = load_gazetteer().longest(words, start) if words[start].is_capital else None
    index = known.stop if known else index
    while index < len(words):
        ended = _end_at(words, index, start)
        if ended is not None and not (ended is False and may_tell and not words[index].mark):
            return index, ended if isinstance(ended, Follows) else None
        index = _next(words, index)
    return len(words), Follows.NOTHING


def _end_at(words: Sequence[Word], index: int, start: int) -> Follows | bool | None:
    """What ends the bodies at a word: a kind, False where this is no assignment, None to go on."""
    word = words[index]
    if word.mark:
        return _end_at_mark(words, index)
    if not word.text.islower() and not word.is_expanded:
        return None
    if listed("cues").end(words, index) is not None and not _is_part_of_name(words, index):
        return Follows.CUE
    if _begins_duty(words, index):
        return Follows.VERB
    if index > start and words[index - 1].mark != "," and _tells(words, index):
        return False
    return None


def _begins_duty(words: Sequence[Word], index: int) -> bool:
    """Whether a duty begins here: with its verb, or a clause before it ("theo lĩnh vực quản lý rà soát")."""
    if listed("verbs").end(words, index) is not None and is_verb(words, index):
        return True
    return listed("duty_clauses").end(words, index) is not None and not _is_described(words, index)


def _end_at_mark(words: Sequence[Word], index: int) -> Follows | bool | None:
    mark = words[index].mark
    if mark == ":":
        return None if _lists_names(words, index) else Follows.COLON
    if mark == ";" and find_opening(words, index + 1) in _NEW_BODIES:
        return None
    if mark in {".", ";"}:
        return Follows.NOTHING if index + 1 >= len(words) else False
    if mark == "/" and index + 2 >= len(words):
        return False
    return None


def _lists_names(words: Sequence[Word], index: int) -> bool:
    """As in "các Sở: Tài chính, Nông nghiệp và Môi trường": behind the colon stand the names of the noun before it."""
    behind = words[index + 1] if index + 1 < len(words) else None
    is_plural = index > 1 and words[index - 2].folded == "cac" and words[index - 1].folded in _SHARED_HEADS
    return is_plural and behind is not None and behind.is_capital and listed("verbs").end(words, index + 1) is None


def _tells(words: Sequence[Word], index: int) -> bool:
    """Whether a word tells of the past or of a function: "đã", "có chức năng"."""
    return listed("not_cues").end(words, index) is not None


def is_verb(words: Sequence[Word], index: int) -> bool:
    """Whether a word that may begin a duty does so here: "các tổ chức tín dụng" and "đơn vị cung cấp" do not."""
    before = [word.folded for word in words[max(0, index - 2) : index] if not word.mark]
    if words[index].folded == "to" and index + 1 < len(words) and words[index + 1].folded == "chuc":
        follows = words[index + 2] if index + 2 < len(words) else None
        is_noun = listed("noun_behind").end(words, index + 2) is not None or (
            follows is not None and follows.mark == ","
        )
        return not (is_noun or _ends_with(words, index, "noun_before"))
    if listed("describing").end(words, index) is not None and _ends_with(words, index, "bare_nouns"):
        return False
    stop = listed("verbs").end(words, index) or index + 1
    if listed("not_verbs").end(words, index) or _ends_with(words, stop, "compounds") or _describes(words, index):
        return False
    # "UBND cấp xã": the noun, not the verb.
    return words[index].folded != "cap" and before[-1:] != ["duoc"]


def _describes(words: Sequence[Word], index: int) -> bool:
    """As in "các cơ quan theo lĩnh vực quản lý có trách nhiệm …": the verb is of the name, the cue comes behind it."""
    return listed("describing").end(words, index) is not None and _is_described(words, index)


def _is_described(words: Sequence[Word], index: int) -> bool:
    """Whether "có trách nhiệm" comes soon behind a word, so that what stands between is of the name."""
    for at in range(index + 1, min(len(words), index + _MOST_DESCRIBING)):
        if words[at].mark:
            return False
        if words[at].folded == "co" and listed("cues").end(words, at) is not None:
            return True
    return False


def _ends_with(words: Sequence[Word], index: int, name: str) -> bool:
    """Whether a phrase of a list ends right before a word."""
    return any(listed(name).end(words, at) == index for at in range(max(0, index - 4), index))


def _is_part_of_name(words: Sequence[Word], index: int) -> bool:
    """As in "các đơn vị chủ trì cung cấp TTHC": "chủ trì" behind a bare noun and before a verb."""
    stop = listed("cues").end(words, index)
    if stop is None or not _ends_with(words, index, "bare_nouns"):
        return False
    return listed("describing").end(words, stop) is not None


def _next(words: Sequence[Word], index: int) -> int:
    """The next index to look at: behind a parenthesis or a known name, else the next word."""
    if words[index].mark == "(":
        close = next((at for at in range(index, len(words)) if words[at].mark == ")"), index)
        return close + 1
    known = load_gazetteer().longest(words, index) if words[index].is_capital else None
    return known.stop if known else index + 1
