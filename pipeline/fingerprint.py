"""Stamps: what a result was made from, so that stale cannot look fresh."""

from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("extractors", "normalizers", "pipeline")
_SUFFIXES = (".py", ".yml", ".csv", ".tsv", ".gz")
# The pages of `boctach review` show results and make none.
_NOT_PART_OF_RESULTS = "pipeline/review/"
# Libraries that decide what is read or how it is written.
_ENGINES = ("pdfplumber", "pyarrow", "pytesseract", "rapidfuzz", "viparse")


@cache
def code_stamp() -> str:
    """Return the digest of our own code and resources and of the versions of the engines."""
    digest = sha256()
    for package in _PACKAGES:
        root = Path(import_module(package).__file__ or "").parent
        for path in sorted(path for path in root.rglob("*") if path.suffix in _SUFFIXES):
            name = f"{package}/{path.relative_to(root).as_posix()}"
            if name.startswith(_NOT_PART_OF_RESULTS):
                continue
            digest.update(f"{name}\0".encode())
            digest.update(path.read_bytes())
    digest.update(" ".join(f"{name}={version(name)}" for name in _ENGINES).encode())
    return digest.hexdigest()[:16]


def result_key(content_digest: str, stamp: str, corrections: str = "") -> str:
    """Return the key of one document's result: the same content, code and corrections give the same key.

    >>> result_key("ab" * 32, "0" * 16) == result_key("ab" * 32, "0" * 16) != result_key("ab" * 32, "1" * 16)
    True
    >>> result_key("ab" * 32, "0" * 16) == result_key("ab" * 32, "0" * 16, "c" * 16)
    False
    """
    return sha256(f"{content_digest} {stamp} {corrections}".rstrip().encode()).hexdigest()[:32]
