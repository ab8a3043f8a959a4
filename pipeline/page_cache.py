"""Recognised pages kept between runs, by document, page and what recognised them. Safe to delete at any time.

A page is one entry: the digest of the rest, a line break, the packed JSON of its values. An entry that does not match
its digest is as if it were not there.
"""

import json
import zlib
from dataclasses import dataclass
from hashlib import sha256

from extractors.page import Page
from pipeline.plain_values import from_plain, to_plain
from pipeline.storage.folder import Folder


@dataclass(frozen=True, slots=True)
class PageCache:
    """The recognised pages of one document. `stamp` says what recognised them."""

    folder: Folder
    digest: str
    stamp: str

    def load(self, number: int) -> Page | None:
        """Return a page; None when it is not there or damaged."""
        return decode_page(self.folder.read(self._name(number)) or b"")

    def write(self, page: Page) -> None:
        """Keep a page."""
        self.folder.write(self._name(page.number), encode_page(page))

    def forget(self, *, failed_only: bool) -> None:
        """Take away all pages, or those that were given up."""
        for entry in list(self.folder.entries(self._folder)):
            page = decode_page(self.folder.read(entry.name) or b"") if failed_only else None
            if page is None or page.how.failure:
                self.folder.remove(entry.name)

    @property
    def _folder(self) -> str:
        key = sha256(f"{self.digest} {self.stamp}".encode()).hexdigest()[:32]
        return f"pages/{key[:2]}/{key}"

    def _name(self, number: int) -> str:
        return f"{self._folder}/{number:05}.page"


def encode_page(page: Page) -> bytes:
    """Return a page as bytes that prove themselves whole.

    >>> page = Page(3, 595.0, 842.0, 12.0, has_picture=True)
    >>> decode_page(encode_page(page)) == page
    True
    """
    body = zlib.compress(json.dumps(to_plain(page), ensure_ascii=False, separators=(",", ":")).encode())
    return sha256(body).hexdigest().encode() + b"\n" + body


def decode_page(data: bytes) -> Page | None:
    """Return the page that `encode_page` made plain; None where a single bit is wrong."""
    digest, _, body = data.partition(b"\n")
    if not body or sha256(body).hexdigest().encode() != digest:
        return None
    try:
        page: Page = from_plain(Page, json.loads(zlib.decompress(body)))
    except (ValueError, TypeError, KeyError, zlib.error):
        return None  # whole, but of another form: left by other code under a stamp that met by chance
    return page
