"""Who is given what by the tree of a text: headings that name bodies, and lines that do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from normalizers.actors.cell_words import words_of
from normalizers.assignments.bodies import BodyLine, Follows, is_bodies, opens_with_verb, parse_body_line
from normalizers.assignments.closing import is_closing, is_remark
from normalizers.assignments.labels import parse_label, split_labels
from normalizers.assignments.partners import find_partners
from normalizers.assignments.vocabulary import listed, starts_with_any
from pipeline.prose.assignment import Assignment, Pattern
from pipeline.prose.labelled import find_labelled
from pipeline.prose.outline import Branch

# "Sở Y tế: 5 người" gives nothing; a duty without a known verb is at least this long.
_LEAST_WORDS = 6
# A title over tasks ("1.1. Công tác tuyên truyền") is at most this long and ends without a full stop.
_LONGEST_TITLE = 16
_SENTENCE_ENDS = (".", ";")


class Lead(NamedTuple):
    """The bodies whose tasks stand below a heading, and with whom all of these are to be done."""

    bodies: str
    partners: str | None = None


def find_assignments(branches: Sequence[Branch]) -> tuple[Assignment, ...]:
    """Return the tasks that a text gives to bodies, in reading order."""
    labelled = {id(each.branch): each for each in find_labelled(branches)}
    is_taken = {id(branch) for branch in branches if parse_label(branch.item.text)}
    found: list[Assignment] = []
    leads: dict[int, Lead] = {}
    for branch in branches:
        told = labelled.get(id(branch))
        if told and (told.pattern is Pattern.LABELS or not _is_silent(branch)):
            found.append(told)
        elif id(branch) not in is_taken and not _is_silent(branch):
            found += _of_branch(branch, leads)
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


def _of_branch(branch: Branch, leads: dict[int, Lead]) -> Iterator[Assignment]:
    """The task of one branch; writes down in `leads` whose tasks stand below it."""
    line = parse_body_line(branch.item.text)
    above = next((leads[id(each)] for each in branch.ancestors() if id(each) in leads), None)
    if line is not None and (heading := _heading_of(branch, line)):
        leads[id(branch)] = heading
        return
    own = _inline(branch, line, above) if line is not None else None
    if own is not None:
        leads[id(branch)] = Lead(own.lead)
        yield own
    elif above is not None and not (line and _is_no_duty(line)) and _is_duty(branch):
        yield _below(_duty(branch, branch.item.text, above.bodies, Pattern.HEADING), above)


def _below(duty: Assignment, above: Lead) -> Assignment:
    """A duty with the partners that its heading names for all."""
    if duty.coordinating or not above.partners:
        return duty
    return replace(duty, coordinating=above.partners, inherited=("coordinating",))


def _heading_of(branch: Branch, line: BodyLine) -> Lead | None:
    """The bodies whose tasks stand below a line; None where the line is no such heading."""
    if not _is_followed(branch):
        return None
    text = branch.item.text.rstrip()
    if line.follows is Follows.NOTHING:
        is_scope = line.is_pointed or line.is_ordered or not branch.item.is_bullet or text.endswith(":")
        return Lead(line.bodies) if is_scope and not branch.is_plain else None
    if branch.is_plain or (line.follows is Follows.COLON and line.rest):
        return None
    if line.follows is Follows.COLON or _is_tail(line.rest):
        return Lead(line.bodies)
    return _described(text, line)


def _described(text: str, line: BodyLine) -> Lead | None:
    """The bodies of a heading that says more of them than their names, or announces their duties; None for a task."""
    if not text.endswith(":") and text.endswith(_SENTENCE_ENDS):
        return None
    if _announces(text):
        return Lead(line.bodies)
    partners = find_partners(line.rest) if text.endswith(":") and line.follows is Follows.CUE else None
    if partners and line.rest.rstrip(" :").endswith(partners):
        return Lead(line.bodies, partners)
    # "Đề nghị các doanh nghiệp … triển khai kênh truyền": the verb describes who is meant.
    is_meant = line.follows is Follows.VERB and (line.is_pointed or line.is_ordered)
    return Lead(text[text.index(line.bodies) :].rstrip(" :")) if is_meant else None


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


def _inline(branch: Branch, line: BodyLine, above: Lead | None) -> Assignment | None:
    """The task that a line gives to the bodies it opens with."""
    pattern = _pattern(branch, line, above)
    if pattern is None or not line.rest or is_closing(line.rest) or line.is_pointed:
        return None
    if above is not None and line.is_ordered and not starts_with_any(branch.item.text, "handing_on"):
        return None  # "Yêu cầu các bệnh viện báo cáo", below the body that is to ask for it
    if pattern is Pattern.COLON and not _is_duty_behind_colon(line.rest):
        return None
    return _duty(branch, line.rest, line.bodies, pattern)


def _is_duty_behind_colon(rest: str) -> bool:
    """Whether what stands behind "X:" is a duty: no figure, and no name of who X is ("Trưởng ban: Giám đốc Sở")."""
    return opens_with_verb(rest) or (len(rest.split()) >= _LEAST_WORDS and not is_bodies(rest))


def _pattern(branch: Branch, line: BodyLine, above: Lead | None) -> Pattern | None:
    is_listed = branch.item.number is not None or branch.item.article is not None
    is_below = branch.parent is not None
    if line.is_ordered and line.rest:
        return Pattern.ORDER if is_below or is_listed else None
    if line.follows is Follows.COLON:
        return Pattern.COLON if is_listed else None
    if line.follows is Follows.CUE:
        return Pattern.ROLE if is_listed or is_below else None
    is_verb = line.follows is Follows.VERB and is_listed and branch.item.article is None
    return Pattern.VERB if is_verb and _may_assign(branch) else None


def _may_assign(branch: Branch) -> bool:
    """Whether a bare verb says enough: in an article only where that is about who does what."""
    article = next((each for each in branch.ancestors() if each.item.article is not None), None)
    return (
        article is None or starts_with_any(article.item.text, "assigning_headings") or article.item.text.endswith(":")
    )


def _is_duty(branch: Branch) -> bool:
    """Whether a line below a body is a duty of it: no label, no remark on the document, no title over others."""
    text = branch.item.text
    if branch.is_section or is_remark(text) or len(text.split()) < 2:
        return False
    if branch.children and not _is_own_task(text):
        return False
    return not branch.is_plain or opens_with_verb(text) or _is_first_below_heading(branch)


def _is_no_duty(line: BodyLine) -> bool:
    """Whether a line below a body only names others (its members), or closes the document."""
    names = line.follows is Follows.NOTHING or (line.follows is Follows.COLON and not _is_duty_behind_colon(line.rest))
    return names or is_closing(line.rest)


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
