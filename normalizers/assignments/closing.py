"""The clauses that close a document: who is to carry it out as a whole, and remarks on the document itself."""

from normalizers.actors.cell_words import words_of
from normalizers.assignments.vocabulary import listed, starts_with_any
from normalizers.text import clean, fold


def is_closing(duty: str) -> bool:
    """Whether a duty is only to carry out this very document.

    >>> is_closing("chịu trách nhiệm thi hành Quyết định này./."), is_closing("đôn đốc việc thực hiện Chỉ thị này")
    (True, False)
    """
    folded = fold(duty)
    if "chiu trach nhiem thi hanh" in folded:
        return True
    words = [word for word in words_of(clean(duty)) if not word.mark]
    index, has_document = 0, False
    while index < len(words):
        document = listed("closing_documents").end(words, index)
        has_document |= document is not None
        stop = document or listed("closing_words").end(words, index)
        if stop is None:
            return False
        index = stop
    return has_document


def is_remark(text: str) -> bool:
    """Whether a paragraph speaks of the document itself: "Trên đây là …", "Trong quá trình thực hiện …"."""
    return starts_with_any(text, "closing_openings")
