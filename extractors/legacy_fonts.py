"""TCVN3 (.VnTime), VNI and VISCII text to Unicode, by viparse's tables."""


def to_unicode(text: str) -> list[tuple[str, str]]:
    """Return the text read in each legacy encoding, with the encoding's name.

    >>> dict((name, read) for read, name in to_unicode("QuyÕt ®Þnh"))["tcvn3"]
    'Quyết định'
    """
    import viparse

    return [(viparse.fix(text, encoding=name), name) for name in ("tcvn3", "vni", "viscii")]
