"""Surnames with their marks mistaken: "Trân Hoàng Tuấn" is a Trần. A seal's stroke reads as a mark, or hides one.

Few surnames are borne by nearly everybody; a name of three words or more whose first has the letters of such a one, and
is no surname itself, is taken for it. Shorter names are left alone: a seal may hide the surname, and what is left
begins with a middle name ("Nguyên Giáp").
"""

import unicodedata
from functools import cache

from normalizers.repair.repaired import Repair
from normalizers.resources import load_resource

RULE = "surname"
_CONFIDENCE = 0.9
_LEAST_WORDS = 3
# Written without marks, for foreign readers; as recognised they are surnames that lost them.
_BARE = frozenset({"Pham", "Tran", "Le", "Nguyen"})


def find_surname_repair(name: str) -> Repair | None:
    """Return the usual surname that the first word of a person's name must be, where its marks are others; else None.

    Only for names that were recognised.

    >>> find_surname_repair("Trân Hoàng Tuấn").after, find_surname_repair("Nguyên Thị Diệu Hiền").after
    ('Trần', 'Nguyễn')
    >>> [find_surname_repair(name) for name in ("Hà Minh Tuân", "Nguyên Giáp", "Đình Quang Lãm")]
    [None, None, None]
    """
    first = name.partition(" ")[0]
    surname = _usual().get(_letters(first))
    if surname is None or has_surname(name) or len(name.split()) < _LEAST_WORDS:
        return None
    return Repair(0, len(first), first, surname, RULE, _CONFIDENCE)


def has_surname(name: str) -> bool:
    """Whether a person's name begins with a surname that is known.

    >>> has_surname("Đinh Quang Lãm"), has_surname("Ít Diệu Hiền"), has_surname("TRẦN VĂN AN")
    (True, False, True)
    """
    return name.partition(" ")[0].capitalize() in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(load_resource("head_titles.yml")["surnames"]) - _BARE


@cache
def _usual() -> dict[str, str]:
    return {_letters(surname): surname for surname in load_resource("head_titles.yml")["usual_surnames"]}


def _letters(word: str) -> str:
    """The letters without their marks; đ is a letter of its own."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
