"""What each column of a table is: named by its header, confirmed or decided by its cells."""

from collections.abc import Sequence

from normalizers.columns.cells import CellKind, classify_cells, is_mostly_filled
from normalizers.columns.misread import misread_role
from normalizers.columns.words import ColumnRole, header_key, header_levels, is_strong, is_vague, level_role

__all__ = ["ColumnRole", "classify_columns", "classify_header", "is_task_table"]

_ORGANISED = frozenset(
    {ColumnRole.LEAD, ColumnRole.COORDINATING, ColumnRole.LEAD_COORDINATING, ColumnRole.ASSIGNEE},
)
_TIMED = frozenset({ColumnRole.DEADLINE, ColumnRole.START, ColumnRole.END})
# Roles of which a table may have several columns; of the others the second is kept as `other`.
_SEVERAL = frozenset({ColumnRole.BUDGET, ColumnRole.TARGET, ColumnRole.STATUS, ColumnRole.NOTE, ColumnRole.OTHER})
# A column of organisations is no deadline (domain guide 4.1): what the cells show against the header.
_CONTRADICTIONS = (
    (_TIMED, CellKind.ORGANISATION, ColumnRole.LEAD),
    (_TIMED, CellKind.PERSON, ColumnRole.ASSIGNEE),
    (_TIMED, CellKind.MARK, ColumnRole.OTHER),
    (_ORGANISED, CellKind.PERIOD, ColumnRole.DEADLINE),
    (_ORGANISED, CellKind.MARK, ColumnRole.OTHER),
    (frozenset({ColumnRole.LEAD_COORDINATING}), CellKind.PERSON, ColumnRole.ASSIGNEE),
    (frozenset({ColumnRole.UNIT_OF_MEASURE}), CellKind.ORGANISATION, ColumnRole.LEAD),
    (frozenset({ColumnRole.UNIT_OF_MEASURE}), CellKind.PERSON, ColumnRole.ASSIGNEE),
)
# What cells say of a column whose header says nothing, and the roles that must be free for it.
_BY_CELLS = (
    (CellKind.ORDINAL, ColumnRole.ORDINAL, {ColumnRole.ORDINAL}),
    (CellKind.ORGANISATION, ColumnRole.LEAD, {ColumnRole.LEAD, ColumnRole.LEAD_COORDINATING}),
    (CellKind.PERSON, ColumnRole.ASSIGNEE, {ColumnRole.ASSIGNEE}),
    (CellKind.PERIOD, ColumnRole.DEADLINE, _TIMED),
    (CellKind.MONEY, ColumnRole.BUDGET, set[ColumnRole]()),
)
# Without any header: the second column of organisations coordinates, the first of running text holds the tasks.
_BY_PLACE = (
    (CellKind.ORGANISATION, ColumnRole.COORDINATING, {ColumnRole.COORDINATING, ColumnRole.LEAD_COORDINATING}),
    (CellKind.TEXT, ColumnRole.TASK, {ColumnRole.TASK}),
)


def classify_header(text: str) -> ColumnRole | None:
    """Return the role a header names, None where the text is no known header (a body cell, a column number).

    Levels of a two-level header are joined by " / ": the lower one decides where it names a role itself
    (domain guide 4.1). "Đơn vị" alone is the unit of measure; its cells may say otherwise, see `classify_columns`.

    >>> classify_header("Cơ quan thực hiện / Phối hợp"), classify_header("Kinh phí / NSTW")
    (<ColumnRole.COORDINATING: 'coordinating'>, <ColumnRole.BUDGET: 'budget'>)
    >>> classify_header("Cục Viễn thông") is None
    True
    """
    return _by_levels(text, whole=True)


def classify_columns(headers: Sequence[str], columns: Sequence[Sequence[str]]) -> tuple[ColumnRole, ...]:
    """Return one role a column, from the headers and the body cells below them (one sequence a column).

    A role that only one column can have stays with the better one; the other becomes `other`, never lost.

    >>> [str(role) for role in classify_columns(["TT", "Đơn vị"], [["1", "2"], ["Sở Y tế", "Cục Viễn thông"]])]
    ['ordinal', 'lead']
    """
    kinds = [classify_cells(_body(header, cells)) for header, cells in zip(headers, columns, strict=True)]
    named = [_named(header, kind) for header, kind in zip(headers, kinds, strict=True)]
    named = _without_calendar(named, headers, kinds)
    roles = _decided_by_cells(named, kinds, [not header_key(header) for header in headers])
    return tuple(_settled(index, roles, headers, columns) for index in range(len(roles)))


def _body(header: str, cells: Sequence[str]) -> Sequence[str]:
    """The cells; below no header without those that are pieces of one, printed anew on every page."""
    return cells if header_key(header) else [cell for cell in cells if classify_header(cell) is None]


def is_task_table(roles: Sequence[ColumnRole]) -> bool:
    """Whether these columns hold tasks: a task column, and who, what or when beside it.

    A table with a unit of measure counts figures, so there somebody must be in charge of the row.

    >>> is_task_table([ColumnRole.ORDINAL, ColumnRole.TASK, ColumnRole.NOTE])
    False
    >>> is_task_table([ColumnRole.TASK, ColumnRole.LEAD])
    True
    """
    present = set(roles)
    if ColumnRole.TASK not in present:
        return False
    if present & {ColumnRole.UNIT_OF_MEASURE, ColumnRole.DATA_SOURCE}:
        return bool(present & _ORGANISED)
    return bool(present & (_ORGANISED | _TIMED | {ColumnRole.RESULT}))


def _by_levels(text: str, *, whole: bool) -> ColumnRole | None:
    role: ColumnRole | None = None
    above = ""
    for level in header_levels(text):
        below = level_role(level, whole=whole)
        if below is not None and not (role is not None and is_vague(level)):
            # "Chủ trì / Phối hợp" is one printed line: no column of leads has one of coordinators below it.
            both = below is ColumnRole.COORDINATING and role is ColumnRole.LEAD and is_strong(role, above)
            role = ColumnRole.LEAD_COORDINATING if both else below
        above = level
    return role


def _named(header: str, kind: CellKind | None) -> ColumnRole | None:
    role = _by_levels(header, whole=True) or _by_levels(header, whole=False) or misread_role(header)
    corrected = (now for roles, seen, now in _CONTRADICTIONS if role in roles and kind is seen)
    return next(corrected, role)


def _without_calendar(
    named: Sequence[ColumnRole | None], headers: Sequence[str], kinds: Sequence[CellKind | None]
) -> list[ColumnRole | None]:
    """The roles, without times below a label whose other columns hold marks: a calendar of months has no time limits.

    The last month may have no mark at all, or only one.
    """
    above = ["/".join(header_levels(header)[:-1]) for header in headers]
    calendars = {label for label, kind in zip(above, kinds, strict=True) if label and kind is CellKind.MARK}
    return [
        ColumnRole.OTHER if role in _TIMED and label in calendars else role
        for role, label in zip(named, above, strict=True)
    ]


def _decided_by_cells(
    named: Sequence[ColumnRole | None], kinds: Sequence[CellKind | None], blank: Sequence[bool]
) -> list[ColumnRole]:
    taken = {role for role in named if role is not None}
    roles: list[ColumnRole] = []
    for role, kind, headless in zip(named, kinds, blank, strict=True):
        rules = _BY_CELLS + _BY_PLACE if headless else _BY_CELLS
        guesses = (now for seen, now, free in rules if kind is seen and not taken & free)
        roles.append(role or next(guesses, ColumnRole.OTHER))
        taken.add(roles[-1])
    return roles


def _settled(
    index: int, roles: Sequence[ColumnRole], headers: Sequence[str], columns: Sequence[Sequence[str]]
) -> ColumnRole:
    """The role of a column after the columns of the same role are compared."""
    role = roles[index]
    rivals = [other for other, same in enumerate(roles) if same is role]
    if len(rivals) == 1 or role in _SEVERAL:
        return role
    best = max(rivals, key=lambda rival: (is_mostly_filled(columns[rival]), is_strong(role, headers[rival]), -rival))
    if index == best:
        return role
    # Beside the expected result, "kết quả thực hiện" is what has been reached.
    reached = role is ColumnRole.RESULT and "thuc hien" in header_key(headers[index])
    return ColumnRole.STATUS if reached else ColumnRole.OTHER
