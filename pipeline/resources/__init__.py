"""Words that the pipeline shows to people, one YAML file a topic."""

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words(name: str) -> Any:
    """Return the parsed content of one YAML file, read once.

    >>> load_words("column_names.yml")["columns"]["deadline"]
    'Thời hạn'
    """
    import yaml

    return yaml.load((files(__name__) / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
