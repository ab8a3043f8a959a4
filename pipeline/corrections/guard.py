"""The guard of an entry: is what the machine reads today what the person saw?"""

import unicodedata

from pipeline.corrections.entries import Applied, Correction, Outcome, Reading


def judge(entry: Correction, read: Reading) -> Applied:
    """Return what becomes of an entry on one text or list of texts, by what the machine reads there today.

    >>> from pipeline.corrections.entries import Action
    >>> judge(Correction(Action.READ, "Vụ Phap chế", "1", "lead", now="Vụ Pháp chế"), "Vụ Pháp chế").outcome
    <Outcome.UNNEEDED: 'unneeded'>
    >>> print(judge(Correction(Action.READ, "Vụ A", "1", "lead", now="Vụ B"), "Vụ C").sentence)
    The machine now reads 'Vụ C', no longer 'Vụ A'; 'Vụ B' stands. Look again.
    """
    now = _wanted(entry)
    if same(read, entry.was):
        return Applied(entry, Outcome.ACCEPTED if same(now, entry.was) else Outcome.APPLIED, read)
    if same(read, now):
        return Applied(entry, Outcome.UNNEEDED, read, "The machine reads this by itself now; the entry can go.")
    sentence = f"The machine now reads {_shown(read)}, no longer {_shown(entry.was)}; {_shown(now)} stands. Look again."
    return Applied(entry, Outcome.DRIFTED, read, sentence)


def wanted_text(entry: Correction) -> str:
    """Return the text that an entry says is printed; of an accepted reading that is what was read.

    >>> from pipeline.corrections.entries import Action
    >>> wanted_text(Correction(Action.ACCEPT, "Vụ  A", "1", "lead", is_accepted=True))
    'Vụ A'
    """
    return normal(" ".join(wanted_texts(entry)))


def wanted_texts(entry: Correction) -> tuple[str, ...]:
    """Return the texts that an entry says are printed, where a field is a list; empty ones are left out.

    >>> from pipeline.corrections.entries import Action
    >>> wanted_texts(Correction(Action.READ, None, field="recipients", now=("Như Điều 3", "", "Lưu: VT")))
    ('Như Điều 3', 'Lưu: VT')
    """
    wanted = _wanted(entry)
    texts = wanted if isinstance(wanted, tuple) else (wanted,)
    return tuple(filter(None, map(normal, texts)))


def _wanted(entry: Correction) -> Reading:
    return entry.was if entry.now is None and entry.is_accepted else entry.now


def same(one: Reading, other: Reading) -> bool:
    """Whether two readings are the same but for blanks and the form of their letters; empty and null are the same.

    >>> same("Vụ  A", "Vụ A "), same(None, ""), same(("1", ""), ("1", "x"))
    (True, True, False)
    """
    if isinstance(one, tuple) or isinstance(other, tuple):
        return _texts(one) == _texts(other)
    return normal(one) == normal(other)


def normal(text: str | None) -> str:
    """Return a text in NFC, single-spaced, as cells are."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def _texts(reading: Reading) -> tuple[str, ...]:
    texts = [normal(text) for text in (reading if isinstance(reading, tuple) else (reading,))]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _shown(reading: Reading) -> str:
    return repr(" | ".join(reading) if isinstance(reading, tuple) else normal(reading))
