"""Tasks whose bodies stand on role lines below them, or between parentheses behind them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from normalizers.assignments.bodies import parse_body_line
from normalizers.assignments.labels import parse_label, parse_labels, split_labels
from normalizers.assignments.partners import find_partners
from normalizers.assignments.vocabulary import starts_with_any
from pipeline.prose.assignment import Assignment, Pattern
from pipeline.prose.outline import Branch

_BRACKETS = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*[.;,]?")


def find_labelled(branches: Sequence[Branch]) -> Iterator[Assignment]:
    """Yield the tasks whose role lines name a body in the lead, in reading order."""
    owners: dict[int, tuple[Branch, dict[str, str], list[int]]] = {}
    for at, branch in enumerate(branches):
        labels = parse_labels(branch.item.text)
        owner = _owner(branches, at) if labels else None
        if owner:
            _, values, lines = owners.setdefault(id(owner), (owner, {}, []))
            values.update({column: value for column, value in labels.items() if column not in values})
            lines += branch.item.lines
    for branch in branches:
        split = split_labels(branch.item.text) if not parse_label(branch.item.text) else None
        if id(branch) in owners:
            _, values, lines = owners[id(branch)]
            if "lead" in values:
                yield _from_labels(branch, branch.item.text, values, (*branch.item.lines, *lines))
        elif split is not None and branch.item.number is not None:
            yield _from_labels(branch, split.task, split.values, branch.item.lines)
        elif branch.item.number is not None and (told := _in_brackets(branch)):
            yield told


def _in_brackets(branch: Branch) -> Assignment | None:
    """The task of a line that ends with who has it: "Rà soát văn bản (Phòng Tư pháp chủ trì)"."""
    found = _BRACKETS.fullmatch(branch.item.text.strip())
    line = parse_body_line(found[2]) if found else None
    if found is None or line is None or not starts_with_any(line.rest, "bracket_cues"):
        return None
    return Assignment(branch, found[1], line.bodies, Pattern.ROLE, find_partners(line.rest), {}, branch.item.lines)


def _from_labels(branch: Branch, task: str, labels: Mapping[str, str], lines: tuple[int, ...]) -> Assignment:
    values = dict(labels)
    lead, coordinating = values.pop("lead"), values.pop("coordinating", None)
    return Assignment(branch, task, lead, Pattern.LABELS, coordinating, values, lines)


def _owner(branches: Sequence[Branch], at: int) -> Branch | None:
    """The task that a role line speaks of: the item it stands under, or the nearest above where bullets stand alone."""
    label = branches[at]
    if label.item.number is not None and not label.item.is_bullet and (label.parent is None or label.parent.is_section):
        return None  # "1. Thời gian: …", "2. Đơn vị tổ chức: …": particulars of the whole plan
    if not label.is_plain:
        return label.parent
    return _owner_of_plain(branches, at)


def _owner_of_plain(branches: Sequence[Branch], at: int) -> Branch | None:
    """For a line without a bullet: the bullet above where each bullet has role lines of its own, else the number."""
    label = branches[at]
    above = next((each for each in reversed(branches[:at]) if not parse_label(each.item.text)), None)
    if above is None or not above.item.is_bullet:
        return label.parent or above
    siblings = label.parent.children if label.parent else ()
    bullets = [each for each in siblings if each.item.is_bullet]
    plain = [each for each in siblings if each.is_plain and (parse_label(each.item.text) or ("",))[0] == "lead"]
    return above if len(bullets) == len(plain) or len(plain) > 1 else label.parent
