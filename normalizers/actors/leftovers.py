"""Words of a cell that no actor accounts for: nothing named there may be lost unseen."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalizers.actors.mentions import Actor
from normalizers.resources import load_resource
from normalizers.text import spelling_key

_SEPARATORS = re.compile(r"[;,\n\0()]+|\s-\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
# A single leftover word is a connective or a remark in brackets; two and more may be a name.
_FEWEST_WORDS = 2


def find_leftovers(text: str, actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return the stretches of a cell outside all actors that could name somebody, role words and lead-ins aside.

    >>> from normalizers.actors import ActorContext, find_actors
    >>> cell = "Sở Y tế chủ trì, phối hợp với Sở Nội vụ; tổ chức cán bộ"
    >>> find_leftovers(cell, find_actors(cell, "lead", ActorContext("Ủy ban nhân dân tỉnh Lào Cai")))
    ('tổ chức cán bộ',)
    """
    return tuple(stretch for stretch in _stretches(text, actors) if len(_WORD.findall(stretch)) >= _FEWEST_WORDS)


def _stretches(text: str, actors: Sequence[Actor]) -> Iterator[str]:
    characters = list(text)
    for actor in actors:
        characters[actor.start : actor.end] = "\0" * (actor.end - actor.start)
    for stretch in _SEPARATORS.split("".join(characters)):
        words = stretch.strip(" .-–+•")
        # "Các Vụ: …" and "Trưởng các khoa: …" are heads that the members behind the colon share.
        if not words.endswith(":") and not _role_words().fullmatch(spelling_key(words)):
            yield words


@cache
def _role_words() -> re.Pattern[str]:
    lists = load_resource("list_words.yml")
    phrases = [
        phrase for name in ("lead", "coordinating", "assigned", "lead_labels") for phrase in lists["roles"][name]
    ]
    phrases += [*lists["roles"]["towards"], *lists["roles"]["label_nouns"], *lists["lead_ins"], *lists["trailing"]]
    phrases += lists["trailing_collective"]
    longest_first = sorted(map(spelling_key, phrases), key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, longest_first))})[\s:]*)*.{{0,2}}")
