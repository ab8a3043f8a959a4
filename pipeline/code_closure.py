"""A module with all of ours that it imports, as one stamp: what is not among them may change without touching it."""

import ast
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("extractors", "normalizers", "pipeline")
SUFFIXES = (".py", ".yml", ".csv", ".tsv", ".gz")


def closure_stamp(module: str) -> str:
    """Return the digest of a module and of everything of ours that it imports, with the data of resource packages.

    >>> closure_stamp("extractors.page") == closure_stamp("extractors.page") != closure_stamp("extractors.model")
    True
    """
    digest = sha256()
    for name in sorted(_closure(module)):
        path = _file_of(name)
        files = path.parent.iterdir() if path.parent.name == "resources" else [path]
        for file in sorted(file for file in files if file.suffix in SUFFIXES):
            digest.update(f"{name}/{file.name}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _closure(module: str) -> set[str]:
    """The module and those of our packages that it imports, at any depth and in any function."""
    seen: set[str] = set()
    todo = [module]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += _imported(name)
    return seen


def _imported(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(_file_of(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in PACKAGES and _is_module(name))


def _is_module(name: str) -> bool:
    """Whether a dotted name is a module and not something in one."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _file_of(name: str) -> Path:
    """The source of a module; it is found, not run."""
    spec = find_spec(name)
    return Path((spec.origin if spec else None) or "")
