"""Who is given what by the tree of a text: one assignment a task, with the pattern that showed it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from normalizers.actors.cell_words import words_of
from normalizers.assignments.bodies import BodyLine, Follows, opens_with_verb, parse_body_line
from normalizers.assignments.closing import is_closing, is_remark
from normalizers.assignments.labels import parse_label, split_labels
from normalizers.assignments.partners import find_partners
from normalizers.assignments.vocabulary import listed, starts_with_any
from pipeline.prose.outline import Branch


class Pattern(StrEnum):
    """How the text gives a task."""

    HEADING = "heading"
    LABELS = "labels"
    ORDER = "order"
    ROLE = "role"
    COLON = "colon"
    VERB = "verb"


# Trust in each pattern, 0–1: role lines name their columns as a table does; a bare verb behind a name says least.
CONFIDENCE: Mapping[Pattern, float] = {
    Pattern.LABELS: 0.9,
    Pattern.HEADING: 0.85,
    Pattern.ORDER: 0.85,
    Pattern.ROLE: 0.8,
    Pattern.COLON: 0.75,
    Pattern.VERB: 0.6,
}
# "Sở Y tế: 5 người" gives nothing; a duty without a known verb is at least this long.
_LEAST_WORDS = 6
# A title over tasks ("1.1. Công tác tuyên truyền") is at most this long and ends without a full stop.
_LONGEST_TITLE = 16
_NUMBERLESS_SIGNS = (".", ";", "./.")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task as the text gives it: its branch, its words, who leads, what labels say of it, the lines it stands on."""

    branch: Branch
    task: str
    lead: str
    pattern: Pattern
    coordinating: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    parent: Branch | None = None


def find_assignments(branches: Sequence[Branch]) -> tuple[Assignment, ...]:
    """Return the tasks that a text gives to bodies, in reading order."""
    labelled = {id(each.branch): each for each in _labelled(branches)}
    is_taken = {id(branch) for branch in branches if parse_label(branch.item.text)}
    found: list[Assignment] = []
    leads: dict[int, str] = {}
    for branch in branches:
        if id(branch) in labelled:
            found.append(labelled[id(branch)])
        elif id(branch) not in is_taken and not _is_silent(branch):
            found += _of_branch(branch, leads, labelled)
    return tuple(found)


def _is_silent(branch: Branch) -> bool:
    """Whether it stands below a heading that gives nothing (objectives, history), or is one."""
    return any(
        each.item.number is not None
        and starts_with_any(each.item.text, "silent_headings")
        and parse_body_line(each.item.text) is None
        for each in (branch, *branch.ancestors())
        if each.children or each is not branch
    )


def _of_branch(branch: Branch, leads: dict[int, str], labelled: Mapping[int, object]) -> Iterator[Assignment]:
    """The task of one branch; writes down in `leads` whose tasks stand below it."""
    line = parse_body_line(branch.item.text)
    above = next((leads[id(each)] for each in branch.ancestors() if id(each) in leads), None)
    if line is not None and (heading := _heading_of(branch, line, above)):
        leads[id(branch)] = heading
        return
    own = _inline(branch, line, above) if line is not None else None
    if own is not None:
        leads[id(branch)] = own.lead
        yield own
    elif above is not None and not (line and is_closing(line.rest)) and _is_duty(branch):
        yield _duty(branch, branch.item.text, above, Pattern.HEADING)


def _heading_of(branch: Branch, line: BodyLine, above: str | None) -> str | None:
    """The bodies whose tasks stand below a line; None where the line is no such heading."""
    text = branch.item.text.rstrip()
    if not (branch.children or _is_followed(branch)):
        return None
    if line.follows is Follows.NOTHING:
        is_scope = line.is_pointed or line.is_ordered or not branch.item.is_bullet or text.endswith(":")
        return line.bodies if is_scope and not branch.is_plain else None
    if branch.is_plain:
        return None
    if line.follows is Follows.COLON:
        return line.bodies if not line.rest else None
    if _is_tail(line.rest):
        return line.bodies
    # A description of who is meant, without a verb of duty before the colon or the end: "Đề nghị các doanh nghiệp …".
    is_open = text.endswith(":") or not text.endswith(_NUMBERLESS_SIGNS)
    if is_open and line.follows is Follows.VERB and (line.is_pointed or line.is_ordered) and not _announces(text):
        return text[text.index(line.bodies) :].rstrip(" :")
    return line.bodies if is_open and _announces(text) else None


def _is_followed(branch: Branch) -> bool:
    return any(not parse_label(child.item.text) for child in branch.children)


def _announces(text: str) -> bool:
    """Whether a line ends by saying that duties follow: "… các nhiệm vụ sau:"."""
    end = " ".join(word.folded for word in words_of(text)[-4:] if not word.mark)
    return text.endswith(":") and end.split()[-1:] in (["sau"], ["day"], ["vu"], ["dung"], ["viec"])


def _is_tail(rest: str) -> bool:
    """Whether what stands behind the bodies only opens the list of duties: "có trách nhiệm:"."""
    words = [word for word in words_of(rest) if not word.mark]
    index = 0
    while index < len(words):
        stop = listed("heading_tails").end(words, index)
        if stop is None:
            return False
        index = stop
    return rest.endswith(":") or not words


def _inline(branch: Branch, line: BodyLine, above: str | None) -> Assignment | None:
    """The task that a line gives to the bodies it opens with."""
    pattern = _pattern(branch, line, above)
    if pattern is None or not line.rest or is_closing(line.rest) or line.is_pointed:
        return None
    if above is not None and line.is_ordered and not starts_with_any(branch.item.text, "handing_on"):
        return None  # "Yêu cầu các bệnh viện báo cáo", below the body that is to ask for it
    if pattern is Pattern.COLON and not (opens_with_verb(line.rest) or len(line.rest.split()) >= _LEAST_WORDS):
        return None
    return _duty(branch, line.rest, line.bodies, pattern)


def _pattern(branch: Branch, line: BodyLine, above: str | None) -> Pattern | None:
    is_listed = branch.item.number is not None or branch.item.article is not None
    is_below = branch.parent is not None
    if line.is_ordered and line.rest:
        return Pattern.ORDER if is_below or is_listed else None
    if line.follows is Follows.COLON:
        return Pattern.COLON if is_listed else None
    if line.follows is Follows.CUE:
        return Pattern.ROLE if is_listed or is_below else None
    if line.follows is Follows.VERB and is_listed and branch.item.article is None:
        return Pattern.VERB
    return None


def _is_duty(branch: Branch) -> bool:
    """Whether a line below a body is a duty of it: no label, no remark on the document, no title over others."""
    text = branch.item.text
    if branch.is_section or is_remark(text) or len(text.split()) < 2:
        return False
    if branch.children and not _is_own_task(text):
        return False
    return not branch.is_plain or opens_with_verb(text) or _is_first_below_heading(branch)


def _is_first_below_heading(branch: Branch) -> bool:
    """Whether a paragraph is all that stands below a heading, or what opens it: not a remark behind its duties."""
    parent = branch.parent
    if parent is None or branch.item.text.endswith(":") or parse_body_line(parent.item.text) is None:
        return False
    line = parse_body_line(parent.item.text)
    return line is not None and line.follows is Follows.NOTHING and parent.children[0] is branch


def _is_own_task(text: str) -> bool:
    """Whether a line with others below it is a task itself, not only their title."""
    return opens_with_verb(text) or len(text.split()) > _LONGEST_TITLE or text.endswith(".")


def _duty(branch: Branch, text: str, lead: str, pattern: Pattern) -> Assignment:
    split = split_labels(text)
    values = dict(split.values) if split else {}
    task = split.task if split else text
    return Assignment(
        branch,
        task,
        values.pop("lead", lead),
        pattern,
        coordinating=values.pop("coordinating", None) or find_partners(task),
        values=values,
        lines=branch.item.lines,
    )


def _labelled(branches: Sequence[Branch]) -> Iterator[Assignment]:
    """Tasks whose bodies stand on role lines below them, or between parentheses behind them."""
    owners: dict[int, tuple[Branch, dict[str, str], list[int]]] = {}
    for at, branch in enumerate(branches):
        label = parse_label(branch.item.text)
        owner = _owner(branches, at) if label else None
        if label and owner:
            _, values, lines = owners.setdefault(id(owner), (owner, {}, []))
            values.setdefault(*label)
            lines += branch.item.lines
    for branch in branches:
        split = split_labels(branch.item.text) if not parse_label(branch.item.text) else None
        if id(branch) in owners:
            _, values, lines = owners[id(branch)]
            if "lead" in values:
                yield _from_labels(branch, branch.item.text, values, (*branch.item.lines, *lines))
        elif split is not None and branch.item.number is not None:
            yield _from_labels(branch, split.task, split.values, branch.item.lines)


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
