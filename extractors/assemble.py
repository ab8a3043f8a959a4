"""A reading made whole: paragraphs with their roles, tables with page breaks healed, the fields around them."""

from extractors.front_matter import find_front_matter
from extractors.layout_roles import label_paragraphs
from extractors.model import Document, Paragraph, Reading
from extractors.stitch import stitch


def assemble(reading: Reading) -> Document:
    r"""Return the document that a reading shows.

    >>> from extractors.delimited import read_delimited
    >>> document = assemble(read_delimited("QUYẾT ĐỊNH\n\nBan hành Kế hoạch\n\nTT\tNhiệm vụ\tChủ trì\n1\tSố hóa\tVụ A"))
    >>> document.front_matter.title, len(document.tables[0].rows)
    ('Ban hành Kế hoạch', 1)
    """
    paragraphs = tuple(block for block in reading.blocks if isinstance(block, Paragraph))
    roles = label_paragraphs(paragraphs)
    return Document(reading, paragraphs, roles, stitch(reading.blocks), find_front_matter(paragraphs, roles))
