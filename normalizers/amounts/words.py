"""Words that bound a number: at least, at most, about; shared by sums of money and targets."""

import re
from functools import cache

from normalizers.resources import load_resource
from normalizers.text import fold, same_length_form, spelling_key, strip_marks


def folded(text: str) -> str:
    """The NFC text without marks and case, of the same length."""
    return strip_marks(same_length_form(text)).lower()


@cache
def words(kind: str) -> str:
    """Alternatives of the words of one kind, folded, longest first, ended at a word's end."""
    return alternatives(tuple(load_resource("amounts.yml")[kind]))


def alternatives(listed: tuple[str, ...]) -> str:
    """A pattern for any of the words; blanks in them are free."""
    keys = sorted({fold(word) for word in listed}, key=len, reverse=True)
    patterns = (re.escape(key).replace(r"\ ", r"\s+") + (r"(?!\w)" if key[-1].isalnum() else "") for key in keys)
    return rf"(?:{'|'.join(patterns)})"


@cache
def bounds() -> str:
    """The optional words before a number, as groups `op` and `approx`: "giảm ít nhất" is a fall."""
    ops = load_resource("amounts.yml")["ops"]
    plain = alternatives(tuple(word for sign, listed in ops.items() if sign not in "+-" for word in listed))
    change = alternatives((*ops["+"], *ops["-"]))
    # "Quà tặng 50 suất" without marks is no rise; nor is "giá trị gia tăng".
    op = rf"(?P<op>{change}(?:\s*(?:{plain}|{words('approx')}))?|{plain})"
    return rf"(?:(?<!\w)(?P<approx>{words('approx')})\s*)?(?:(?<!\w){op}\s*)?"


def op_of(key: str | None) -> str | None:
    """The sign of a bound in folded text: "khong qua" is "<=", "giam it nhat" is "-".

    >>> op_of("khong qua"), op_of("giam it nhat"), op_of(None)
    ('<=', '-', None)
    """
    if key is None:
        return None
    key = re.sub(r"\s+", " ", key)
    return _signs().get(key) or next(sign for word, sign in _signs().items() if key.startswith(word))


def is_spelt_so(raw: str, kinds: tuple[str, ...]) -> bool:
    """Whether the words of `raw` carry the marks of a listed word; a text without marks is taken as it is.

    >>> is_spelt_so("sở", ("counted",)), is_spelt_so("số", ("counted",)), is_spelt_so("ho so", ("counted",))
    (True, False, True)
    """
    key = spelling_key(raw)
    return strip_marks(key) == key or key in _spellings(kinds)


@cache
def _spellings(kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(spelling_key(word) for kind in kinds for word in load_resource("amounts.yml")[kind])


@cache
def _signs() -> dict[str, str]:
    """Each word and its sign, the longest first."""
    pairs = [(fold(word), sign) for sign, listed in load_resource("amounts.yml")["ops"].items() for word in listed]
    return dict(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
