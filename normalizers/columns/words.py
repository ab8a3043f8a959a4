"""The vocabulary of table headers, compiled: which role a printed header names, if it is a header at all."""

import re
from enum import StrEnum
from functools import cache
from typing import Any

from normalizers.resources import load_resource
from normalizers.text import SMALL, fold


class ColumnRole(StrEnum):
    """What the cells of one column say about the row's task."""

    ORDINAL = "ordinal"
    TASK = "task"
    LEAD = "lead"
    COORDINATING = "coordinating"
    LEAD_COORDINATING = "lead_coordinating"
    ASSIGNEE = "assignee"
    RESULT = "result"
    DEADLINE = "deadline"
    START = "start"
    END = "end"
    APPROVER = "approver"
    BUDGET = "budget"
    TARGET = "target"
    UNIT_OF_MEASURE = "unit_of_measure"
    BASIS = "basis"
    DATA_SOURCE = "data_source"
    NOTE = "note"
    STATUS = "status"
    OTHER = "other"


def header_key(text: str) -> str:
    """Return the header as it is compared: no marks, case, brackets or separators, single blanks.

    >>> header_key("Dự kiến kinh phí\\n(Triệu đồng)"), header_key("STT/"), header_key("Nhiệm vụ/ Giải pháp*")
    ('du kien kinh phi', 'stt', 'nhiem vu giai phap')
    """
    unbracketed = re.sub(r"[(\[{][^)\]}]*(?:[)\]}]|$)", " ", fold(text).replace("đ/c", "dong chi"))
    return " ".join(re.sub(r"[^\w%]+|_", " ", unbracketed).split())


def header_levels(text: str) -> tuple[str, ...]:
    """Return the levels of a header, upper first: they are joined by " / " before a capital, a figure or a bracket.

    >>> header_levels("Kinh phí / NSTW"), header_levels("Kinh phí / 2024"), header_levels("Nội dung/ Kết quả")
    (('Kinh phí', 'NSTW'), ('Kinh phí', '2024'), ('Nội dung/ Kết quả',))
    """
    return tuple(re.split(rf" / (?=\W*[^\W_{SMALL}])", text))


def is_vague(text: str) -> bool:
    """Whether a lower header level says nothing of its own: "Năm", "Đơn vị"."""
    return header_key(text) in {header_key(word) for word in _vocabulary()["vague"]}


def is_strong(role: ColumnRole, text: str) -> bool:
    """Whether the header holds a word that makes it the better of two columns of one role.

    >>> is_strong(ColumnRole.LEAD, "Cơ quan chủ trì"), is_strong(ColumnRole.LEAD, "Đơn vị thực hiện")
    (True, False)
    """
    key = header_key(text)
    return any(header_key(word) in key for word in _vocabulary()["strong"].get(role, []))


def level_role(text: str, *, whole: bool = True) -> ColumnRole | None:
    """Return the role one header level names, None where it names none.

    With `whole`, every word must be known: a body cell that merely begins like a header is none.

    >>> level_role("Cơ quan chủ trì soạn thảo"), level_role("Đơn vị chủ trì cung cấp TTHC")
    (<ColumnRole.LEAD: 'lead'>, None)
    """
    key = header_key(text)
    if whole and not _looks_like_header(text):
        return None
    if (exact := _exact().get(key.replace(" ", ""))) is not None:
        return exact
    found = (_header() if whole else _opening()).match(key)
    if found is None:
        return None
    return _joined(_role_of(found["head"]), found["rest"] if whole else key[found.end() :])


def _looks_like_header(text: str) -> bool:
    """A header is short and has no bullet before it, no colon after it and no dots to fill in."""
    return len(text) <= 120 and not re.match(r"\W*\(|\s*[-+*•]", text) and not re.search(r"[:;]\s*$|\.\.|…", text)


def _joined(head: ColumnRole, rest: str) -> ColumnRole:
    """Two roles in one header: "chủ trì, phối hợp" is one column of both, "bắt đầu - kết thúc" one of times."""
    if head not in (ColumnRole.LEAD, ColumnRole.COORDINATING, ColumnRole.START):
        return head
    following = {_role_of(found[0]) for found in _phrase().finditer(rest)}
    if head is ColumnRole.START:
        return ColumnRole.DEADLINE if ColumnRole.END in following else head
    other = ColumnRole.COORDINATING if head is ColumnRole.LEAD else ColumnRole.LEAD
    return ColumnRole.LEAD_COORDINATING if other in following else head


def _role_of(phrase: str) -> ColumnRole:
    return next(role for role, pattern in _roles(loose=True) if _compiled(pattern).fullmatch(phrase))


@cache
def _vocabulary() -> Any:
    return load_resource("columns.yml")


@cache
def _exact() -> dict[str, ColumnRole]:
    # Without blanks: recognisers split "STT" and glue "Ghi chú".
    listed = _vocabulary()["exact"].items()
    return {header_key(word).replace(" ", ""): ColumnRole(role) for role, words in listed for word in words}


def _words(listed: list[str]) -> str:
    """A pattern for any of the phrases, longest first; blanks are free, recognisers lose and add them."""
    keys = sorted({header_key(word) for word in listed}, key=len, reverse=True)
    return "|".join(key.replace(" ", r"\s*") for key in keys)


def _phrase_pattern(phrase: str) -> str:
    parts = re.split(r"(\{[^}]+\})", phrase)
    patterns = [_macros().get(part) or header_key(part).replace(" ", r"\s*") for part in parts]
    return r"\s*".join(pattern for pattern in patterns if pattern)


@cache
def _macros() -> dict[str, str]:
    words = _vocabulary()
    organisation, branch, person = words["organisation_words"], words["branch_words"], words["person_words"]
    # Possessive: "thành viên Ban Chỉ đạo" is a body to its end, not a person of a "ban" who directs.
    more = rf"(?:\s+(?:va\s+)?(?:{_words(organisation + branch + person + words['body_words'])})\b)*+"
    before = rf"(?:(?:{_words([*branch, 'tổ chức'])})\s+(?:va\s+)?)*?"
    return {
        "{đơn vị}": rf"{before}(?:{_words(organisation)}){more}",
        "{ngành}": rf"(?:{before}(?:{_words(organisation)})|(?:{_words(branch)})){more}",
        "{người}": rf"(?:{_words(person)}){more}",
    }


@cache
def _roles(*, loose: bool = False) -> tuple[tuple[ColumnRole, str], ...]:
    """The pattern of one phrase each, longest first, so that "kết quả thực hiện đến nay" is seen before "kết quả"."""
    groups = [_vocabulary()["phrases"], *([_vocabulary()["loose_phrases"]] if loose else [])]
    listed = [(phrase, ColumnRole(role)) for group in groups for role, phrases in group.items() for phrase in phrases]
    ordered = sorted(listed, key=lambda entry: len(entry[0]), reverse=True)
    return tuple((role, _phrase_pattern(phrase)) for phrase, role in ordered)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # Three hundred phrases take as long as reading ten documents: each is compiled when it is first asked.
    return re.compile(pattern)


@cache
def _alternatives(*, loose: bool = False) -> str:
    return "|".join(pattern for _, pattern in _roles(loose=loose))


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives()})\b")


def _opening_pattern(*, loose: bool = False) -> str:
    openers = _words(_vocabulary()["openers"])
    return rf"(?:(?:{openers})\s+)*?(?P<head>{_alternatives(loose=loose)})\b"


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(_opening_pattern(loose=True))


@cache
def _header() -> re.Pattern[str]:
    words = _vocabulary()
    known = [
        word
        for kind in ("qualifiers", "organisation_words", "branch_words", "person_words", "body_words")
        for word in words[kind]
    ]
    rest = rf"(?:\s+(?:{_alternatives()}|{_words(known)}|\d+)\b)*"
    return re.compile(rf"{_opening_pattern()}(?P<rest>{rest})\s*\d*$")
