"""The guard of an entry: is what the machine reads today what the person saw?"""

import unicodedata

from pipeline.corrections.entries import Applied, Correction, Outcome, Reading


def judge_text(entry: Correction, read: str) -> Applied:
    """Return what becomes of an entry on one text, by what the machine reads there today.

    >>> from pipeline.corrections.entries import Action
    >>> judge_text(Correction(Action.READ, "Vụ Phap chế", "1", "lead", now="Vụ Pháp chế"), "Vụ Pháp chế").outcome
    <Outcome.UNNEEDED: 'unneeded'>
    >>> print(judge_text(Correction(Action.READ, "Vụ A", "1", "lead", now="Vụ B"), "Vụ C").sentence)
    The machine now reads 'Vụ C', no longer 'Vụ A'; 'Vụ B' stands. Look again.
    """
    now = wanted_text(entry)
    if same(read, entry.was):
        return Applied(entry, Outcome.ACCEPTED if same(now, entry.was) else Outcome.APPLIED, read)
    if same(read, now):
        return Applied(entry, Outcome.UNNEEDED, read, "The machine reads this by itself now; the entry can go.")
    sentence = f"The machine now reads {read!r}, no longer {_shown(entry.was)}; {now!r} stands. Look again."
    return Applied(entry, Outcome.DRIFTED, read, sentence)


def wanted_text(entry: Correction) -> str:
    """Return the text that an entry says is printed; of an accepted reading that is what was read."""
    if entry.now is not None or not entry.is_accepted:
        return normal(entry.now)
    return normal(entry.was if isinstance(entry.was, str) else None)


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
    return " | ".join(reading) if isinstance(reading, tuple) else repr(reading or "")
