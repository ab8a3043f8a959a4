"""Arrow without pandas, for processes that make no DataFrame: half the memory of a worker, and half its start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder


class _Refusal(MetaPathFinder):
    """Says of pandas that it is not installed, of all else nothing."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(f"No {fullname} here.", name=fullname)


@contextmanager
def without_pandas() -> Iterator[None]:
    """Let Arrow find no pandas meanwhile, unless it is loaded already.

    Given its first list, Arrow imports all of pandas to see whether that is one of its columns: a quarter of a second
    and 50 MB a process. It looks once; when it is to make a DataFrame later, it looks again.
    """
    refusal = _Refusal()
    sys.meta_path.insert(0, refusal)
    try:
        yield
    finally:
        sys.meta_path.remove(refusal)
