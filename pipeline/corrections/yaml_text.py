"""Correction files as YAML: read with the line of every entry, written so that people can read and compare them.

Every scalar is taken as it is written: `05`, `No` and `2026-11-22` are text, only an empty value or `null` is none.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.corrections.entries import Problem, Reading

Value = Reading | tuple[tuple[str, ...], ...]

# What YAML reads as a string without quotes, wherever it stands.
_PLAIN = re.compile(r"[^\W\d_][\w ()./&+;-]*[\w)./]")
_NOT_STRINGS = frozenset({"true", "false", "yes", "no", "on", "off", "null"})
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of a file: its keys and values, its first and last line (from 1), comments not counted."""

    values: Mapping[str, Value]
    line: int
    last_line: int


def read_blocks(text: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    r"""Return the entries of a file, and what keeps the file or an entry from being understood.

    >>> blocks, problems = read_blocks("# Lan\n- row: VI/2\n  cell: lead\n  was: 05\n  now:\n- 12\n")
    >>> blocks[0].values, blocks[0].line
    ({'row': 'VI/2', 'cell': 'lead', 'was': '05', 'now': None}, 2)
    >>> problems
    (Problem(line=6, sentence='An entry is a block of "key: value" lines that begins with "- ".'),)
    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        return (), (Problem(mark.line + 1 if mark else 1, f"This is not YAML: {fault.problem}."),)
    except yaml.YAMLError:  # a character that no YAML file may hold, such as a null byte
        return (), (Problem(1, "This is not YAML: it holds a character that no text has."),)
    if root is None:
        return (), ()
    if not isinstance(root, yaml.SequenceNode):
        return (), (Problem(root.start_mark.line + 1, 'The file is no list of entries that begin with "- ".'),)
    read = [_read_block(node) for node in root.value]
    return (
        tuple(each for each in read if isinstance(each, Block)),
        tuple(each for each in read if isinstance(each, Problem)),
    )


def format_block(values: Mapping[str, Any]) -> str:
    """Return one entry as YAML, keys in the order given; a None that says something is written as null.

    >>> print(format_block({"row": "VI/2", "cell": "lead", "was": "", "now": "Vụ A: B", "on": "2026-11-22"}), end="")
    - row: VI/2
      cell: lead
      was: ""
      now: "Vụ A: B"
      on: 2026-11-22
    """
    lines = [line for key, value in values.items() for line in _format_item(key, value)]
    return "".join(f"{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _read_block(node: Any) -> Block | Problem:
    import yaml

    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        return Problem(line, 'An entry is a block of "key: value" lines that begins with "- ".')
    values: dict[str, Value] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in values:
            return Problem(key.start_mark.line + 1, "A key stands twice in one entry, or is no word.")
        if not _is_readable(value):
            return Problem(value.start_mark.line + 1, f"{key.value} is neither text nor a list of texts.")
        values[key.value] = _read_value(value)
    return Block(values, line, _last_line(node))


def _is_readable(node: Any, depth: int = 0) -> bool:
    if isinstance(node.value, str):
        return True
    is_list = node.tag == "tag:yaml.org,2002:seq"
    return is_list and depth < 2 and all(_is_readable(each, depth + 1) for each in node.value)


def _read_value(node: Any) -> Any:
    if isinstance(node.value, str):
        is_null = node.tag == "tag:yaml.org,2002:null"
        return None if is_null else node.value
    return tuple(_read_value(each) or "" for each in node.value)


def _last_line(node: Any) -> int:
    """The line of the last word: the end of a block itself lies behind the comments that follow it."""
    if isinstance(node.value, str):
        # A block of text (| or >) ends at the start of the line behind it.
        return int(node.end_mark.line + (0 if node.end_mark.column == 0 and node.style in ("|", ">") else 1))
    parts = [part for each in node.value for part in (each if isinstance(each, tuple) else (each,))]
    return max((_last_line(part) for part in parts), default=int(node.end_mark.line + 1))


def _format_item(key: str, value: Any) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{key}: {quoted(value)}"
        return
    yield f"{key}:" if value else f"{key}: []"
    for each in value:
        yield f"- {_flow(each)}" if isinstance(each, tuple) else f"- {quoted(each)}"


def _flow(texts: Sequence[str]) -> str:
    return f"[{', '.join(_printable(json.dumps(text, ensure_ascii=False)) for text in texts)}]"


def quoted(value: str | bool | None) -> str:
    """Return a value as YAML on one line, quoted only where it must be.

    >>> quoted("Vụ Pháp chế"), quoted("05"), quoted(None), quoted(True), quoted("2026-11-22")
    ('Vụ Pháp chế', '"05"', 'null', 'true', '2026-11-22')
    """
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    is_plain = _PLAIN.fullmatch(value) and value.casefold() not in _NOT_STRINGS
    return value if is_plain or _DATE.fullmatch(value) else _printable(json.dumps(value, ensure_ascii=False))


def _printable(text: str) -> str:
    """The text with what YAML does not let stand escaped; JSON's escapes beyond four digits are not YAML's."""
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)
