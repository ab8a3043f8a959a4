"""Who signed, by the certificate inside a PKCS #7 signature. Claims only: nothing is verified or trusted.

The only home of cryptography, which pdfminer brings along.
"""

import datetime as dt
import warnings
from dataclasses import dataclass

# The attribute signing-time (RFC 5652, 11.3) in DER: its identifier, then a set that holds one UTCTime of 13 letters.
_SIGNING_TIME = bytes.fromhex("06092a864886f70d010905310f170d")
_UTC_TIME = "%y%m%d%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Name and body of a signer; the body from the narrowest unit to the widest."""

    name: str | None = None
    organisation: str | None = None


def read_certificate(contents: bytes) -> Certificate:
    """Return what the signer's certificate says of the signer; empty where it cannot be read.

    >>> read_certificate(b"no signature")
    Certificate(name=None, organisation=None)
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs7

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            certificates = pkcs7.load_der_pkcs7_certificates(_without_padding(contents))
            issuers = {certificate.issuer for certificate in certificates}
            own = [each for each in certificates if each.subject not in issuers] or certificates
            return _certificate(own[0].subject) if own else Certificate()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return Certificate()


def find_signing_time(contents: bytes) -> dt.datetime | None:
    """Return the time of signing that the signature names, in UTC, or None.

    >>> find_signing_time(_SIGNING_TIME + b"250610014037Z")
    datetime.datetime(2025, 6, 10, 1, 40, 37, tzinfo=datetime.timezone.utc)
    """
    at = contents.find(_SIGNING_TIME)
    if at < 0:
        return None
    written = contents[at + len(_SIGNING_TIME) :][:13].decode("latin-1")
    try:
        return dt.datetime.strptime(written, _UTC_TIME).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _certificate(subject: object) -> Certificate:
    from cryptography.x509 import Name
    from cryptography.x509.oid import NameOID

    if not isinstance(subject, Name):
        return Certificate()
    names = [str(each.value) for each in subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    wide = [str(each.value) for each in subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]
    units = [str(each.value) for each in subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)]
    return Certificate(names[0] if names else None, ", ".join([*reversed(units), *wide]) or None)


def _without_padding(contents: bytes) -> bytes:
    """The signature without the zeros that fill its place in the file, where its length is written down (DER)."""
    if len(contents) < 2 or not contents[1] & 0x80 or contents[1] == 0x80:
        return contents
    count = contents[1] & 0x7F
    return contents[: 2 + count + int.from_bytes(contents[2 : 2 + count], "big")]
