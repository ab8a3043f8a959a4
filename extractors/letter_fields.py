"""Letters (công văn): they name no type, and their title stands small below the number (box 5b of annex I)."""

import re
from collections.abc import Sequence

from extractors.bare_text import bare
from extractors.line_shapes import is_addressing
from extractors.model import Paragraph
from extractors.model import ParagraphRole as Role
from extractors.signing_stamps import is_stamp_text

LETTER = "CÔNG VĂN"
_TITLE = re.compile(r"v\s*/\s*v|ve\b", re.IGNORECASE)


def find_letter_title(paragraphs: Sequence[Paragraph], roles: Sequence[Role]) -> str | None:
    """Return what a letter is about, as printed below its number; None where the document is no letter.

    A letter addresses somebody ("Kính gửi") before anything else is said, and names no type.

    >>> from extractors.layout_roles import label_paragraphs
    >>> from extractors.model import Place
    >>> lines = ("Số: 12/SYT-VP", "V/v báo cáo", "quý I năm 2025", "Kính gửi: Các trạm y tế", "Sở Y tế đề nghị:")
    >>> paragraphs = [Paragraph(line, Place(line=1)) for line in lines]
    >>> find_letter_title(paragraphs, label_paragraphs(paragraphs))
    'V/v báo cáo quý I năm 2025'
    """
    number = next((at for at, role in enumerate(roles) if role is Role.NUMBER), None)
    addressed = next((at for at, paragraph in enumerate(paragraphs) if is_addressing(paragraph.text)), None)
    if number is None or addressed is None or Role.TYPE in roles[:addressed]:
        return None
    heads = [
        paragraphs[at].text for at in range(number, addressed) if roles[at] is Role.HEAD and _is_printed(paragraphs[at])
    ]
    start = next((at for at, text in enumerate(heads) if _TITLE.match(bare(text))), None)
    return " ".join(heads[start:]) if start is not None else None


def _is_printed(paragraph: Paragraph) -> bool:
    """Whether a line of the head is the letter's own: titles are no capitals, stamps speak of themselves."""
    return not paragraph.text.isupper() and not is_stamp_text(paragraph.text)
