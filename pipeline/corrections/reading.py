"""From the text of a correction file to its entries, and from an entry to its text."""

from collections.abc import Mapping, Sequence
from typing import Any

from extractors.model import RowKind
from pipeline.corrections.entries import Action, Correction, NameDecision, Problem, Reading, Signature, Verdict
from pipeline.corrections.yaml_text import Block, Value, format_block, read_blocks

_SIGNATURE = ("why", "by", "on")
_KEYS = frozenset({"row", "cell", "field", "was", "now", "accept", "join", "split", "kind", "drop", *_SIGNATURE})
_NAME_KEYS = frozenset({"name", "body", "short_for", "own_unit", "parent", "ignore", *_SIGNATURE})
# What a person may say that a row is; the rest of the kinds follows from the cells.
KINDS = tuple(
    map(str, (RowKind.TASK, RowKind.UNNUMBERED, RowKind.SECTION, RowKind.TOTAL, RowKind.HEADER, RowKind.COLUMN_NUMBERS))
)


class _WrongEntryError(Exception):
    """An entry that cannot be meant; the message is the sentence for the person who wrote it."""


def read_corrections(text: str) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    r"""Return the entries of a document's file and the problems in it; an entry with a problem is left out.

    >>> entries, problems = read_corrections("- {row: VI/2, cell: lead, was: Vu A, now: Vụ A}\n- {row: VI/2, now: x}")
    >>> entries[0].row, entries[0].now
    ('VI/2', 'Vụ A')
    >>> problems[0]
    Problem(line=2, sentence='The entry does not say what the machine read: add was.')
    """
    return _read_all(text, _correction)


def read_decisions(text: str) -> tuple[tuple[NameDecision, ...], tuple[Problem, ...]]:
    """Return the decisions of `gazetteer.yml` and the problems in it.

    >>> read_decisions("- {name: TT CNTT, short_for: Trung tâm Công nghệ thông tin}")[0][0].verdict
    <Verdict.SHORT_FOR: 'short_for'>
    """
    return _read_all(text, _decision)


def correction_places(text: str) -> list[tuple[tuple[str, str], int]]:
    """Return what each entry of a document's file is about, with its line."""
    return [(entry.place, entry.line) for entry in read_corrections(text)[0]]


def decision_places(text: str) -> list[tuple[tuple[str, str], int]]:
    """Return what each decision of `gazetteer.yml` is about, with its line."""
    return [(decision.place, decision.line) for decision in read_decisions(text)[0]]


def format_correction(entry: Correction) -> str:
    """Return an entry as it stands in its file.

    >>> print(format_correction(Correction(Action.ACCEPT, "Vụ A", "VI/2", "lead", is_accepted=True)), end="")
    - row: VI/2
      cell: lead
      was: Vụ A
      accept: true
    """
    where: dict[str, Any] = {"row": entry.row, "cell": entry.cell, "field": entry.field}
    values = {key: value for key, value in where.items() if value}
    values["was"] = entry.was
    if entry.action is Action.READ:
        values["now"] = entry.now
    values |= _row_action(entry)
    if entry.is_accepted:
        values["accept"] = True
    return format_block(values | _signed(entry.signature))


def format_decision(decision: NameDecision) -> str:
    """Return a decision as it stands in `gazetteer.yml`.

    >>> print(format_decision(NameDecision("Cục Thử nghiệm", Verdict.OWN_UNIT, of="byt")), end="")
    - name: Cục Thử nghiệm
      own_unit: true
      parent: byt
    """
    values: dict[str, Any] = {"name": decision.name, **({"body": decision.body} if decision.body else {})}
    if decision.verdict is Verdict.SHORT_FOR:
        values["short_for"] = decision.of
    else:
        values[decision.verdict.value] = True
        values |= {"parent": decision.of} if decision.of else {}
    return format_block(values | _signed(decision.signature))


def _read_all(text: str, make: Any) -> tuple[tuple[Any, ...], tuple[Problem, ...]]:
    blocks, found = read_blocks(text)
    problems, entries = list(found), dict[tuple[str, str], Any]()
    for block in blocks:
        try:
            entry = make(block)
            if entry.place in entries:
                raise _WrongEntryError(
                    f"The entry of line {entries[entry.place].line} is about the same place; keep one."
                )
            entries[entry.place] = entry
        except _WrongEntryError as wrong:
            problems.append(Problem(block.line, str(wrong)))
    return tuple(entries.values()), tuple(sorted(problems, key=lambda problem: problem.line))


def _correction(block: Block) -> Correction:
    values = block.values
    _check_keys(values, _KEYS)
    row, cell, field = (_text(values, key) for key in ("row", "cell", "field"))
    if (row is None) == (field is None) or (cell and not row):
        raise _WrongEntryError("An entry names a row (and a cell of it), or a field of the document.")
    if "was" not in values:
        raise _WrongEntryError("The entry does not say what the machine read: add was.")
    action = _action(values, is_row=row is not None and cell is None)
    was = values["was"]
    if field is None and isinstance(was, tuple) != (cell is None):
        raise _WrongEntryError("was is the text of a cell or field; of a whole row it is the list of all its cells.")
    return Correction(
        action=action,
        was=_reading(was),
        row=row,
        cell=cell,
        field=field,
        now=_now(values, action, is_field=field is not None),
        split=_split(values) if action is Action.SPLIT else (),
        is_accepted=_truth(values, "accept"),
        signature=_signature(values),
        line=block.line,
    )


def _action(values: Mapping[str, Value], *, is_row: bool) -> Action:
    said = [action for action in (Action.JOIN, Action.SPLIT, Action.KIND, Action.DROP) if action in values]
    if len(said) + ("now" in values) > 1 or (said and not is_row) or (is_row and "now" in values):
        raise _WrongEntryError("An entry says one thing: now for a cell or field; join, split, kind or drop for a row.")
    if said:
        return said[0]
    if "now" in values:
        return Action.READ
    if _truth(values, "accept"):
        return Action.ACCEPT
    raise _WrongEntryError("The entry does not say what is printed: add now, or accept: true.")


def _now(values: Mapping[str, Value], action: Action, *, is_field: bool) -> Reading:
    if action is Action.JOIN and values["join"] != "above":
        raise _WrongEntryError("join is always above: the row goes on from the row above it.")
    if action is Action.DROP and not _truth(values, "drop"):
        raise _WrongEntryError("drop is true, or the entry goes.")
    if action is Action.KIND and values["kind"] not in KINDS:
        raise _WrongEntryError(f"kind is one of {', '.join(KINDS)}.")
    if action is Action.READ and is_field and isinstance(values["now"], tuple):
        return _reading(values["now"])  # whether the field is a list is asked when the entry is applied
    key = {Action.READ: "now", Action.KIND: "kind"}.get(action)
    return _text(values, key, keep_empty=True) if key else None


def _split(values: Mapping[str, Value]) -> tuple[tuple[str, ...], ...]:
    rows = values["split"]
    if not isinstance(rows, tuple) or len(rows) < 2 or not all(isinstance(row, tuple) for row in rows):
        raise _WrongEntryError("split is a list of two or more rows, each a list of the texts of its cells.")
    return tuple(tuple(row) for row in rows)


def _decision(block: Block) -> NameDecision:
    values = block.values
    _check_keys(values, _NAME_KEYS)
    name, said = _text(values, "name"), [verdict for verdict in Verdict if verdict in values]
    if name is None or len(said) != 1:
        raise _WrongEntryError("A decision has a name and one of: short_for, own_unit, ignore.")
    [verdict] = said
    of = _text(values, "short_for" if verdict is Verdict.SHORT_FOR else "parent")
    if verdict is Verdict.SHORT_FOR and of is None:
        raise _WrongEntryError("short_for is the full name.")
    if verdict is not Verdict.SHORT_FOR and not _truth(values, verdict):
        raise _WrongEntryError(f"{verdict} is true, or the entry goes.")
    return NameDecision(name, verdict, of, _text(values, "body"), _signature(values), block.line)


def _check_keys(values: Mapping[str, Value], known: frozenset[str]) -> None:
    if strange := sorted(set(values) - known):
        raise _WrongEntryError(f"{strange[0]} is no key of an entry; there are: {', '.join(sorted(known))}.")


def _text(values: Mapping[str, Value], key: str, *, keep_empty: bool = False) -> str | None:
    value = values.get(key)
    if isinstance(value, tuple):
        raise _WrongEntryError(f"{key} is one text, not a list.")
    return value if keep_empty else value or None


def _truth(values: Mapping[str, Value], key: str) -> bool:
    return values.get(key) == "true"


def _reading(value: Value) -> Reading:
    if not isinstance(value, tuple):
        return value
    if any(isinstance(text, tuple) for text in value):
        raise _WrongEntryError("was and now hold texts, not lists of lists.")
    return tuple(str(text) for text in value)


def _signature(values: Mapping[str, Value]) -> Signature:
    return Signature(*(_text(values, key) for key in _SIGNATURE))


def _row_action(entry: Correction) -> dict[str, Any]:
    actions: dict[Action, dict[str, Any]] = {
        Action.JOIN: {"join": "above"},
        Action.SPLIT: {"split": entry.split},
        Action.KIND: {"kind": entry.now},
        Action.DROP: {"drop": True},
    }
    return actions.get(entry.action, {})


def _signed(signature: Signature) -> dict[str, Any]:
    texts: Sequence[tuple[str, str | None]] = list(
        zip(_SIGNATURE, (signature.why, signature.by, signature.on), strict=True)
    )
    return {key: text for key, text in texts if text}
