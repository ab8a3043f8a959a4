"""Office files are ZIP archives: damage, passwords and bombs are told before anything is unpacked."""

import io
import zipfile
import zlib

from extractors.model import Unreadable

# The largest real plan unpacks to some 20 MB; XML of tables packs 10 to 40 times, a bomb up to 1,000 times.
MOST_BYTES = 400_000_000
MOST_MEMBERS = 20_000
MOST_RATIO = 200
_RATIO_FROM = 10_000_000

# What zipfile and the XML parsers raise over broken content.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError,
    EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip


def check_archive(data: bytes) -> None:
    """Raise `Unreadable` for an archive that is damaged, packed with a password, or unpacks to more than a document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except DAMAGE as error:
        raise damaged() from error
    if any(member.flag_bits & 1 for member in members):
        raise locked()
    is_bomb = any(
        member.file_size > _RATIO_FROM and member.file_size > MOST_RATIO * member.compress_size for member in members
    )
    if is_bomb or len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise Unreadable(
            "too_large",
            "The file unpacks to far more than a document holds and was not opened. "
            "Open it in an office program, and save the part with the plan as a new document.",
        )


def damaged() -> Unreadable:
    """The failure of a file that is cut short or broken inside."""
    return Unreadable(
        "damaged_file",
        "The file is damaged: its parts cannot be unpacked or read. "
        "Open it in an office program and save it again, or fetch it anew.",
    )


def locked() -> Unreadable:
    """The failure of a file that asks for a password."""
    return Unreadable(
        "password_protected",
        "The file is protected by a password. Open it, take the password off, and save it in its place.",
    )
