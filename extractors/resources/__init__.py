"""Words of the page layout (decree 30/2020/NĐ-CP, annexes I and III), one YAML file a topic."""

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words(name: str) -> Any:
    """Return the parsed content of one YAML file of layout words, read once.

    >>> "QUYẾT ĐỊNH" in load_words("layout_words.yml")["types"]
    True
    """
    import yaml

    return yaml.load((files(__name__) / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
