"""Labelled role lines: "Đơn vị chủ trì: Sở X", alone on a line or between parentheses behind a task."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.assignments.vocabulary import vocabulary
from normalizers.text import clean, fold, same_length_form, strip_marks


@dataclass(frozen=True, slots=True)
class LabelledText:
    """The words of a task and what its labels say, by column of `tasks`; values as printed."""

    task: str
    values: dict[str, str]


def parse_label(text: str) -> tuple[str, str] | None:
    """Return the column a role line fills first and its value; None for any other line.

    >>> parse_label("Đơn vị chủ trì: Sở Y tế."), parse_label("Thòi gian thực hiện: Quý II/2025")
    (('lead', 'Sở Y tế'), ('deadline', 'Quý II/2025'))
    >>> parse_label("Chủ trì, phối hợp với Sở Y tế") is None
    True
    """
    return next(iter(parse_labels(text).items()), None)


def parse_labels(text: str) -> dict[str, str]:
    """Return all that a role line says, by column; empty for any other line.

    >>> parse_labels("Chủ trì: Sở Y tế; phối hợp: Công an tỉnh; thời gian: quý II")
    {'lead': 'Sở Y tế', 'coordinating': 'Công an tỉnh', 'deadline': 'quý II'}
    """
    text = clean(text)
    first = _label_pattern().match(_folded(text))
    return _values(text, [first, *_inner_pattern().finditer(_folded(text), first.end())]) if first else {}


def split_labels(text: str) -> LabelledText | None:
    """Return a task with the labels that stand behind it; None where no label names a body in the lead.

    >>> split_labels("Rà soát văn bản (Chủ trì: Sở Tư pháp; thời gian: Quý I/2026).").values
    {'lead': 'Sở Tư pháp', 'deadline': 'Quý I/2026'}
    """
    text = clean(text)
    marks = list(_inner_pattern().finditer(_folded(text)))
    if not marks or not any(_column(mark[1]) == "lead" for mark in marks):
        return None
    head = text[: marks[0].start()].rstrip(" ([.;,-")
    return LabelledText(head, _values(text, marks)) if head else None


def _values(text: str, labels: Sequence[re.Match[str]]) -> dict[str, str]:
    """What stands between each label and the next, by column; the first of a column counts."""
    ends = [label.start() for label in labels[1:]] + [len(text)]
    values: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        values.setdefault(_column(label[1]), _without_marks(text[label.end() : end]))
    return {column: value for column, value in values.items() if value}


def _without_marks(value: str) -> str:
    value = value.strip(" .;,([]-")
    # The parenthesis of all the labels closes behind the last; one that opens in the value is its own.
    return value if value.count(")") <= value.count("(") else value.rstrip(")").strip(" .;,")


def _folded(text: str) -> str:
    return strip_marks(same_length_form(text)).casefold()


@cache
def _columns() -> dict[str, str]:
    return {fold(label): column for column, labels in vocabulary()["labels"].items() for label in labels}


def _column(label: str) -> str:
    return _columns()[" ".join(label.split())]


@cache
def _labels() -> str:
    labels = sorted(_columns(), key=len, reverse=True)
    return "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in labels)


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*[-+•*(]?\s*({_labels()})\s*(?:\([^()]{{1,40}}\)\s*)?:\s*")


@cache
def _inner_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:[(\[;.]\s*|,\s+)({_labels()})\s*:\s*")
