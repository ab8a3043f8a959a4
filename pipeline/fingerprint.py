"""Stamps: what a result was made from, so that stale cannot look fresh."""

from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extractors.recognition import PageReader
from extractors.scan.engine_version import engine_version
from pipeline.code_closure import PACKAGES, SUFFIXES, closure_stamp

# The pages of `boctach review` show results and make none.
_NOT_PART_OF_RESULTS = "pipeline/review/"
# Libraries that decide what a recognised page looks like, and those that decide what is read or how it is written.
_PAGE_ENGINES = ("numpy", "opencv-python-headless", "pillow", "pypdfium2", "pytesseract")
_ENGINES = ("pdfplumber", "pyarrow", "pytesseract", "rapidfuzz", "viparse")


@cache
def code_stamp() -> str:
    """Return the digest of our own code and resources and of the versions of the engines."""
    digest = sha256()
    for package in PACKAGES:
        root = Path(import_module(package).__file__ or "").parent
        for path in sorted(path for path in root.rglob("*") if path.suffix in SUFFIXES):
            name = f"{package}/{path.relative_to(root).as_posix()}"
            if name.startswith(_NOT_PART_OF_RESULTS):
                continue
            digest.update(f"{name}\0".encode())
            digest.update(path.read_bytes())
    digest.update(" ".join(f"{name}={_version(name)}" for name in _ENGINES).encode())
    return digest.hexdigest()[:16]


@cache
def page_stamp(read_page: PageReader) -> str:
    """Return the stamp of recognised pages: our code that reads pages, and what `engine_stamp` names."""
    return sha256(f"{closure_stamp(read_page.__module__)} {engine_stamp(read_page)}".encode()).hexdigest()[:16]


@cache
def engine_stamp(read_page: PageReader) -> str:
    """Return what decides what a recognised page looks like besides our code: recogniser, model, libraries."""
    libraries = " ".join(f"{name} {_version(name)}" for name in _PAGE_ENGINES)
    return f"{read_page.__module__}.{read_page.__qualname__}; {engine_version()}; {libraries}"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "missing"


def result_key(content_digest: str, stamp: str, *more: str) -> str:
    """Return the key of one document's result: the same content, code and whatever else decides give the same key.

    >>> result_key("ab" * 32, "0" * 16) == result_key("ab" * 32, "0" * 16) != result_key("ab" * 32, "1" * 16)
    True
    >>> result_key("ab" * 32, "0" * 16) == result_key("ab" * 32, "0" * 16, "c" * 16)
    False
    """
    return sha256(" ".join((content_digest, stamp, *more)).encode()).hexdigest()[:32]
