"""Digital signatures as rows of `signatures`."""

from collections.abc import Iterator

from extractors.model import Document
from pipeline.datasets import DocumentRow, SignatureRow


def signature_rows(document: Document, fields: DocumentRow) -> Iterator[SignatureRow]:
    """Yield one row a digital signature, in the order of the pages; nothing of it is verified."""
    for signature in document.reading.signatures:
        x0, top, x1, bottom = signature.box or (None,) * 4
        yield SignatureRow(
            document_id=fields.document_id or "",
            year=fields.year,
            page=signature.page,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            text=signature.text or None,
            is_stamp=signature.is_stamp,
            signer=signature.signer,
            signed_at=signature.signed_at,
            organisation=signature.organisation,
            reason=signature.reason,
            location=signature.location,
            field_name=signature.field,
            sub_filter=signature.sub_filter,
            covers_document=signature.covers_document,
        )
