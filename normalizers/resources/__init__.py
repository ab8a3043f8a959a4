"""Lists of knowledge, one YAML or CSV file each, with the evidence for every entry."""

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_resource(name: str) -> Any:
    """Return the parsed content of one YAML resource, read once.

    >>> load_resource("characters.yml")["dashes"][0]
    '‐'
    """
    # PyYAML costs 20 ms to import, so only readers of a resource pay for it.
    import yaml

    return yaml.load((files(__name__) / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
