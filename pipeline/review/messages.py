"""What the review page says, in Vietnamese and English; flags are explained in both."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from inspect import cleandoc
from typing import Any

from pipeline.quality import all_flags
from pipeline.resources import load_words

LANGUAGES = ("vi", "en")
Say = Callable[..., str]


def speaker(language: str) -> Say:
    """Return the function that says a message of `messages.yml` in a language.

    >>> speaker("en")("page_of", page=3, count=12)
    'Page 3 of 12'
    """

    def say(key: str, **values: object) -> str:
        return str(_messages()["labels"][key][language]).format(**values)

    return say


def explain_flag(code: str, language: str) -> str:
    """Return what a flag means: its docstring in English, `messages.yml` in Vietnamese; of an unknown one the code.

    >>> explain_flag("number_missing", "en")
    'The document shows no number: it is blank on the page, stamped or written by hand.'
    """
    if language == "en":
        judge = all_flags().get(code)
        return cleandoc(judge[1].__doc__ or code).splitlines()[0] if judge else code
    texts: Mapping[str, str] = _messages()["flags"]
    return texts.get(code, code)


def column_label(name: str, language: str) -> str:
    """Return a column's name for people.

    >>> column_label("lead", "vi"), column_label("lead", "en"), column_label("column 3", "vi")
    ('Đơn vị chủ trì', 'lead', 'cột 3')
    """
    if name.startswith("column "):
        return name if language == "en" else name.replace("column", "cột")
    columns: Mapping[str, str] = load_words("column_names.yml")["columns"]
    return name.replace("_", " ") if language == "en" else columns.get(name, name)


def all_keys() -> Mapping[str, Mapping[str, str]]:
    """Return every label with its texts by language."""
    labels: Mapping[str, Mapping[str, str]] = _messages()["labels"]
    return labels


@cache
def _messages() -> Any:
    import yaml

    return yaml.load((files("pipeline.review") / "messages.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
