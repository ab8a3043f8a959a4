"""Office files are ZIP archives that carry the time of writing; this makes the same content the same bytes."""

import io
import re
import zipfile

MOMENT = (2024, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def freeze_archive(content: bytes) -> bytes:
    """The same archive, every member and its document properties dated 1 January 2024."""
    frozen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(frozen, "w") as target:
        for name in archive.namelist():
            member = zipfile.ZipInfo(name, MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, _STAMP.sub(rb"\g<1>2024-01-01T00:00:00Z\g<3>", archive.read(name)))
    return frozen.getvalue()
